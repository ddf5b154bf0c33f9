/*---
model: silver.intake_lead
kind: full
grain: [source_system, source_id]
tags: [intake]
owner: revops
description: Leads as the CRM had them at the run's as-of, deleted and merged records included, in the shape that all sources share.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the lead.}
  - {name: full_name, type: string, description: First and last name with single blanks.}
  - {name: email_raw, type: string, description: E-mail address as the source has it.}
  - {name: phone, type: string, description: Telephone number as the source has it.}
  - {name: company, type: string, description: Company name as the person gave it.}
  - {name: title, type: string, description: Job title.}
  - {name: country_raw, type: string, description: Country as the source has it.}
  - {name: industry_raw, type: string, description: Industry as the source has it.}
  - {name: lead_source_raw, type: string, description: Lead source as the source has it.}
  - {name: status_raw, type: string, description: Status as the source has it.}
  - {name: is_converted, type: boolean, description: Whether the lead was converted.}
  - {name: converted_at, type: timestamp, description: "Start of the day of conversion, but not before the lead was created; null when it was not converted."}
  - {name: converted_account_source_id, type: string, description: The account that it became.}
  - {name: converted_contact_source_id, type: string, description: The contact that it became.}
  - {name: converted_opportunity_source_id, type: string, description: The opportunity that it became.}
  - {name: owner_source_id, type: string, description: The source's id of the owner.}
  - {name: merged_into_source_id, type: string, description: The record that this one was merged into; null when it was not.}
  - {name: is_deleted, type: boolean, description: Whether the source has deleted the record.}
  - {name: created_at, type: timestamp, description: "When the source created the record, UTC."}
checks:
  - not_null: [source_system, source_id]
---*/

with

versions as (

    select *, row_number() over (partition by Id order by SystemModstamp desc, _row_hash) as age

    from bronze.salesforce_lead

    where SystemModstamp < $as_of

)

select
    _source_system as source_system,
    Id as source_id,
    lh_clean(coalesce(FirstName, '') || ' ' || coalesce(LastName, '')) as full_name,
    lh_clean(Email) as email_raw,
    lh_clean(Phone) as phone,
    lh_clean(Company) as company,
    lh_clean(Title) as title,
    lh_clean(Country) as country_raw,
    lh_clean(Industry) as industry_raw,
    lh_clean(LeadSource) as lead_source_raw,
    lh_clean(Status) as status_raw,
    coalesce(IsConverted, false) as is_converted,
    case when ConvertedDate is not null
        then greatest(cast(ConvertedDate as timestamp), coalesce(CreatedDate, SystemModstamp)) end as converted_at,
    ConvertedAccountId as converted_account_source_id,
    ConvertedContactId as converted_contact_source_id,
    ConvertedOpportunityId as converted_opportunity_source_id,
    OwnerId as owner_source_id,
    MasterRecordId as merged_into_source_id,
    coalesce(IsDeleted, false) as is_deleted,
    coalesce(CreatedDate, SystemModstamp) as created_at

from versions

where age = 1
