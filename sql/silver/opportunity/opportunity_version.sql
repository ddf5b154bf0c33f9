/*---
model: silver.opportunity_version
kind: full
grain: [opportunity_id, version_no]
tags: [opportunity]
owner: revops
description: The recorded versions of each opportunity, conformed with the taxonomy and stage definition in force when they were recorded, with the business time from which each is true. A version that closes the opportunity, or changes the close date of a closed one, with a close date before the day it was recorded is a backdated edit and true from the start of that close date; every other version is true from when it was recorded.
columns:
  - {name: opportunity_id, type: string, description: The opportunity.}
  - {name: version_no, type: bigint, description: "Counts the versions of an opportunity from 1, in the order of recorded_at."}
  - {name: recorded_at, type: timestamp, description: "When the source recorded the version, UTC."}
  - {name: valid_at, type: timestamp, description: "From when on the version is true in business, UTC; never after recorded_at."}
  - {name: stage_raw, type: string, description: Stage as the source has it.}
  - {name: stage_conformed, type: string, description: "Stage; UNMAPPED when the taxonomy or the stage definition does not know it."}
  - {name: stage_order, type: int, description: "Position of the stage in its funnel; 0 for UNMAPPED."}
  - {name: outcome, type: string, description: "OPEN, WON, LOST, DISQUALIFIED, MERGED or DELETED; merged stands before deleted, deleted before the stage."}
  - {name: is_open, type: boolean, description: Whether the outcome is OPEN.}
  - {name: is_qualified, type: boolean, description: Whether the stage counts as qualified.}
  - {name: stage_entered_at, type: timestamp, description: "When the present stay in the stage, or in the closed state, was first recorded, UTC."}
  - {name: forecast_category, type: string, description: The stage's forecast category.}
  - {name: probability, type: "decimal(9,4)", description: "The stage's probability of winning in [0, 1]."}
  - {name: amount_txn, type: "decimal(19,4)", description: Amount in currency_code; null when the source has none.}
  - {name: currency_code, type: string, description: Currency; null when the source has none.}
  - {name: close_date, type: date, description: Expected or actual day of closing.}
  - {name: owner_seller_id, type: string, description: The owning seller.}
  - {name: merged_into_opportunity_id, type: string, description: The opportunity that this one duplicates.}
  - {name: is_deleted, type: boolean, description: Whether the record was deleted.}
  - {name: is_backdated, type: boolean, description: Whether the version is true from before the day it was recorded.}
  - {name: is_history_incomplete, type: boolean, description: Whether this version stands for changes that the source's history does not hold.}
checks:
  - not_null: [opportunity_id, version_no, recorded_at, valid_at, stage_conformed, outcome, is_open]
  - accepted_values: {column: outcome, values: [OPEN, WON, LOST, DISQUALIFIED, MERGED, DELETED]}
  - sql: select * from this where valid_at > recorded_at
    name: nothing_is_recorded_before_it_is_true
---*/

with

versions as (

    select version.source_system, version.source_id, version.version_no, version.recorded_at,
        cast(version.recorded_at as date) as recorded_date, version.stage_raw, version.amount_txn,
        version.currency_code, version.close_date, version.owner_source_id, version.merged_into_source_id,
        version.is_deleted, version.is_history_incomplete, opportunity.loss_reason_raw

    from silver.intake_opportunity_version as version
    inner join silver.intake_opportunity as opportunity
        on opportunity.source_system = version.source_system and opportunity.source_id = version.source_id

),

staged as (

    select versions.*, coalesce(stage.conformed_value, 'UNMAPPED') as stage_name,
        coalesce(reason.conformed_value, 'UNMAPPED') as loss_reason

    from versions
    left join silver.taxonomy_lookup as stage
        on stage.domain = 'stage' and stage.source_system = versions.source_system
        and stage.raw_key = lower(versions.stage_raw)
        and stage.valid_from <= versions.recorded_date
        and (stage.valid_to is null or stage.valid_to > versions.recorded_date)
    left join silver.taxonomy_lookup as reason
        on reason.domain = 'loss_reason' and reason.source_system = versions.source_system
        and reason.raw_key = lower(versions.loss_reason_raw)
        and reason.valid_from <= versions.recorded_date
        and (reason.valid_to is null or reason.valid_to > versions.recorded_date)

),

outcomes as (

    select staged.*,
        coalesce(definition_of_stage.stage, 'UNMAPPED') as stage_conformed,
        coalesce(definition_of_stage.stage_order, 0) as stage_order,
        coalesce(definition_of_stage.is_qualified, false) as is_qualified,
        coalesce(definition_of_stage.forecast_category, 'Omitted') as forecast_category,
        coalesce(definition_of_stage.probability, cast(0 as decimal(9, 4))) as probability,
        case
            when staged.merged_into_source_id is not null then 'MERGED'
            when staged.is_deleted then 'DELETED'
            when definition_of_stage.outcome = 'LOST' then coalesce(loss_reason.outcome, 'LOST')
            else coalesce(definition_of_stage.outcome, 'OPEN')
        end as outcome

    from staged
    left join definition.stage_definition as definition_of_stage
        on definition_of_stage.funnel_name = 'opportunity' and definition_of_stage.stage = staged.stage_name
        and definition_of_stage.valid_from <= staged.recorded_date
        and (definition_of_stage.valid_to is null or definition_of_stage.valid_to > staged.recorded_date)
    left join definition.loss_reason as loss_reason on loss_reason.reason = staged.loss_reason

),

neighbours as (

    select outcomes.*,
        lag(outcome) over (partition by source_system, source_id order by version_no) as previous_outcome,
        lag(close_date) over (partition by source_system, source_id order by version_no) as previous_close_date,
        lag(stage_conformed) over (partition by source_system, source_id order by version_no) as previous_stage

    from outcomes

),

dated as (

    select neighbours.*,
        outcome in ('WON', 'LOST', 'DISQUALIFIED') and close_date < recorded_date
            and (
                coalesce(previous_outcome, 'OPEN') <> outcome
                or previous_close_date is distinct from close_date
            ) as is_backdated,
        -- Open stays are told apart by stage, closed ones by outcome.
        max(case when previous_outcome is null or previous_outcome <> outcome
            or (outcome = 'OPEN' and previous_stage <> stage_conformed) then recorded_at end
        ) over (
            partition by source_system, source_id order by version_no
            rows between unbounded preceding and current row
        ) as stage_entered_at

    from neighbours

)

select
    source_id as opportunity_id,
    version_no,
    recorded_at,
    case when is_backdated then cast(close_date as timestamp) else recorded_at end as valid_at,
    stage_raw,
    stage_conformed,
    stage_order,
    outcome,
    outcome = 'OPEN' as is_open,
    is_qualified,
    stage_entered_at,
    forecast_category,
    probability,
    amount_txn,
    currency_code,
    close_date,
    owner_source_id as owner_seller_id,
    merged_into_source_id as merged_into_opportunity_id,
    is_deleted,
    coalesce(is_backdated, false) as is_backdated,
    is_history_incomplete

from dated
