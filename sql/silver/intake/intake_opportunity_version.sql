/*---
model: silver.intake_opportunity_version
kind: full
grain: [source_system, source_id, version_no]
tags: [intake]
owner: revops
description: One row per recorded version of an opportunity with its full state, rebuilt from the field history known at the run's as-of. Where the record's present state is not what its history leads to, a last version holds the present state and is_history_incomplete says so.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the opportunity.}
  - {name: version_no, type: bigint, description: "Counts the versions of an opportunity from 1, in the order of recorded_at."}
  - {name: recorded_at, type: timestamp, description: "When the source recorded the version, UTC."}
  - {name: stage_raw, type: string, description: Stage as the source has it.}
  - {name: amount_txn, type: "decimal(19,4)", description: Amount in currency_code; null when the source has none.}
  - {name: currency_code, type: string, description: Currency; null when the source has none.}
  - {name: close_date, type: date, description: Expected or actual day of closing.}
  - {name: owner_source_id, type: string, description: The source's id of the owning seller.}
  - {name: merged_into_source_id, type: string, description: The opportunity that this one duplicates; null when it does not.}
  - {name: is_deleted, type: boolean, description: Whether the record was deleted.}
  - {name: is_history_incomplete, type: boolean, description: Whether this version stands for changes that the history does not hold.}
checks:
  - not_null: [source_system, source_id, version_no, recorded_at]
  - unique: [source_system, source_id, recorded_at]
---*/

with

instants as (

    select distinct source_system, source_id, recorded_at from silver.intake_opportunity_change

),

fields as (

    select distinct field from silver.intake_opportunity_change

),

grid as (

    select instants.source_system, instants.source_id, instants.recorded_at, fields.field, change.new_value,
        count(change.field) over (
            partition by instants.source_system, instants.source_id, fields.field
            order by instants.recorded_at rows between unbounded preceding and current row
        ) as change_no

    from instants
    cross join fields
    left join silver.intake_opportunity_change as change
        on change.source_system = instants.source_system and change.source_id = instants.source_id
        and change.recorded_at = instants.recorded_at and change.field = fields.field

),

filled as (

    select source_system, source_id, recorded_at, field,
        max(new_value) over (partition by source_system, source_id, field, change_no) as field_value

    from grid

),

states as (

    select source_system, source_id, recorded_at,
        max(case when field = 'StageName' then lh_clean(field_value) end) as stage_raw,
        max(case when field = 'Amount' then lh_to_dec4(field_value) end) as amount_txn,
        max(case when field = 'CurrencyIsoCode' then upper(lh_clean(field_value)) end) as currency_code,
        max(case when field = 'CloseDate' then lh_to_date(substr(field_value, 1, 10)) end) as close_date,
        max(case when field = 'OwnerId' then field_value end) as owner_source_id,
        max(case when field = 'MergedInto__c' then field_value end) as merged_into_source_id,
        coalesce(max(case when field = 'IsDeleted' then lower(field_value) end), 'false') = 'true' as is_deleted

    from filled

    group by source_system, source_id, recorded_at

),

ordered as (

    select source_system, source_id, recorded_at, stage_raw, amount_txn, currency_code, close_date, owner_source_id,
        merged_into_source_id, is_deleted,
        row_number() over (partition by source_system, source_id order by recorded_at) as version_no,
        count(*) over (partition by source_system, source_id) as version_count

    from states

),

untracked as (

    select ordered.source_system, ordered.source_id, ordered.version_no + 1 as version_no,
        greatest(present.recorded_at, ordered.recorded_at + interval '1' second) as recorded_at,
        present.stage_raw, present.amount_txn, present.currency_code, present.close_date, present.owner_source_id,
        present.merged_into_source_id, present.is_deleted

    from ordered
    inner join silver.intake_opportunity as present
        on present.source_system = ordered.source_system and present.source_id = ordered.source_id

    -- A record that is older than its last change was delivered before it and tells nothing about it.
    where ordered.version_no = ordered.version_count
        and present.recorded_at >= ordered.recorded_at
        and (
            present.stage_raw is distinct from ordered.stage_raw
            or present.amount_txn is distinct from ordered.amount_txn
            or present.currency_code is distinct from ordered.currency_code
            or present.close_date is distinct from ordered.close_date
            or present.owner_source_id is distinct from ordered.owner_source_id
            or present.merged_into_source_id is distinct from ordered.merged_into_source_id
            or present.is_deleted is distinct from ordered.is_deleted
        )

),

final as (

    select source_system, source_id, version_no, recorded_at, stage_raw, amount_txn, currency_code, close_date,
        owner_source_id, merged_into_source_id, is_deleted, false as is_history_incomplete
    from ordered
    union all
    select source_system, source_id, version_no, recorded_at, stage_raw, amount_txn, currency_code, close_date,
        owner_source_id, merged_into_source_id, is_deleted, true
    from untracked

)

select * from final
