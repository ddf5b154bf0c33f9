/*---
model: silver.contact
kind: full
grain: [contact_id]
tags: [identity]
owner: revops
description: Golden contacts. The values are those of the leading record - one that still exists before one that was merged or deleted, then the oldest; what it lacks is filled from the person's other records.
columns:
  - {name: contact_id, type: string, description: The golden contact.}
  - {name: person_id, type: string, description: "The person, shared with the leads that are the same person; here the contact's own id."}
  - {name: account_id, type: string, description: "The golden account; UNKNOWN without one."}
  - {name: email_norm, type: string, description: E-mail address normalised.}
  - {name: email_domain, type: string, description: The part behind the @.}
  - {name: is_personal_email, type: boolean, description: Whether the address is one of a mail provider.}
  - {name: is_shared_mailbox, type: boolean, description: Whether several people read the address.}
  - {name: full_name, type: string, description: First and last name.}
  - {name: title, type: string, description: Job title.}
  - {name: title_function, type: string, description: "The function that the title tells; OTHER when no keyword fits, UNKNOWN without a title."}
  - {name: title_level, type: string, description: "The level that the title tells; OTHER when no keyword fits, UNKNOWN without a title."}
  - {name: has_opted_out, type: boolean, description: Whether any of the person's records wants no e-mail.}
  - {name: is_deleted, type: boolean, description: Whether none of the person's records exists any more.}
  - {name: record_count, type: bigint, description: How many source records the person has.}
  - {name: first_source_system, type: string, description: The source that knew the person first.}
  - {name: created_at, type: timestamp, description: "When the first of the records was created, UTC."}
checks:
  - not_null: [contact_id, person_id, account_id]
---*/

with

members as (

    select xref.contact_id, intake.source_system, intake.full_name, intake.title, intake.has_opted_out,
        intake.is_deleted, record.account_id, record.email_norm, record.created_at, record.record_rank,
        row_number() over (
            partition by xref.contact_id
            order by case when intake.is_deleted or intake.merged_into_source_id is not null then 1 else 0 end,
                record.record_rank
        ) as preference

    from silver.contact_xref as xref
    inner join silver.contact_record as record
        on record.source_system = xref.source_system and record.source_id = xref.source_id
    inner join silver.intake_contact as intake
        on intake.source_system = xref.source_system and intake.source_id = xref.source_id

),

people as (

    select contact_id,
        max(case when preference = 1 then full_name end) as full_name,
        coalesce(max(case when preference = 1 then title end), min(title)) as title,
        coalesce(max(case when preference = 1 then account_id end), min(account_id)) as account_id,
        coalesce(max(case when preference = 1 then email_norm end), min(email_norm)) as email_norm,
        bool_or(has_opted_out) as has_opted_out,
        bool_and(is_deleted) as is_deleted,
        count(*) as record_count,
        min(created_at) as created_at,
        min(source_system) as first_source_system

    from members

    group by contact_id

),

functions as (

    select people.contact_id, title_function.title_function,
        row_number() over (
            partition by people.contact_id order by title_function.priority, title_function.keyword
        ) as preference

    from people
    inner join definition.title_function as title_function
        on position(
            ' ' || title_function.keyword || ' '
            in ' ' || lh_replace_all(lower(people.title), '[^a-z0-9]+', ' ') || ' '
        ) > 0

),

levels as (

    select people.contact_id, title_level.title_level,
        row_number() over (
            partition by people.contact_id order by title_level.priority, title_level.keyword
        ) as preference

    from people
    inner join definition.title_level as title_level
        on position(
            ' ' || title_level.keyword || ' '
            in ' ' || lh_replace_all(lower(people.title), '[^a-z0-9]+', ' ') || ' '
        ) > 0

)

select
    people.contact_id,
    people.contact_id as person_id,
    coalesce(people.account_id, 'UNKNOWN') as account_id,
    people.email_norm,
    split_part(people.email_norm, '@', 2) as email_domain,
    free_mail.domain is not null as is_personal_email,
    shared_mailbox.local_part is not null as is_shared_mailbox,
    people.full_name,
    people.title,
    coalesce(functions.title_function, case when people.title is null then 'UNKNOWN' else 'OTHER' end)
        as title_function,
    coalesce(levels.title_level, case when people.title is null then 'UNKNOWN' else 'OTHER' end) as title_level,
    people.has_opted_out,
    people.is_deleted,
    people.record_count,
    people.first_source_system,
    people.created_at

from people
left join functions on functions.contact_id = people.contact_id and functions.preference = 1
left join levels on levels.contact_id = people.contact_id and levels.preference = 1
left join definition.free_mail_domain as free_mail on free_mail.domain = split_part(people.email_norm, '@', 2)
left join definition.shared_mailbox as shared_mailbox
    on shared_mailbox.local_part = split_part(people.email_norm, '@', 1)
