/*---
model: silver.contact_xref
kind: full
grain: [source_system, source_id]
tags: [identity]
owner: revops
description: Which golden contact each source record is, deleted and merged records included.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the contact record.}
  - {name: contact_id, type: string, description: "The golden contact: the source id of its first record by creation, then id."}
  - {name: rule, type: string, description: "Why the record belongs there: SOURCE names the contact itself, else MERGED, EXACT_EMAIL or NORMALISED_NAME, the strongest that applies."}
  - {name: merged_into_source_id, type: string, description: The record that the source merged this one into; null when it did not.}
  - {name: is_deleted, type: boolean, description: Whether the source has deleted the record.}
checks:
  - not_null: [source_system, source_id, contact_id, rule]
  - accepted_values: {column: rule, values: [SOURCE, MERGED, EXACT_EMAIL, NORMALISED_NAME]}
---*/

with

shared_keys as (

    select match_key from silver.contact_key group by match_key having count(*) > 1

),

evidence as (

    select keys.source_system, keys.source_id,
        min(case keys.rule when 'EXACT_EMAIL' then 2 when 'NORMALISED_NAME' then 3 else 1 end) as strength

    from silver.contact_key as keys
    inner join shared_keys on shared_keys.match_key = keys.match_key

    group by keys.source_system, keys.source_id

)

select
    cluster.source_system,
    cluster.source_id,
    cluster.golden_source_id as contact_id,
    case
        when record.record_rank = cluster.cluster_rank then 'SOURCE'
        when evidence.strength = 1 then 'MERGED'
        when evidence.strength = 2 then 'EXACT_EMAIL'
        else 'NORMALISED_NAME'
    end as rule,
    record.merged_into_source_id,
    record.is_deleted

from silver.contact_cluster as cluster
inner join silver.contact_record as record
    on record.source_system = cluster.source_system and record.source_id = cluster.source_id
left join evidence
    on evidence.source_system = cluster.source_system and evidence.source_id = cluster.source_id
