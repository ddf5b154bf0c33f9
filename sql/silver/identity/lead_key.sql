/*---
model: silver.lead_key
kind: full
grain: [source_system, source_id, match_key]
tags: [identity]
owner: revops
description: The keys by which lead records are the same person. A record always has its own key; it shares a merge key with the record that it was merged into, an e-mail key with records of the same address, and a name key with records of the same name and company. A shared mailbox joins nobody, nor does an address that people of different names use, nor a name whose records have different addresses of their own.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the lead record.}
  - {name: match_key, type: string, description: "The key; records that share one are the same person."}
  - {name: rule, type: string, description: "SOURCE, MERGED, EXACT_EMAIL or NORMALISED_NAME."}
  - {name: record_rank, type: bigint, description: "Orders all records by creation, then system and id, from 1; the smallest of a cluster names it."}
checks:
  - not_null: [source_system, source_id, match_key, rule, record_rank]
  - accepted_values: {column: rule, values: [SOURCE, MERGED, EXACT_EMAIL, NORMALISED_NAME]}
---*/

with

email_groups as (

    -- One person's name may be spelled in two ways, but then the first or the last word of it agrees.
    select email_norm

    from silver.lead_record

    where email_norm is not null and not is_shared_mailbox

    group by email_norm

    having count(*) > 1
        and (
            count(distinct split_part(name_key, ' ', 1)) <= 1
            or count(distinct split_part(name_key, ' ', -1)) <= 1
        )

),

name_groups as (

    select name_key, company_key

    from silver.lead_record

    where company_key is not null and position(' ' in name_key) > 0

    group by name_key, company_key

    having count(*) > 1 and count(distinct case when not is_shared_mailbox then email_norm end) <= 1

),

final as (

    select source_system, source_id, 'S:' || source_system || ':' || source_id as match_key,
        'SOURCE' as rule, record_rank
    from silver.lead_record
    union all
    select source_system, source_id, 'S:' || source_system || ':' || merged_into_source_id, 'MERGED', record_rank
    from silver.lead_record
    where merged_into_source_id is not null and merged_into_source_id <> source_id
    union all
    select record.source_system, record.source_id, 'E:' || record.email_norm, 'EXACT_EMAIL', record.record_rank
    from silver.lead_record as record
    inner join email_groups on email_groups.email_norm = record.email_norm
    union all
    select record.source_system, record.source_id, 'N:' || record.name_key || ':' || record.company_key,
        'NORMALISED_NAME', record.record_rank
    from silver.lead_record as record
    inner join name_groups
        on name_groups.name_key = record.name_key and name_groups.company_key = record.company_key

)

select * from final
