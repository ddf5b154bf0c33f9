/*---
model: silver.intake_account
kind: full
grain: [source_system, source_id, recorded_at]
tags: [intake]
owner: revops
description: Every version of every account record that was known at the run's as-of, deleted and merged records included, in the shape that all sources share. A version that was delivered again appears once.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the account.}
  - {name: recorded_at, type: timestamp, description: "When the source recorded this version, UTC."}
  - {name: is_current, type: boolean, description: Whether it is the newest version that was known.}
  - {name: account_name, type: string, description: The name with single blanks.}
  - {name: website, type: string, description: The web site as the source has it.}
  - {name: industry_raw, type: string, description: Industry as the source has it.}
  - {name: country_raw, type: string, description: Country as the source has it.}
  - {name: city, type: string, description: City.}
  - {name: employees, type: bigint, description: Number of employees.}
  - {name: annual_revenue, type: "decimal(19,4)", description: Annual revenue in currency_code.}
  - {name: currency_code, type: string, description: Currency of the annual revenue.}
  - {name: account_type_raw, type: string, description: What the source says the account is to us.}
  - {name: parent_source_id, type: string, description: The source's id of the parent account.}
  - {name: owner_source_id, type: string, description: The source's id of the owning seller.}
  - {name: merged_into_source_id, type: string, description: The record that this one was merged into; null when it was not.}
  - {name: is_deleted, type: boolean, description: Whether the source has deleted the record.}
  - {name: created_at, type: timestamp, description: "When the source created the record, UTC."}
checks:
  - not_null: [source_system, source_id, recorded_at]
---*/

with

versions as (

    select *,
        row_number() over (partition by Id, SystemModstamp order by _row_hash) as delivery,
        rank() over (partition by Id order by SystemModstamp desc) as age

    from bronze.salesforce_account

    where SystemModstamp < $as_of

)

select
    _source_system as source_system,
    Id as source_id,
    SystemModstamp as recorded_at,
    age = 1 as is_current,
    lh_clean(Name) as account_name,
    lh_clean(Website) as website,
    lh_clean(Industry) as industry_raw,
    lh_clean(BillingCountry) as country_raw,
    lh_clean(BillingCity) as city,
    NumberOfEmployees as employees,
    AnnualRevenue as annual_revenue,
    upper(lh_clean(CurrencyIsoCode)) as currency_code,
    lh_clean(Type) as account_type_raw,
    ParentId as parent_source_id,
    OwnerId as owner_source_id,
    MasterRecordId as merged_into_source_id,
    coalesce(IsDeleted, false) as is_deleted,
    coalesce(CreatedDate, SystemModstamp) as created_at

from versions

where delivery = 1
