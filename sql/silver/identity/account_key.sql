/*---
model: silver.account_key
kind: full
grain: [source_system, source_id, match_key]
tags: [identity]
owner: revops
description: The keys by which account records are the same account. A record always has its own key; it shares a merge key with the record that it was merged into, a domain key with records of the same corporate domain and name, and a name key with records of the same name and country. A domain that differently named records use is a brand's and joins nobody, neither by domain nor by name; nor does a name that records of different domains use, or that a parent and its child share.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the account record.}
  - {name: match_key, type: string, description: "The key; records that share one are the same account."}
  - {name: rule, type: string, description: "SOURCE, MERGED, EXACT_DOMAIN or NORMALISED_NAME."}
  - {name: record_rank, type: bigint, description: "Orders all records by creation, then system and id, from 1; the smallest of a cluster names it."}
checks:
  - not_null: [source_system, source_id, match_key, rule, record_rank]
  - accepted_values: {column: rule, values: [SOURCE, MERGED, EXACT_DOMAIN, NORMALISED_NAME]}
---*/

with

family_names as (

    -- A group repeats its name on purpose: where a parent and its child share it, it tells no two records alike.
    select distinct child.name_key

    from silver.account_record as child
    inner join silver.account_record as parent
        on parent.source_system = child.source_system and parent.source_id = child.parent_source_id
        and parent.name_key = child.name_key and parent.source_id <> child.source_id

),

domain_groups as (

    select record.domain

    from silver.account_record as record
    left join family_names on family_names.name_key = record.name_key

    where record.domain is not null and not record.is_free_mail_domain

    group by record.domain

    having count(*) > 1
        and count(distinct record.name_key) = 1
        and count(distinct record.country) <= 1
        and count(family_names.name_key) = 0

),

brand_domains as (

    -- Franchises and groups share a domain under different names; whoever has it may also share a name by chance.
    select domain

    from silver.account_record as account_record

    where domain is not null

    group by domain

    having count(distinct name_key) > 1

),

name_groups as (

    select record.name_key, record.country

    from silver.account_record as record
    left join brand_domains on brand_domains.domain = record.domain
    left join family_names on family_names.name_key = record.name_key

    where record.name_key is not null and record.country is not null

    group by record.name_key, record.country

    having count(*) > 1
        and count(distinct case when not record.is_free_mail_domain then record.domain end) <= 1
        and count(brand_domains.domain) = 0
        and count(family_names.name_key) = 0

),

final as (

    select source_system, source_id, 'S:' || source_system || ':' || source_id as match_key,
        'SOURCE' as rule, record_rank
    from silver.account_record as account_record
    union all
    select source_system, source_id, 'S:' || source_system || ':' || merged_into_source_id, 'MERGED', record_rank
    from silver.account_record as account_record
    where merged_into_source_id is not null and merged_into_source_id <> source_id
    union all
    select account_record.source_system, account_record.source_id, 'D:' || account_record.domain, 'EXACT_DOMAIN',
        account_record.record_rank
    from silver.account_record as account_record
    inner join domain_groups on domain_groups.domain = account_record.domain
    where account_record.name_key is not null
    union all
    select account_record.source_system, account_record.source_id,
        'N:' || account_record.name_key || ':' || account_record.country, 'NORMALISED_NAME',
        account_record.record_rank
    from silver.account_record as account_record
    inner join name_groups
        on name_groups.name_key = account_record.name_key and name_groups.country = account_record.country

)

select * from final
