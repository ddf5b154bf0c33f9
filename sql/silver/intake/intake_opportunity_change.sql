/*---
model: silver.intake_opportunity_change
kind: full
grain: [source_system, source_id, field, recorded_at]
tags: [intake]
owner: revops
description: What each tracked field of an opportunity became and when the CRM recorded it, from the field history known at the run's as-of. Each field begins with a row at the opportunity's start. Of several changes of one field at one instant the one that no other continues counts.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the opportunity.}
  - {name: field, type: string, description: "StageName, Amount, CurrencyIsoCode, CloseDate, OwnerId, MergedInto__c or IsDeleted."}
  - {name: recorded_at, type: timestamp, description: "When the change was recorded, UTC."}
  - {name: new_value, type: string, description: The value from then on as text; null for no value.}
checks:
  - not_null: [source_id, field, recorded_at]
---*/

with

history as (

    select _source_system as source_system, OpportunityId as source_id, Field as field,
        nullif(OldValue, '') as old_value, nullif(NewValue, '') as new_value, CreatedDate as recorded_at,
        Id as change_id,
        row_number() over (partition by Id order by CreatedDate desc, _row_hash) as delivery

    from bronze.salesforce_opportunity_field_history

    where CreatedDate < $as_of

),

changes as (

    select source_system, source_id, field, old_value, new_value, recorded_at, change_id

    from history

    where delivery = 1
        and field in ('StageName', 'Amount', 'CurrencyIsoCode', 'CloseDate', 'OwnerId', 'MergedInto__c', 'IsDeleted')

),

neighbours as (

    -- The source gives changes of one second no order, but their values do: what another change of that second
    -- starts from was only passed through, and what another one leads to was not the start.
    select changes.change_id,
        max(case when other.old_value is not distinct from changes.new_value then 1 else 0 end) as is_continued,
        max(case when other.new_value is not distinct from changes.old_value then 1 else 0 end) as is_continuation

    from changes
    inner join changes as other
        on other.source_id = changes.source_id and other.field = changes.field
        and other.recorded_at = changes.recorded_at and other.change_id <> changes.change_id

    group by changes.change_id

),

ranked as (

    select changes.source_system, changes.source_id, changes.field, changes.old_value, changes.new_value,
        changes.recorded_at,
        row_number() over (
            partition by changes.source_id, changes.field, changes.recorded_at
            order by coalesce(neighbours.is_continued, 0), changes.change_id desc
        ) as lateness,
        row_number() over (
            partition by changes.source_id, changes.field
            order by changes.recorded_at, coalesce(neighbours.is_continuation, 0), changes.change_id
        ) as earliness

    from changes
    left join neighbours on neighbours.change_id = changes.change_id

),

starts as (

    select source_system, source_id, entered_at,
        stage_raw, cast(amount_txn as string) as amount, currency_code, cast(close_date as string) as close_date,
        owner_source_id, merged_into_source_id, case when is_deleted then 'true' else 'false' end as is_deleted

    from silver.intake_opportunity

    where source_system = 'salesforce' and entered_at is not null

),

current_values as (

    select starts.source_system, starts.source_id, starts.entered_at, fields.field,
        case fields.field
            when 'StageName' then starts.stage_raw
            when 'Amount' then starts.amount
            when 'CurrencyIsoCode' then starts.currency_code
            when 'CloseDate' then starts.close_date
            when 'OwnerId' then starts.owner_source_id
            when 'MergedInto__c' then starts.merged_into_source_id
            else starts.is_deleted
        end as current_value

    from starts
    cross join (values ('StageName'), ('Amount'), ('CurrencyIsoCode'), ('CloseDate'), ('OwnerId'),
        ('MergedInto__c'), ('IsDeleted')) as fields(field)

),

opening_values as (

    -- A field that never changed had its present value from the start, but nothing is created deleted or merged.
    select current_values.source_system, current_values.source_id, current_values.field,
        case when ranked.recorded_at < current_values.entered_at then ranked.recorded_at
            else current_values.entered_at end as recorded_at,
        case when ranked.recorded_at is not null then ranked.old_value
            when current_values.field = 'IsDeleted' then 'false'
            when current_values.field <> 'MergedInto__c' then current_values.current_value
        end as new_value

    from current_values
    left join ranked
        on ranked.source_id = current_values.source_id and ranked.field = current_values.field
        and ranked.earliness = 1

),

final as (

    select source_system, source_id, field, recorded_at, new_value
    from opening_values
    where not exists (
        select 1 from ranked
        where ranked.source_id = opening_values.source_id and ranked.field = opening_values.field
            and ranked.recorded_at = opening_values.recorded_at
    )
    union all
    select source_system, source_id, field, recorded_at, new_value
    from ranked
    where lateness = 1

)

select * from final
