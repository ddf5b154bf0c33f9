/*---
model: silver.contact_record
kind: full
grain: [source_system, source_id]
tags: [identity]
owner: revops
description: Each contact record as it was last known, with what people are compared by - the e-mail address in lower case without a plus tag, the name without accents and punctuation, and the golden account.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the contact record.}
  - {name: name_key, type: string, description: The name in lower case without accents and punctuation.}
  - {name: email_norm, type: string, description: "The e-mail address normalised; null when there is none or it is none."}
  - {name: email_domain, type: string, description: The part behind the @.}
  - {name: is_personal_email, type: boolean, description: Whether the domain is one of a mail provider.}
  - {name: is_shared_mailbox, type: boolean, description: "Whether several people read the address, such as info@."}
  - {name: account_id, type: string, description: "The golden account that the record belongs to; null without one."}
  - {name: merged_into_source_id, type: string, description: The record that this one was merged into.}
  - {name: is_deleted, type: boolean, description: Whether the source has deleted the record.}
  - {name: created_at, type: timestamp, description: "When the source created the record, UTC."}
  - {name: record_rank, type: bigint, description: "Orders all records by creation, then system and id, from 1."}
checks:
  - not_null: [source_system, source_id, record_rank]
---*/

with

addresses as (

    select source_system, source_id, full_name, account_source_id, merged_into_source_id, is_deleted, created_at,
        lh_replace_all(
            lh_replace_all(lower(lh_clean(email_raw)), '^mailto:', ''), '[+][^@]*@', '@'
        ) as email

    from silver.intake_contact

),

valid_addresses as (

    select source_system, source_id, full_name, account_source_id, merged_into_source_id, is_deleted, created_at,
        case when lh_matches(email, '^[^@ ]+@[^@ ]+[.][^@ .]+$') then email end as email_norm

    from addresses

),

final as (

    select
        record.source_system,
        record.source_id,
        lh_clean(lh_replace_all(lower(lh_unaccent(record.full_name)), '[^a-z0-9]+', ' ')) as name_key,
        record.email_norm,
        split_part(record.email_norm, '@', 2) as email_domain,
        free_mail.domain is not null as is_personal_email,
        shared_mailbox.local_part is not null as is_shared_mailbox,
        account_xref.account_id as account_id,
        record.merged_into_source_id,
        record.is_deleted,
        record.created_at,
        row_number() over (order by record.created_at, record.source_system, record.source_id) as record_rank

    from valid_addresses as record
    left join definition.free_mail_domain as free_mail
        on free_mail.domain = split_part(record.email_norm, '@', 2)
    left join definition.shared_mailbox as shared_mailbox
        on shared_mailbox.local_part = split_part(record.email_norm, '@', 1)
    left join silver.account_xref as account_xref
        on account_xref.source_system = record.source_system
        and account_xref.source_id = record.account_source_id

)

select * from final
