/*---
model: silver.taxonomy_map
kind: full
grain: [domain, source_system, raw_key, valid_from]
tags: [reference]
owner: revops
description: The taxonomy as it is defined, each raw value with the normalised key by which it is found. Joins should use silver.taxonomy_lookup, which has one row per source system.
columns:
  - {name: domain, type: string, description: "What is conformed, for example industry or stage."}
  - {name: source_system, type: string, description: "The source that uses the raw value; * is any."}
  - {name: raw_value, type: string, description: The value as the source has it.}
  - {name: raw_key, type: string, description: "The raw value trimmed, in lower case, with single blanks."}
  - {name: conformed_value, type: string, description: The value that the lakehouse uses.}
  - {name: valid_from, type: date, description: First day on which the mapping holds.}
  - {name: valid_to, type: date, description: First day on which it no longer holds; null while it does.}
checks:
  - not_null: [domain, source_system, raw_key, conformed_value, valid_from]
  - sql: >-
      select early.raw_key from this as early
      inner join this as late on late.domain = early.domain and late.source_system = early.source_system
      and late.raw_key = early.raw_key and late.valid_from > early.valid_from
      where early.valid_to is null or early.valid_to > late.valid_from
    name: one_mapping_at_a_time
---*/

select
    taxonomy.domain,
    taxonomy.source_system,
    taxonomy.raw_value,
    lower(lh_clean(taxonomy.raw_value)) as raw_key,
    taxonomy.conformed_value,
    taxonomy.valid_from,
    taxonomy.valid_to

from definition.taxonomy_map as taxonomy
