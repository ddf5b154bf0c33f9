/*---
model: silver.lead_member
kind: full
grain: [source_system, source_id]
tags: [identity]
owner: revops
description: Each lead record with its golden lead, its values conformed, and the golden records that it was converted to.
columns:
  - {name: lead_id, type: string, description: The golden lead.}
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the lead record.}
  - {name: full_name, type: string, description: First and last name.}
  - {name: company, type: string, description: Company name as the person gave it.}
  - {name: title, type: string, description: Job title.}
  - {name: email_norm, type: string, description: E-mail address normalised.}
  - {name: is_shared_mailbox, type: boolean, description: Whether several people read the address.}
  - {name: is_personal_email, type: boolean, description: Whether the address is one of a mail provider.}
  - {name: country, type: string, description: "The country conformed, UNKNOWN or UNMAPPED."}
  - {name: industry, type: string, description: "The industry conformed, UNKNOWN or UNMAPPED."}
  - {name: lead_source, type: string, description: "The lead source conformed, UNKNOWN or UNMAPPED."}
  - {name: lead_source_raw, type: string, description: The lead source as the source has it.}
  - {name: status, type: string, description: "The status conformed, UNKNOWN or UNMAPPED."}
  - {name: owner_source_id, type: string, description: The source's id of the owner.}
  - {name: is_converted, type: boolean, description: Whether the record was converted.}
  - {name: is_merged, type: boolean, description: Whether the record was merged into another.}
  - {name: is_deleted, type: boolean, description: Whether the source has deleted the record.}
  - {name: created_at, type: timestamp, description: "When the record was created, UTC."}
  - {name: converted_at, type: timestamp, description: "When the record was converted, UTC."}
  - {name: converted_account_id, type: string, description: The golden account that it became.}
  - {name: converted_contact_id, type: string, description: The golden contact that it became.}
  - {name: converted_opportunity_id, type: string, description: The opportunity that it became.}
  - {name: record_rank, type: bigint, description: "Orders all records by creation, then system and id, from 1."}
checks:
  - not_null: [lead_id, source_system, source_id]
---*/

select
    xref.lead_id,
    intake.source_system,
    intake.source_id,
    intake.full_name,
    intake.company,
    intake.title,
    record.email_norm,
    record.is_shared_mailbox,
    record.is_personal_email,
    case when intake.country_raw is null then 'UNKNOWN' else coalesce(country.conformed_value, 'UNMAPPED') end
        as country,
    case when intake.industry_raw is null then 'UNKNOWN' else coalesce(industry.conformed_value, 'UNMAPPED') end
        as industry,
    case when intake.lead_source_raw is null then 'UNKNOWN'
        else coalesce(lead_source.conformed_value, 'UNMAPPED') end as lead_source,
    intake.lead_source_raw,
    case when intake.status_raw is null then 'UNKNOWN' else coalesce(status.conformed_value, 'UNMAPPED') end
        as status,
    intake.owner_source_id,
    intake.is_converted,
    intake.merged_into_source_id is not null as is_merged,
    intake.is_deleted,
    intake.created_at,
    intake.converted_at,
    account_xref.account_id as converted_account_id,
    contact_xref.contact_id as converted_contact_id,
    intake.converted_opportunity_source_id as converted_opportunity_id,
    record.record_rank

from silver.lead_xref as xref
inner join silver.lead_record as record
    on record.source_system = xref.source_system and record.source_id = xref.source_id
inner join silver.intake_lead as intake
    on intake.source_system = xref.source_system and intake.source_id = xref.source_id
left join silver.account_xref as account_xref
    on account_xref.source_system = intake.source_system
    and account_xref.source_id = intake.converted_account_source_id
left join silver.contact_xref as contact_xref
    on contact_xref.source_system = intake.source_system
    and contact_xref.source_id = intake.converted_contact_source_id
left join silver.taxonomy_lookup as country
    on country.domain = 'country' and country.source_system = intake.source_system
    and country.raw_key = lower(intake.country_raw)
    and country.valid_from <= cast(intake.created_at as date)
    and (country.valid_to is null or country.valid_to > cast(intake.created_at as date))
left join silver.taxonomy_lookup as industry
    on industry.domain = 'industry' and industry.source_system = intake.source_system
    and industry.raw_key = lower(intake.industry_raw)
    and industry.valid_from <= cast(intake.created_at as date)
    and (industry.valid_to is null or industry.valid_to > cast(intake.created_at as date))
left join silver.taxonomy_lookup as lead_source
    on lead_source.domain = 'lead_source' and lead_source.source_system = intake.source_system
    and lead_source.raw_key = lower(intake.lead_source_raw)
    and lead_source.valid_from <= cast(intake.created_at as date)
    and (lead_source.valid_to is null or lead_source.valid_to > cast(intake.created_at as date))
left join silver.taxonomy_lookup as status
    on status.domain = 'lead_status' and status.source_system = intake.source_system
    and status.raw_key = lower(intake.status_raw)
    and status.valid_from <= cast(intake.created_at as date)
    and (status.valid_to is null or status.valid_to > cast(intake.created_at as date))
