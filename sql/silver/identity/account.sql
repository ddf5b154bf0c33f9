/*---
model: silver.account
kind: full
grain: [account_id, valid_from]
tags: [identity]
owner: revops
description: Golden accounts with their history. A version begins when any of the account's records was recorded and has the values of the record that then led - one that existed before one that was merged or deleted, then the oldest; what it lacked is filled from the others as they then were. Each version holds until the next; the first holds from the first record's creation. Which records are one account is told as it is known now.
columns:
  - {name: account_id, type: string, description: The golden account.}
  - {name: account_name, type: string, description: The name.}
  - {name: domain, type: string, description: The corporate web domain; null when there is none or it is a mail provider's.}
  - {name: country, type: string, description: "The country conformed; UNKNOWN when there is none, UNMAPPED when the taxonomy does not know it."}
  - {name: country_raw, type: string, description: The country as the source has it.}
  - {name: industry_conformed, type: string, description: "The industry conformed; UNKNOWN when there is none, UNMAPPED when the taxonomy does not know it."}
  - {name: industry_raw, type: string, description: The industry as the source has it.}
  - {name: employees, type: bigint, description: Number of employees.}
  - {name: annual_revenue, type: "decimal(19,4)", description: Annual revenue in currency_code.}
  - {name: currency_code, type: string, description: Currency of the annual revenue.}
  - {name: parent_account_id, type: string, description: The golden parent account; null at the top and where the parent is the account itself or unknown.}
  - {name: owner_seller_id, type: string, description: The owning seller.}
  - {name: account_type_raw, type: string, description: What the source says the account is to us.}
  - {name: is_customer, type: boolean, description: Whether the source calls it a customer.}
  - {name: segment, type: string, description: "The segment of definition.segment_rule by employees; UNKNOWN without employees."}
  - {name: is_deleted, type: boolean, description: Whether none of its records existed any more.}
  - {name: record_count, type: bigint, description: How many source records the account then had.}
  - {name: created_at, type: timestamp, description: "When the first of its records was created, UTC."}
  - {name: valid_from, type: timestamp, description: "From when on the version holds, UTC."}
  - {name: valid_to, type: timestamp, description: "When it ceases to hold, exclusive; null while it does."}
  - {name: is_current, type: boolean, description: Whether it is the version that holds.}
checks:
  - not_null: [account_id, valid_from, country, industry_conformed, segment]
  - sql: select account_id from this where is_current group by account_id having count(*) <> 1
    name: one_current_version
  - sql: select * from this where valid_to <= valid_from
    name: versions_last
---*/

with

versions as (

    select account_id, source_system, account_name, domain, country_raw, industry_raw, employees, annual_revenue,
        currency_code, parent_account_id, owner_source_id, account_type_raw, is_deleted, record_count, created_at,
        case when version_no = 1 then least(created_at, recorded_at) else recorded_at end as valid_from,
        lead(recorded_at) over (partition by account_id order by recorded_at) as valid_to,
        cast(recorded_at as date) as recorded_date

    from silver.account_version

)

select
    versions.account_id,
    versions.account_name,
    versions.domain,
    case when versions.country_raw is null then 'UNKNOWN'
        else coalesce(country.conformed_value, 'UNMAPPED') end as country,
    versions.country_raw,
    case when versions.industry_raw is null then 'UNKNOWN'
        else coalesce(industry.conformed_value, 'UNMAPPED') end as industry_conformed,
    versions.industry_raw,
    versions.employees,
    versions.annual_revenue,
    versions.currency_code,
    versions.parent_account_id,
    versions.owner_source_id as owner_seller_id,
    versions.account_type_raw,
    lower(coalesce(versions.account_type_raw, '')) like '%customer%' as is_customer,
    coalesce(segment_rule.segment, 'UNKNOWN') as segment,
    versions.is_deleted,
    versions.record_count,
    versions.created_at,
    versions.valid_from,
    versions.valid_to,
    versions.valid_to is null as is_current

from versions
left join silver.taxonomy_lookup as country
    on country.domain = 'country' and country.source_system = versions.source_system
    and country.raw_key = lower(versions.country_raw)
    and country.valid_from <= versions.recorded_date
    and (country.valid_to is null or country.valid_to > versions.recorded_date)
left join silver.taxonomy_lookup as industry
    on industry.domain = 'industry' and industry.source_system = versions.source_system
    and industry.raw_key = lower(versions.industry_raw)
    and industry.valid_from <= versions.recorded_date
    and (industry.valid_to is null or industry.valid_to > versions.recorded_date)
left join definition.segment_rule as segment_rule
    on versions.employees >= segment_rule.min_employees
    and (segment_rule.max_employees is null or versions.employees < segment_rule.max_employees)
    and segment_rule.valid_from <= versions.recorded_date
    and (segment_rule.valid_to is null or segment_rule.valid_to > versions.recorded_date)
