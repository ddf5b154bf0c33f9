/*---
model: silver.account_record
kind: full
grain: [source_system, source_id]
tags: [identity]
owner: revops
description: Each account record as it was last known, with what accounts are compared by - the domain of its web site, its name without legal form, accents and punctuation, and its conformed country.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the account record.}
  - {name: account_name, type: string, description: The name as the source has it.}
  - {name: name_key, type: string, description: "The name in lower case without accents, punctuation and legal form; null when nothing is left."}
  - {name: domain, type: string, description: The domain of the web site without scheme and www.}
  - {name: is_free_mail_domain, type: boolean, description: Whether the domain is one of a mail provider.}
  - {name: country, type: string, description: Country conformed; null when unknown or unmapped.}
  - {name: parent_source_id, type: string, description: The source's id of the parent account.}
  - {name: merged_into_source_id, type: string, description: The record that this one was merged into.}
  - {name: is_deleted, type: boolean, description: Whether the source has deleted the record.}
  - {name: created_at, type: timestamp, description: "When the source created the record, UTC."}
  - {name: record_rank, type: bigint, description: "Orders all records by creation, then system and id, from 1."}
checks:
  - not_null: [source_system, source_id, record_rank]
---*/

with

legal_forms as (

    select '( (' || lh_join(array_sort(array_agg(legal_form)), '|') || '))+$' as pattern

    from definition.legal_form

),

words as (

    select source_system, source_id, account_name, country_raw, parent_source_id, merged_into_source_id, is_deleted,
        created_at,
        -- Dots join (S.A. becomes sa), every other punctuation parts.
        lh_clean(lh_replace_all(
            replace(replace(lower(lh_unaccent(account_name)), '.', ''), '&', ' and '), '[^a-z0-9]+', ' '
        )) as words,
        nullif(split_part(split_part(split_part(
            lh_replace_all(lh_replace_all(lower(website), '^[a-z]+://', ''), '^www[.]', ''),
            '/', 1), '?', 1), ':', 1), '') as domain

    from silver.intake_account

    where is_current

),

final as (

    select
        words.source_system,
        words.source_id,
        words.account_name,
        coalesce(
            nullif(lh_replace_all(words.words, legal_forms.pattern, ''), ''),
            words.words
        ) as name_key,
        words.domain,
        free_mail.domain is not null as is_free_mail_domain,
        case when country.conformed_value <> 'UNKNOWN' then country.conformed_value end as country,
        words.parent_source_id,
        words.merged_into_source_id,
        words.is_deleted,
        words.created_at,
        row_number() over (order by words.created_at, words.source_system, words.source_id) as record_rank

    from words
    cross join legal_forms
    left join definition.free_mail_domain as free_mail on free_mail.domain = words.domain
    left join silver.taxonomy_lookup as country
        on country.domain = 'country' and country.source_system = words.source_system
        and country.raw_key = lower(words.country_raw)
        and country.valid_from <= cast($as_of as date)
        and (country.valid_to is null or country.valid_to > cast($as_of as date))

)

select * from final
