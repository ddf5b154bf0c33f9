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

    select opportunity_id, sequence_no, is_open, outcome, stage, stage_order, scope, owner_seller_id, currency_code,
        amount_txn, value, value_at_old_rate, previous_stage, previous_stage_order, previous_scope,
        previous_owner_seller_id, previous_currency_code, previous_amount_txn, previous_value,
        coalesce(was_open, false) as from_open,
        was_open is null as is_first,
        -- A closed one that gets another commercial outcome was open in between, if for no time.
        not is_open and not was_open and previous_outcome in ('WON', 'LOST', 'DISQUALIFIED')
            and outcome in ('WON', 'LOST', 'DISQUALIFIED') and outcome <> previous_outcome as is_outcome_changed

    from silver.opportunity_valuation

),

steps as (

    select opportunity_id, sequence_no, 1 as step_no, 'TRANSFER_OUT' as movement_type, previous_stage as stage,
        previous_scope as scope, previous_owner_seller_id as owner_seller_id, -1 as count_delta,
        -previous_value as amount_delta, -previous_amount_txn as amount_txn_delta
    from changes
    where from_open and owner_seller_id <> previous_owner_seller_id
    union all
    select opportunity_id, sequence_no, 2, 'TRANSFER_IN', previous_stage, previous_scope, owner_seller_id, 1,
        previous_value, previous_amount_txn
    from changes
    where from_open and owner_seller_id <> previous_owner_seller_id
    union all
    select opportunity_id, sequence_no, 3,
        case when value_at_old_rate > previous_value then 'AMOUNT_INCREASE' else 'AMOUNT_DECREASE' end,
        previous_stage, previous_scope, owner_seller_id, 0, value_at_old_rate - previous_value,
        case when currency_code is not distinct from previous_currency_code
            then coalesce(amount_txn, 0) - coalesce(previous_amount_txn, 0) end
    from changes
    where from_open and value_at_old_rate <> previous_value
    union all
    select opportunity_id, sequence_no, 4, 'FX_CHANGE', previous_stage, previous_scope, owner_seller_id, 0,
        value - value_at_old_rate, 0
    from changes
    where from_open and value <> value_at_old_rate
    union all
    select opportunity_id, sequence_no, 5, 'PUSHED_OUT', previous_stage, previous_scope, owner_seller_id, -1,
        -value, -amount_txn
    from changes
    where from_open and scope <> previous_scope
    union all
    select opportunity_id, sequence_no, 6, 'PULLED_IN', previous_stage, scope, owner_seller_id, 1, value, amount_txn
    from changes
    where from_open and scope <> previous_scope
    union all
    select opportunity_id, sequence_no, 7,
        case when stage_order >= previous_stage_order then 'ADVANCED_OUT' else 'REGRESSED_OUT' end,
        previous_stage, scope, owner_seller_id, -1, -value, -amount_txn
    from changes
    where from_open and is_open and stage <> previous_stage
    union all
    select opportunity_id, sequence_no, 8,
        case when stage_order >= previous_stage_order then 'ADVANCED_IN' else 'REGRESSED_IN' end,
        stage, scope, owner_seller_id, 1, value, amount_txn
    from changes
    where from_open and is_open and stage <> previous_stage
    union all
    select opportunity_id, sequence_no, 9, case when is_first then 'CREATED' else 'REOPENED' end,
        stage, scope, owner_seller_id, 1, value, amount_txn
    from changes
    where is_first or (is_open and not from_open) or is_outcome_changed
    union all
    select opportunity_id, sequence_no, 10, outcome, case when from_open then previous_stage else stage end,
        scope, owner_seller_id, -1, -value, -amount_txn
    from changes
    where not is_open and (from_open or is_first or is_outcome_changed)

),

skips as (

    select changes.opportunity_id, changes.sequence_no, count(distinct passed.stage) as skipped_stage_count

    from changes
    inner join definition.stage_definition as passed
        on passed.funnel_name = 'opportunity' and passed.is_open and passed.stage <> 'UNMAPPED'
        and passed.stage_order > case when changes.from_open then changes.previous_stage_order
            else changes.stage_order end

    where changes.outcome = 'WON'
        or (changes.from_open and changes.is_open and passed.stage_order < changes.stage_order)

    group by changes.opportunity_id, changes.sequence_no

)

select
    steps.opportunity_id || '#' || cast(steps.sequence_no as string) || '#' || cast(steps.step_no as string)
        as movement_id,
    case when scopes.is_quarter then steps.scope else 'ALL_OPEN' end as scope,
    steps.opportunity_id,
    steps.sequence_no,
    steps.step_no,
    steps.movement_type,
    steps.stage,
    case when valuation.was_open then valuation.previous_stage end as from_stage,
    case when valuation.is_open then valuation.stage end as to_stage,
    steps.owner_seller_id,
    steps.count_delta,
    steps.amount_delta,
    steps.amount_txn_delta,
    valuation.currency_code,
    case when steps.movement_type in ('ADVANCED_IN', 'WON') then coalesce(skips.skipped_stage_count, 0) else 0 end
        as skipped_stage_count,
    valuation.event_at,
    valuation.recorded_at,
    lh_date_key(valuation.recorded_at) as date_key,
    cast($as_of as date) as as_of_date

from steps
inner join silver.opportunity_valuation as valuation
    on valuation.opportunity_id = steps.opportunity_id and valuation.sequence_no = steps.sequence_no
cross join (values (false), (true)) as scopes(is_quarter)
left join skips on skips.opportunity_id = steps.opportunity_id and skips.sequence_no = steps.sequence_no

where scopes.is_quarter or steps.step_no not in (5, 6)
