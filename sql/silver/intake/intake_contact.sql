/*---
model: silver.intake_contact
kind: full
grain: [source_system, source_id]
tags: [intake]
owner: revops
description: Contacts as the CRM had them at the run's as-of, deleted and merged records included, in the shape that all sources share.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the contact.}
  - {name: account_source_id, type: string, description: The source's id of the account.}
  - {name: full_name, type: string, description: First and last name with single blanks.}
  - {name: email_raw, type: string, description: E-mail address as the source has it.}
  - {name: phone, type: string, description: Telephone number as the source has it.}
  - {name: title, type: string, description: Job title.}
  - {name: has_opted_out, type: boolean, description: Whether the person wants no e-mail.}
  - {name: merged_into_source_id, type: string, description: The record that this one was merged into; null when it was not.}
  - {name: is_deleted, type: boolean, description: Whether the source has deleted the record.}
  - {name: created_at, type: timestamp, description: "When the source created the record, UTC."}
checks:
  - not_null: [source_system, source_id]
---*/

with

versions as (

    select *, row_number() over (partition by Id order by SystemModstamp desc, _row_hash) as age

    from bronze.salesforce_contact

    where SystemModstamp < $as_of

)

select
    _source_system as source_system,
    Id as source_id,
    AccountId as account_source_id,
    lh_clean(coalesce(FirstName, '') || ' ' || coalesce(LastName, '')) as full_name,
    lh_clean(Email) as email_raw,
    lh_clean(Phone) as phone,
    lh_clean(Title) as title,
    coalesce(HasOptedOutOfEmail, false) as has_opted_out,
    MasterRecordId as merged_into_source_id,
    coalesce(IsDeleted, false) as is_deleted,
    coalesce(CreatedDate, SystemModstamp) as created_at

from versions

where age = 1
