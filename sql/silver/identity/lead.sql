/*---
model: silver.lead
kind: full
grain: [lead_id]
tags: [identity]
owner: revops
description: Golden leads, one per person who responded, consolidated from all lead records of that person. The values are those of the leading record - one that still exists before one that was merged or deleted, then the oldest. A lead that was not converted is matched to the contact of the same unshared e-mail address, and to the account of the same corporate domain.
columns:
  - {name: lead_id, type: string, description: The golden lead.}
  - {name: person_id, type: string, description: "The person: the golden contact that the lead became or has the address of, else the lead itself."}
  - {name: contact_id, type: string, description: The golden contact that it became or has the address of.}
  - {name: account_id, type: string, description: "The golden account that it became, that the contact belongs to or that has the address's corporate domain; UNKNOWN without one."}
  - {name: email_norm, type: string, description: E-mail address normalised.}
  - {name: email_domain, type: string, description: The part behind the @.}
  - {name: is_personal_email, type: boolean, description: Whether the address is one of a mail provider.}
  - {name: full_name, type: string, description: First and last name.}
  - {name: company, type: string, description: Company name as the person gave it.}
  - {name: title, type: string, description: Job title.}
  - {name: country, type: string, description: "The country conformed; UNKNOWN when there is none, UNMAPPED when the taxonomy does not know it."}
  - {name: industry_conformed, type: string, description: "The industry conformed; UNKNOWN when there is none, UNMAPPED when the taxonomy does not know it."}
  - {name: original_source, type: string, description: "The conformed lead source of the first record; UNKNOWN when there is none, UNMAPPED when the taxonomy does not know it."}
  - {name: original_source_raw, type: string, description: The lead source of the first record as the source has it.}
  - {name: status_conformed, type: string, description: "The conformed status; CONVERTED once any of the records was converted."}
  - {name: owner_seller_id, type: string, description: The owner of the leading record.}
  - {name: has_must_haves, type: boolean, description: "Whether name, company, title, country and an address that is neither shared nor of a mail provider are all there."}
  - {name: is_duplicate_count, type: bigint, description: How many records of the person there are beyond the first.}
  - {name: is_deleted, type: boolean, description: Whether none of the records exists any more.}
  - {name: created_at, type: timestamp, description: "When the first of the records was created, UTC."}
  - {name: first_response_at, type: timestamp, description: "When the person first responded, UTC: a lead record is made of a response, so the first record's creation."}
  - {name: converted_at, type: timestamp, description: "When the first of the records was converted, UTC; null when none was."}
  - {name: converted_opportunity_id, type: string, description: The opportunity that the first conversion made; null when it made none.}
checks:
  - not_null: [lead_id, person_id, account_id, original_source, status_conformed, created_at]
  - sql: select * from this where converted_at < created_at
    name: converted_after_creation
---*/

with

ranked as (

    select lead_id, source_system, full_name, company, title, owner_source_id, email_norm, is_shared_mailbox,
        is_personal_email, country, industry, lead_source, lead_source_raw, status, is_converted, converted_at,
        converted_account_id, converted_contact_id, converted_opportunity_id, is_deleted, created_at, record_rank,
        row_number() over (
            partition by lead_id
            order by case when is_deleted or is_merged then 1 else 0 end, record_rank
        ) as preference,
        row_number() over (partition by lead_id order by record_rank) as age,
        row_number() over (
            partition by lead_id order by case when is_converted then 0 else 1 end, converted_at, record_rank
        ) as conversion_no

    from silver.lead_member

),

people as (

    select lead_id,
        max(case when preference = 1 then full_name end) as full_name,
        coalesce(max(case when preference = 1 then company end), min(company)) as company,
        coalesce(max(case when preference = 1 then title end), min(title)) as title,
        coalesce(max(case when preference = 1 then email_norm end), min(email_norm)) as email_norm,
        bool_or(is_shared_mailbox) as is_shared_mailbox,
        bool_and(is_personal_email) as is_personal_email,
        max(case when preference = 1 then country end) as country,
        max(case when preference = 1 then industry end) as industry,
        max(case when age = 1 then lead_source end) as original_source,
        max(case when age = 1 then lead_source_raw end) as original_source_raw,
        case when bool_or(is_converted) then 'CONVERTED' else max(case when preference = 1 then status end) end
            as status_conformed,
        max(case when preference = 1 then owner_source_id end) as owner_seller_id,
        bool_and(is_deleted) as is_deleted,
        count(*) as record_count,
        min(created_at) as created_at,
        max(case when conversion_no = 1 then converted_at end) as converted_at,
        max(case when conversion_no = 1 then converted_account_id end) as converted_account_id,
        max(case when conversion_no = 1 then converted_contact_id end) as converted_contact_id,
        max(case when conversion_no = 1 then converted_opportunity_id end) as converted_opportunity_id

    from ranked

    group by lead_id

),

contacts_by_email as (

    -- An address of two golden contacts names neither.
    select email_norm, min(contact_id) as contact_id

    from silver.contact

    where email_norm is not null and not is_shared_mailbox

    group by email_norm

    having count(*) = 1

),

accounts_by_domain as (

    select domain, min(account_id) as account_id

    from silver.account

    where domain is not null and is_current

    group by domain

    having count(*) = 1

),

linked as (

    select people.*,
        coalesce(people.converted_contact_id, by_email.contact_id) as contact_id,
        by_domain.account_id as domain_account_id

    from people
    left join contacts_by_email as by_email on by_email.email_norm = people.email_norm
    left join accounts_by_domain as by_domain
        on by_domain.domain = split_part(people.email_norm, '@', 2) and not people.is_personal_email

)

select
    linked.lead_id,
    coalesce(linked.contact_id, linked.lead_id) as person_id,
    linked.contact_id,
    coalesce(linked.converted_account_id, nullif(contact.account_id, 'UNKNOWN'), linked.domain_account_id, 'UNKNOWN')
        as account_id,
    linked.email_norm,
    split_part(linked.email_norm, '@', 2) as email_domain,
    linked.is_personal_email,
    linked.full_name,
    linked.company,
    linked.title,
    linked.country,
    linked.industry as industry_conformed,
    linked.original_source,
    linked.original_source_raw,
    linked.status_conformed,
    linked.owner_seller_id,
    linked.full_name is not null and linked.company is not null and linked.title is not null
        and linked.country <> 'UNKNOWN' and linked.email_norm is not null
        and not linked.is_shared_mailbox and not linked.is_personal_email as has_must_haves,
    linked.record_count - 1 as is_duplicate_count,
    linked.is_deleted,
    linked.created_at,
    linked.created_at as first_response_at,
    linked.converted_at,
    linked.converted_opportunity_id

from linked
left join silver.contact as contact on contact.contact_id = linked.contact_id
