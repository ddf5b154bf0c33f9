/*---
model: silver.taxonomy_lookup
kind: full
grain: [domain, source_system, raw_key, valid_from]
tags: [reference]
owner: revops
description: The taxonomy ready for one join - a row per concrete source system, where a mapping for that source stands before one for any source, and every conformed value also stands for itself.
columns:
  - {name: domain, type: string, description: "What is conformed, for example industry or stage."}
  - {name: source_system, type: string, description: A source system of definition.source_registry.}
  - {name: raw_key, type: string, description: "The raw value trimmed, in lower case, with single blanks."}
  - {name: conformed_value, type: string, description: The value that the lakehouse uses.}
  - {name: valid_from, type: date, description: First day on which the mapping holds.}
  - {name: valid_to, type: date, description: First day on which it no longer holds; null while it does.}
checks:
  - not_null: [domain, source_system, raw_key, conformed_value, valid_from]
---*/

with

stage_names as (

    select 'stage' as domain, '*' as source_system, lower(lh_clean(stage)) as raw_key, stage as conformed_value,
        date '1900-01-01' as valid_from, cast(null as date) as valid_to, 3 as priority

    from definition.stage_definition

    where stage <> 'UNMAPPED'

    group by stage

),

self_names as (

    select domain, '*' as source_system, lower(lh_clean(conformed_value)) as raw_key, conformed_value,
        date '1900-01-01' as valid_from, cast(null as date) as valid_to, 3 as priority

    from silver.taxonomy_map

    where domain <> 'stage'

    group by domain, conformed_value

),

every_rule as (

    select domain, source_system, raw_key, conformed_value, valid_from, valid_to,
        case when source_system = '*' then 2 else 1 end as priority
    from silver.taxonomy_map
    union all
    select domain, source_system, raw_key, conformed_value, valid_from, valid_to, priority from stage_names
    union all
    select domain, source_system, raw_key, conformed_value, valid_from, valid_to, priority from self_names

),

per_source as (

    select
        every_rule.domain,
        source_registry.source_system,
        every_rule.raw_key,
        every_rule.conformed_value,
        every_rule.valid_from,
        every_rule.valid_to,
        -- The most specific kind of rule for a raw value wins as a whole, over its entire validity.
        rank() over (
            partition by every_rule.domain, source_registry.source_system, every_rule.raw_key
            order by every_rule.priority
        ) as preference,
        row_number() over (
            partition by every_rule.domain, source_registry.source_system, every_rule.raw_key,
                every_rule.priority, every_rule.valid_from
            order by every_rule.conformed_value
        ) as spelling

    from every_rule
    inner join definition.source_registry as source_registry
        on every_rule.source_system = '*' or every_rule.source_system = source_registry.source_system

)

select domain, source_system, raw_key, conformed_value, valid_from, valid_to

from per_source

where preference = 1 and spelling = 1
