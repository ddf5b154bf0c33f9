/*---
model: silver.account_xref
kind: full
grain: [source_system, source_id]
tags: [identity]
owner: revops
description: Which golden account each source record is, deleted and merged records included.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the account record.}
  - {name: account_id, type: string, description: "The golden account: the source id of its first record by creation, then id."}
  - {name: rule, type: string, description: "Why the record belongs there: SOURCE names the account itself, else MERGED, EXACT_DOMAIN or NORMALISED_NAME, the strongest that applies."}
  - {name: merged_into_source_id, type: string, description: The record that the source merged this one into; null when it did not.}
  - {name: is_deleted, type: boolean, description: Whether the source has deleted the record.}
checks:
  - not_null: [source_system, source_id, account_id, rule]
  - accepted_values: {column: rule, values: [SOURCE, MERGED, EXACT_DOMAIN, NORMALISED_NAME]}
---*/

with

shared_keys as (

    select match_key from silver.account_key group by match_key having count(*) > 1

),

evidence as (

    select keys.source_system, keys.source_id,
        min(case keys.rule
            when 'MERGED' then 1
            when 'EXACT_DOMAIN' then 2
            when 'NORMALISED_NAME' then 3
            -- Somebody else was merged into this record.
            else 1 end) as strength

    from silver.account_key as keys
    inner join shared_keys on shared_keys.match_key = keys.match_key

    group by keys.source_system, keys.source_id

)

select
    account_cluster.source_system,
    account_cluster.source_id,
    account_cluster.golden_source_id as account_id,
    case
        when account_record.record_rank = account_cluster.cluster_rank then 'SOURCE'
        when evidence.strength = 1 then 'MERGED'
        when evidence.strength = 2 then 'EXACT_DOMAIN'
        else 'NORMALISED_NAME'
    end as rule,
    account_record.merged_into_source_id,
    account_record.is_deleted

from silver.account_cluster as account_cluster
inner join silver.account_record as account_record
    on account_record.source_system = account_cluster.source_system
    and account_record.source_id = account_cluster.source_id
left join evidence
    on evidence.source_system = account_cluster.source_system and evidence.source_id = account_cluster.source_id
