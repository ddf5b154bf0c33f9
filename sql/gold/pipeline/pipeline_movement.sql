/*---
model: gold.pipeline_movement
kind: full
grain: [movement_id, scope]
tags: [pipeline]
owner: revops
description: Every elementary movement of the pipeline, made from consecutive as-known versions of each opportunity so that an opportunity's movements add up to its state. Several changes between two versions are told in the fixed order transfer, amount in transaction currency, exchange rate, close-date scope, stage, close. Each movement is there once in scope ALL_OPEN and once in the scope of its close-date quarter; PULLED_IN and PUSHED_OUT, into and out of a quarter whichever way the date moved, are in quarter scopes only. Never add up rows of different scopes.
columns:
  - {name: movement_id, type: string, description: "The opportunity, the number of its change and the number of the step."}
  - {name: scope, type: string, description: "ALL_OPEN, the fiscal quarter of the close date such as 2024Q3, or NO_CLOSE_DATE."}
  - {name: opportunity_id, type: string, description: The opportunity.}
  - {name: sequence_no, type: bigint, description: The change of the opportunity that the movement is a part of.}
  - {name: step_no, type: int, description: "Position in the fixed order, 1 to 10."}
  - {name: movement_type, type: string, description: "CREATED, REOPENED, ADVANCED_OUT, ADVANCED_IN, REGRESSED_OUT, REGRESSED_IN, PULLED_IN, PUSHED_OUT, AMOUNT_INCREASE, AMOUNT_DECREASE, FX_CHANGE, TRANSFER_IN, TRANSFER_OUT, WON, LOST, DISQUALIFIED, DELETED or MERGED."}
  - {name: stage, type: string, description: The stage whose balance the movement changes.}
  - {name: from_stage, type: string, description: The stage before the change; null when it was not in the pipeline.}
  - {name: to_stage, type: string, description: The stage after the change; null when it is not in the pipeline.}
  - {name: owner_seller_id, type: string, description: The seller whose balance the movement changes.}
  - {name: count_delta, type: int, description: "By how many opportunities the balance changes: -1, 0 or 1."}
  - {name: amount_delta, type: "decimal(19,4)", description: By how much of the reporting currency the balance changes.}
  - {name: amount_txn_delta, type: "decimal(19,4)", description: By how much of the transaction currency it changes; null when the currency itself changed.}
  - {name: currency_code, type: string, description: The transaction currency.}
  - {name: skipped_stage_count, type: int, description: How many open stages of the funnel an advance or a win passed over without a visit; 0 elsewhere.}
  - {name: event_at, type: timestamp, description: "When it happened in business, UTC."}
  - {name: recorded_at, type: timestamp, description: "When it was recorded, UTC; it counts in the period of this instant."}
  - {name: date_key, type: int, description: The UTC day of recorded_at as the number yyyymmdd.}
  - {name: as_of_date, type: date, description: The UTC day of the run's as-of.}
checks:
  - not_null: [movement_id, scope, opportunity_id, movement_type, stage, count_delta, amount_delta, event_at, recorded_at]
  - accepted_values: {column: movement_type, values: [CREATED, REOPENED, ADVANCED_OUT, ADVANCED_IN, REGRESSED_OUT, REGRESSED_IN, PULLED_IN, PUSHED_OUT, AMOUNT_INCREASE, AMOUNT_DECREASE, FX_CHANGE, TRANSFER_IN, TRANSFER_OUT, WON, LOST, DISQUALIFIED, DELETED, MERGED]}
  - sql: >-
      select opportunity_id from this where scope = 'ALL_OPEN'
      group by opportunity_id having sum(count_delta) not in (0, 1)
    name: an_opportunity_is_in_the_pipeline_or_not
  - sql: >-
      select opportunity_id from this
      group by opportunity_id
      having sum(case when scope = 'ALL_OPEN' then count_delta else -count_delta end) <> 0
      or sum(case when scope = 'ALL_OPEN' then amount_delta else -amount_delta end) <> 0
    name: quarter_scopes_add_up_to_all_open
  - sql: select * from this where scope = 'ALL_OPEN' and movement_type in ('PULLED_IN', 'PUSHED_OUT')
    name: close_dates_move_quarters_only
---*/

with

changes as (

    select valuation.*,
        coalesce(was_open, false) as from_open,
        -- A closed one that gets another commercial outcome was open in between, if for no time.
        is_open = false and was_open = false and previous_outcome in ('WON', 'LOST', 'DISQUALIFIED')
            and outcome in ('WON', 'LOST', 'DISQUALIFIED') and outcome <> previous_outcome as is_outcome_changed,
        was_open is null as is_first

    from silver.opportunity_valuation as valuation

),

