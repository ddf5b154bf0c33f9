/*---
model: gold.pipeline_restatement
kind: full
grain: [snapshot_date, opportunity_id]
tags: [pipeline]
owner: revops
description: Where the pipeline at the end of a month, as it was then known, differs from what is now known of that same instant, and by which later version. The snapshot as known plus these differences is the snapshot as corrected. Both are valued at the snapshot's rate, so that a difference is an edit and never a rate.
columns:
  - {name: snapshot_date, type: date, description: The day at whose end the pipeline was looked at.}
  - {name: opportunity_id, type: string, description: The opportunity.}
  - {name: known_stage, type: string, description: The stage as then known; null when it was then not known to exist.}
  - {name: known_outcome, type: string, description: The outcome as then known.}
  - {name: corrected_stage, type: string, description: The stage as now known of that instant; null when it is now known not to have existed.}
  - {name: corrected_outcome, type: string, description: The outcome as now known of that instant.}
  - {name: corrected_version_no, type: bigint, description: The version that tells it.}
  - {name: corrected_at, type: timestamp, description: "When that version was recorded, UTC."}
  - {name: count_delta, type: int, description: "By how many open opportunities the correction changes the snapshot: -1, 0 or 1."}
  - {name: amount_delta, type: "decimal(19,4)", description: By how much of the reporting currency it changes the snapshot's open amount.}
  - {name: as_of_date, type: date, description: The UTC day of the run's as-of.}
checks:
  - not_null: [snapshot_date, opportunity_id, count_delta, amount_delta]
---*/

with

known as (

    select snapshot.snapshot_date, history.opportunity_id, history.version_no, history.stage_conformed,
        history.outcome, history.is_open, history.amount_txn, history.currency_code

    from silver.snapshot_date as snapshot
    inner join silver.opportunity_history as history
        on history.recorded_from < snapshot.snapshot_at
        and (history.recorded_to is null or history.recorded_to >= snapshot.snapshot_at)
        and history.valid_from < snapshot.snapshot_at
        and (history.valid_to is null or history.valid_to >= snapshot.snapshot_at)

),

corrected as (

    select snapshot.snapshot_date, history.opportunity_id, history.version_no, history.stage_conformed,
        history.outcome, history.is_open, history.amount_txn, history.currency_code, history.version_recorded_at

    from silver.snapshot_date as snapshot
    inner join silver.opportunity_history as history
        on history.recorded_to is null
        and history.valid_from < snapshot.snapshot_at
        and (history.valid_to is null or history.valid_to >= snapshot.snapshot_at)

),

differences as (

    select
        coalesce(known.snapshot_date, corrected.snapshot_date) as snapshot_date,
        coalesce(known.opportunity_id, corrected.opportunity_id) as opportunity_id,
        known.stage_conformed as known_stage,
        known.outcome as known_outcome,
        corrected.stage_conformed as corrected_stage,
        corrected.outcome as corrected_outcome,
        corrected.version_no as corrected_version_no,
        corrected.version_recorded_at as corrected_at,
        case when known.is_open then 1 else 0 end as known_count,
        case when corrected.is_open then 1 else 0 end as corrected_count,
        case when known.is_open then known.amount_txn end as known_amount_txn,
        case when corrected.is_open then corrected.amount_txn end as corrected_amount_txn,
        known.currency_code as known_currency_code,
        corrected.currency_code as corrected_currency_code

    from known
    full join corrected
        on corrected.snapshot_date = known.snapshot_date and corrected.opportunity_id = known.opportunity_id

    where known.version_no is distinct from corrected.version_no

)

select
    differences.snapshot_date,
    differences.opportunity_id,
    differences.known_stage,
    differences.known_outcome,
    differences.corrected_stage,
    differences.corrected_outcome,
    differences.corrected_version_no,
    differences.corrected_at,
    differences.corrected_count - differences.known_count as count_delta,
    coalesce(cast(round(differences.corrected_amount_txn * corrected_rate.rate, 4) as decimal(19, 4)), 0)
        - coalesce(cast(round(differences.known_amount_txn * known_rate.rate, 4) as decimal(19, 4)), 0)
        as amount_delta,
    cast($as_of as date) as as_of_date

from differences
left join silver.pipeline_fx_rate as known_rate
    on known_rate.currency_code = differences.known_currency_code
    and known_rate.month_start = lh_month_start(differences.snapshot_date)
left join silver.pipeline_fx_rate as corrected_rate
    on corrected_rate.currency_code = differences.corrected_currency_code
    and corrected_rate.month_start = lh_month_start(differences.snapshot_date)
