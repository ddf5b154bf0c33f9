/*---
model: silver.account_version
kind: full
grain: [account_id, version_no]
tags: [identity]
owner: revops
description: The versions of each golden account's leading record, with what it lacks filled from the account's other records as they are now.
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
  - {name: is_deleted, type: boolean, description: Whether none of the account's records exists any more.}
  - {name: record_count, type: bigint, description: How many source records the account has.}
  - {name: created_at, type: timestamp, description: "When the first of its records was created, UTC."}
  - {name: recorded_at, type: timestamp, description: "When the version was recorded, UTC."}
checks:
  - not_null: [account_id, version_no, recorded_at]
---*/

with

members as (

    select xref.account_id, intake.source_system, intake.source_id, record.domain, record.is_free_mail_domain,
        intake.country_raw, intake.industry_raw, intake.employees, intake.is_deleted, record.created_at,
        row_number() over (
            partition by xref.account_id
            order by case when intake.is_deleted or intake.merged_into_source_id is not null then 1 else 0 end,
                record.record_rank
        ) as preference

    from silver.account_xref as xref
    inner join silver.account_record as record
        on record.source_system = xref.source_system and record.source_id = xref.source_id
    inner join silver.intake_account as intake
        on intake.source_system = xref.source_system and intake.source_id = xref.source_id and intake.is_current

),

accounts as (

    -- The other records' values fill gaps only; the smallest is taken so that the choice does not depend on order.
    select account_id,
        max(case when preference = 1 then source_system end) as source_system,
        max(case when preference = 1 then source_id end) as source_id,
        coalesce(
            max(case when preference = 1 and not is_free_mail_domain then domain end),
            min(case when not is_free_mail_domain then domain end)
        ) as domain,
        min(country_raw) as country_raw,
        min(industry_raw) as industry_raw,
        max(employees) as employees,
        min(created_at) as created_at,
        bool_and(is_deleted) as is_deleted,
        count(*) as record_count

    from members

    group by account_id

)

select
    accounts.account_id,
    row_number() over (partition by accounts.account_id order by version.recorded_at) as version_no,
    version.source_system,
    version.source_id,
    version.account_name,
    accounts.domain,
    coalesce(version.country_raw, accounts.country_raw) as country_raw,
    coalesce(version.industry_raw, accounts.industry_raw) as industry_raw,
    coalesce(version.employees, accounts.employees) as employees,
    version.annual_revenue,
    version.currency_code,
    case when parent.account_id <> accounts.account_id then parent.account_id end as parent_account_id,
    version.owner_source_id,
    version.account_type_raw,
    accounts.is_deleted,
    accounts.record_count,
    accounts.created_at,
    version.recorded_at

from accounts
inner join silver.intake_account as version
    on version.source_system = accounts.source_system and version.source_id = accounts.source_id
left join silver.account_xref as parent
    on parent.source_system = version.source_system and parent.source_id = version.parent_source_id
