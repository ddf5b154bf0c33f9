/*---
model: silver.intake_account
kind: full
grain: [source_system, source_id, recorded_at]
tags: [intake]
owner: revops
description: Accounts of the extract. It names companies and gives them no id, so the name is the id; it has one version of each, true since the year of foundation.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The company's name.}
  - {name: recorded_at, type: timestamp, description: "The start of the year of foundation, UTC."}
  - {name: is_current, type: boolean, description: Always true here.}
  - {name: account_name, type: string, description: The company's name.}
  - {name: website, type: string, description: Always null here.}
  - {name: industry_raw, type: string, description: The sector.}
  - {name: country_raw, type: string, description: The office location.}
  - {name: city, type: string, description: Always null here.}
  - {name: employees, type: bigint, description: Number of employees.}
  - {name: annual_revenue, type: "decimal(19,4)", description: Annual revenue in US dollars.}
  - {name: currency_code, type: string, description: Always USD here.}
  - {name: account_type_raw, type: string, description: Always null here.}
  - {name: parent_source_id, type: string, description: The parent company's name.}
  - {name: owner_source_id, type: string, description: Always null here.}
  - {name: merged_into_source_id, type: string, description: Always null here.}
  - {name: is_deleted, type: boolean, description: Always false here.}
  - {name: created_at, type: timestamp, description: "The start of the year of foundation, UTC."}
checks:
  - not_null: [source_system, source_id, recorded_at]
---*/

with

accounts as (

    select account, sector, year_established, revenue, employees, office_location, subsidiary_of, _source_system,
        cast(make_date(coalesce(year_established, 1900), 1, 1) as timestamp) as founded_at,
        row_number() over (partition by account order by _row_hash) as delivery

    from bronze.crm_account

)

select
    _source_system as source_system,
    lh_clean(account) as source_id,
    founded_at as recorded_at,
    true as is_current,
    lh_clean(account) as account_name,
    cast(null as string) as website,
    lh_clean(sector) as industry_raw,
    lh_clean(office_location) as country_raw,
    cast(null as string) as city,
    employees,
    cast(revenue * 1000000 as decimal(19, 4)) as annual_revenue,
    'USD' as currency_code,
    cast(null as string) as account_type_raw,
    lh_clean(subsidiary_of) as parent_source_id,
    cast(null as string) as owner_source_id,
    cast(null as string) as merged_into_source_id,
    false as is_deleted,
    founded_at as created_at

from accounts

where delivery = 1
