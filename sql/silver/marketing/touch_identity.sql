/*---
model: silver.touch_identity
kind: full
grain: [source_system, touch_type, source_id]
tags: [marketing, identity]
owner: marketing-ops
description: >-
  Whom each touch touched. The person is found by the source's contact or lead id, else by e-mail address,
  else by the one address that the same browser has given; the account by the person, else by the record
  that the activity is filed under, else by the address's company domain if exactly one account has it
  (never by a free-mail domain). What stays unknown is kept.
columns:
  - {name: source_system, type: string, description: "System that the touch comes from."}
  - {name: source_id, type: string, description: "The touch's id in that system."}
  - {name: touch_type, type: string, description: "What was recorded."}
  - {name: contact_id, type: string, description: "Golden contact, null if unknown."}
  - {name: lead_id, type: string, description: "Golden lead, null if unknown."}
  - {name: person_id, type: string, description: "Person, the contact's before the lead's, null if unknown."}
  - {name: account_id, type: string, description: "Golden account, UNKNOWN if none is known."}
  - {name: person_rule, type: string, description: "SOURCE_ID, EMAIL, VISITOR or NONE."}
  - {name: account_rule, type: string, description: "PERSON, ACTIVITY, DOMAIN or NONE."}
checks:
  - not_null: [source_system, source_id, touch_type, account_id, person_rule, account_rule]
  - accepted_values: {column: person_rule, values: [SOURCE_ID, EMAIL, VISITOR, NONE]}
  - accepted_values: {column: account_rule, values: [PERSON, ACTIVITY, DOMAIN, NONE]}
---*/

with

visitor as (

    select
        visitor_id,
        min(email_norm) as email_norm

    from silver.intake_touch

    where visitor_id is not null and email_norm is not null

    group by visitor_id

    having count(distinct email_norm) = 1

),

contact_by_email as (

    select
        contact_id,
        person_id,
        account_id,
        email_norm,
        row_number() over (partition by email_norm order by created_at, contact_id) as email_rank

    from silver.contact

    where email_norm is not null

),

lead_by_email as (

    select
        lead_id,
        email_norm,
        row_number() over (partition by email_norm order by created_at, lead_id) as email_rank

    from silver.lead

    where email_norm is not null

),

account_by_domain as (

    select
        account.domain,
        min(account.account_id) as account_id

    from silver.account as account

    left join definition.free_mail_domain as free_mail
        on free_mail.domain = account.domain

    where account.is_current and account.domain is not null and free_mail.domain is null

    group by account.domain

    having count(*) = 1

),

addressed as (

    select
        touch.source_system,
        touch.source_id,
        touch.touch_type,
        touch.what_source_id,
        touch.account_source_id,
        contact_xref.contact_id,
        lead_xref.lead_id,
        coalesce(touch.email_norm, visitor.email_norm) as email_norm,
        touch.email_norm is null and visitor.email_norm is not null as is_by_visitor

    from silver.intake_touch as touch

    left join visitor
        on visitor.visitor_id = touch.visitor_id

    left join silver.contact_xref as contact_xref
        on
            contact_xref.source_system = touch.source_system
            and contact_xref.source_id = touch.who_source_id

    left join silver.lead_xref as lead_xref
        on
            lead_xref.source_system = touch.source_system
            and lead_xref.source_id = touch.who_source_id

),

person as (

    select
        addressed.*,
        lead.lead_id as golden_lead_id,
        coalesce(contact.contact_id, lead.contact_id) as golden_contact_id,
        coalesce(contact.person_id, lead.person_id) as person_id,
        coalesce(contact.account_id, nullif(lead.account_id, 'UNKNOWN')) as person_account_id,
        case
            when contact.contact_id is null and lead.lead_id is null then 'NONE'
            when addressed.contact_id is not null or addressed.lead_id is not null then 'SOURCE_ID'
            when addressed.is_by_visitor then 'VISITOR'
            else 'EMAIL'
        end as person_rule

    from addressed

    left join contact_by_email
        on
            contact_by_email.email_norm = addressed.email_norm
            and contact_by_email.email_rank = 1
            and addressed.contact_id is null
            and addressed.lead_id is null

    left join lead_by_email
        on
            lead_by_email.email_norm = addressed.email_norm
            and lead_by_email.email_rank = 1
            and addressed.contact_id is null
            and addressed.lead_id is null

    left join silver.contact as contact
        on contact.contact_id = coalesce(addressed.contact_id, contact_by_email.contact_id)

    left join silver.lead as lead
        on lead.lead_id = coalesce(addressed.lead_id, lead_by_email.lead_id)

),

resolved as (

    select
        person.*,
        coalesce(
            filed_account.account_id,
            what_account.account_id,
            nullif(what_opportunity.account_id, 'UNKNOWN')
        ) as activity_account_id,
        account_by_domain.account_id as domain_account_id

    from person

    left join silver.account_xref as filed_account
        on
            filed_account.source_system = person.source_system
            and filed_account.source_id = person.account_source_id

    left join silver.account_xref as what_account
        on
            what_account.source_system = person.source_system
            and what_account.source_id = person.what_source_id

    left join silver.opportunity as what_opportunity
        on what_opportunity.opportunity_id = person.what_source_id

    left join account_by_domain
        on account_by_domain.domain = split_part(person.email_norm, '@', 2)

)

select
    source_system,
    source_id,
    touch_type,
    golden_contact_id as contact_id,
    golden_lead_id as lead_id,
    person_id,
    coalesce(person_account_id, activity_account_id, domain_account_id, 'UNKNOWN') as account_id,
    person_rule,
    case
        when person_account_id is not null then 'PERSON'
        when activity_account_id is not null then 'ACTIVITY'
        when domain_account_id is not null then 'DOMAIN'
        else 'NONE'
    end as account_rule

from resolved
