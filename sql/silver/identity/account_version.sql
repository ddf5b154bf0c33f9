/*---
model: silver.account_version
kind: full
grain: [account_id, version_no]
tags: [identity]
owner: revops
description: The versions of each golden account, one for each instant at which any of its records was recorded, with the values of the record that then led - one that existed before one that was merged or deleted, then the oldest - and what it lacked filled from the others as they then were.
columns:
  - {name: account_id, type: string, description: The golden account.}
  - {name: version_no, type: bigint, description: Counts the versions from 1.}
  - {name: source_system, type: string, description: The source of the leading record.}
  - {name: source_id, type: string, description: The leading record.}
  - {name: account_name, type: string, description: The name.}
  - {name: domain, type: string, description: The corporate web domain.}
  - {name: country_raw, type: string, description: The country as the source has it.}
  - {name: industry_raw, type: string, description: The industry as the source has it.}
  - {name: employees, type: bigint, description: Number of employees.}
  - {name: annual_revenue, type: "decimal(19,4)", description: Annual revenue in currency_code.}
  - {name: currency_code, type: string, description: Currency of the annual revenue.}
  - {name: parent_account_id, type: string, description: The golden parent account.}
  - {name: owner_source_id, type: string, description: The source's id of the owning seller.}
  - {name: account_type_raw, type: string, description: What the source says the account is to us.}
  - {name: is_deleted, type: boolean, description: Whether none of the account's records existed any more.}
  - {name: record_count, type: bigint, description: How many source records the account then had.}
  - {name: created_at, type: timestamp, description: "When the first of its records was created, UTC."}
  - {name: recorded_at, type: timestamp, description: "When the version was recorded, UTC."}
checks:
  - not_null: [account_id, version_no, recorded_at]
---*/

with

members as (

    select xref.account_id, intake.source_system, intake.source_id, intake.recorded_at, intake.account_name,
        case when not record.is_free_mail_domain then record.domain end as domain, intake.country_raw,
        intake.industry_raw, intake.employees, intake.annual_revenue, intake.currency_code,
        intake.parent_source_id, intake.owner_source_id, intake.account_type_raw, intake.is_deleted,
        intake.merged_into_source_id is not null as is_merged, record.created_at, record.record_rank

    from silver.account_xref as xref
    inner join silver.account_record as record
        on record.source_system = xref.source_system and record.source_id = xref.source_id
    inner join silver.intake_account as intake
        on intake.source_system = xref.source_system and intake.source_id = xref.source_id

),

instants as (

    select distinct account_id, recorded_at from members

),

known as (

    -- Of each record the version that was the newest at the instant, so that no later knowledge leaks back.
    select members.*, instants.recorded_at as instant_at,
        row_number() over (
            partition by members.account_id, instants.recorded_at, members.record_rank
            order by members.recorded_at desc
        ) as age

    from instants
    inner join members
        on members.account_id = instants.account_id and members.recorded_at <= instants.recorded_at

),

ranked as (

    select known.*,
        row_number() over (
            partition by account_id, instant_at
            order by case when is_deleted or is_merged then 1 else 0 end, record_rank
        ) as preference

    from known

    where age = 1

),

states as (

    -- What the leading record lacks comes from the others, the smallest or largest so that order decides nothing.
    select account_id, instant_at,
        max(case when preference = 1 then source_system end) as source_system,
        max(case when preference = 1 then source_id end) as source_id,
        coalesce(max(case when preference = 1 then account_name end), min(account_name)) as account_name,
        coalesce(max(case when preference = 1 then domain end), min(domain)) as domain,
        coalesce(max(case when preference = 1 then country_raw end), min(country_raw)) as country_raw,
        coalesce(max(case when preference = 1 then industry_raw end), min(industry_raw)) as industry_raw,
        coalesce(max(case when preference = 1 then employees end), max(employees)) as employees,
        max(case when preference = 1 then annual_revenue end) as annual_revenue,
        max(case when preference = 1 then currency_code end) as currency_code,
        max(case when preference = 1 then parent_source_id end) as parent_source_id,
        max(case when preference = 1 then owner_source_id end) as owner_source_id,
        max(case when preference = 1 then account_type_raw end) as account_type_raw,
        bool_and(is_deleted) as is_deleted,
        count(*) as record_count,
        min(created_at) as created_at

    from ranked

    group by account_id, instant_at

)

select
    states.account_id,
    row_number() over (partition by states.account_id order by states.instant_at) as version_no,
    states.source_system,
    states.source_id,
    states.account_name,
    states.domain,
    states.country_raw,
    states.industry_raw,
    states.employees,
    states.annual_revenue,
    states.currency_code,
    case when parent.account_id <> states.account_id then parent.account_id end as parent_account_id,
    states.owner_source_id,
    states.account_type_raw,
    states.is_deleted,
    states.record_count,
    states.created_at,
    states.instant_at as recorded_at

from states
left join silver.account_xref as parent
    on parent.source_system = states.source_system and parent.source_id = states.parent_source_id