steps as (

    select changes.*, step.step_no,
        case step.step_no
            when 1 then case when from_open and owner_seller_id <> previous_owner_seller_id then 'TRANSFER_OUT' end
            when 2 then case when from_open and owner_seller_id <> previous_owner_seller_id then 'TRANSFER_IN' end
            when 3 then case
                when not from_open then null
                when value_at_old_rate > previous_value then 'AMOUNT_INCREASE'
                when value_at_old_rate < previous_value then 'AMOUNT_DECREASE'
            end
            when 4 then case when from_open and value <> value_at_old_rate then 'FX_CHANGE' end
            when 5 then case when from_open and scope <> previous_scope then 'PUSHED_OUT' end
            when 6 then case when from_open and scope <> previous_scope then 'PULLED_IN' end
            when 7 then case when from_open and is_open and stage <> previous_stage then
                case when stage_order >= previous_stage_order then 'ADVANCED_OUT' else 'REGRESSED_OUT' end end
            when 8 then case when from_open and is_open and stage <> previous_stage then
                case when stage_order >= previous_stage_order then 'ADVANCED_IN' else 'REGRESSED_IN' end end
            when 9 then case
                when is_first then 'CREATED'
                when (not from_open and is_open) or is_outcome_changed then 'REOPENED'
            end
            else case when not is_open and (from_open or is_first or is_outcome_changed) then outcome end
        end as movement_type

    from changes
    cross join (values (1), (2), (3), (4), (5), (6), (7), (8), (9), (10)) as step(step_no)

),

signed as (

    select steps.*,
        case when step_no in (3, 4) then 0 when step_no in (2, 6, 8, 9) then 1 else -1 end as direction,
        case when step_no <= 7 or (step_no = 10 and from_open) then previous_stage else stage end as counted_stage,
        case when step_no <= 5 then previous_scope else scope end as counted_scope,
        case when step_no = 1 then previous_owner_seller_id else owner_seller_id end as counted_owner,
        case
            when step_no <= 2 then previous_value
            when step_no = 3 then value_at_old_rate - previous_value
            when step_no = 4 then value - value_at_old_rate
            else value
        end as moved_value,
        case
            when step_no <= 2 then previous_amount_txn
            when step_no = 3 then case when currency_code is not distinct from previous_currency_code
                then coalesce(amount_txn, 0) - coalesce(previous_amount_txn, 0) end
            when step_no = 4 then 0
            else amount_txn
        end as moved_txn

    from steps

    where movement_type is not null

),

open_stages as (

    select distinct stage, stage_order from definition.stage_definition
    where funnel_name = 'opportunity' and is_open and stage <> 'UNMAPPED'

),

skips as (

    select signed.opportunity_id, signed.sequence_no, signed.step_no, count(*) as skipped_stage_count

    from signed
    inner join open_stages
        on open_stages.stage_order > case when signed.from_open then signed.previous_stage_order
            else signed.stage_order end
        and (signed.movement_type = 'WON' or open_stages.stage_order < signed.stage_order)

    where signed.movement_type in ('ADVANCED_IN', 'WON')

    group by signed.opportunity_id, signed.sequence_no, signed.step_no

)

select
    signed.opportunity_id || '#' || cast(signed.sequence_no as string) || '#' || cast(signed.step_no as string)
        as movement_id,
    case when scopes.is_quarter then signed.counted_scope else 'ALL_OPEN' end as scope,
    signed.opportunity_id,
    signed.sequence_no,
    signed.step_no,
    signed.movement_type,
    signed.counted_stage as stage,
    case when signed.from_open then signed.previous_stage end as from_stage,
    case when signed.is_open then signed.stage end as to_stage,
    signed.counted_owner as owner_seller_id,
    signed.direction as count_delta,
    case when signed.direction = -1 then -signed.moved_value else signed.moved_value end as amount_delta,
    case when signed.direction = -1 then -signed.moved_txn else signed.moved_txn end as amount_txn_delta,
    signed.currency_code,
    coalesce(skips.skipped_stage_count, 0) as skipped_stage_count,
    signed.event_at,
    signed.recorded_at,
    lh_date_key(signed.recorded_at) as date_key,
    cast($as_of as date) as as_of_date

from signed
cross join (values (false), (true)) as scopes(is_quarter)
left join skips
    on skips.opportunity_id = signed.opportunity_id and skips.sequence_no = signed.sequence_no
    and skips.step_no = signed.step_no

where scopes.is_quarter or signed.step_no not in (5, 6)
