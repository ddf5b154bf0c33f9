/*---
model: gold.pipeline_snapshot
kind: full
grain: [snapshot_date, opportunity_id]
tags: [pipeline]
owner: revops
description: The opportunities that were in the pipeline at the end of each month and at the end of the run, as it was then known, in the dimensions of that day. Undated opportunities are not in it. Semi-additive - add up opportunities of one snapshot_date, never over dates.
columns:
  - {name: snapshot_date, type: date, description: The day at whose end the pipeline was looked at.}
  - {name: opportunity_id, type: string, description: The opportunity.}
  - {name: stage, type: string, description: "The stage; UNMAPPED when the taxonomy does not know it."}
  - {name: stage_order, type: int, description: Position of the stage in its funnel.}
  - {name: is_qualified, type: boolean, description: Whether the stage counts as qualified.}
  - {name: forecast_category, type: string, description: Forecast category of the stage.}
  - {name: owner_seller_id, type: string, description: The owner on that day; UNKNOWN without one.}
  - {name: account_id, type: string, description: "The golden account; UNKNOWN without one."}
  - {name: segment, type: string, description: The account's segment on that day.}
  - {name: product_family, type: string, description: The product family.}
  - {name: pipeline_source, type: string, description: The go-to-market motion that brought it.}
  - {name: opportunity_type, type: string, description: "NEW, EXPANSION, RENEWAL or UNMAPPED."}
  - {name: close_date, type: date, description: The close date expected on that day.}
  - {name: close_fiscal_quarter, type: string, description: "The fiscal quarter of the close date such as 2024Q3, NO_CLOSE_DATE without one."}
  - {name: is_past_due, type: boolean, description: Whether the expected close date had passed.}
  - {name: currency_code, type: string, description: The transaction currency.}
  - {name: amount_txn, type: "decimal(19,4)", description: The amount in the transaction currency.}
  - {name: amount_reporting, type: "decimal(19,4)", description: "The amount in the reporting currency, 0 when is_amount_missing."}
  - {name: is_amount_missing, type: boolean, description: "Whether amount, currency or rate were missing."}
  - {name: fx_rate_used, type: "decimal(18,8)", description: Rate to the reporting currency.}
  - {name: fx_rate_date, type: date, description: The day that the rate is for.}
  - {name: fx_policy, type: string, description: "IDENTITY, MONTH_BUDGET, MONTH_SPOT or MISSING."}
  - {name: probability, type: "decimal(9,4)", description: "The stage's probability of winning in [0, 1]."}
  - {name: weighted_amount, type: "decimal(19,4)", description: The amount times the probability.}
  - {name: age_days, type: int, description: Days since it entered the pipeline.}
  - {name: days_in_stage, type: int, description: Days since it entered the stage this time.}
  - {name: as_of_date, type: date, description: The UTC day of the run's as-of.}
checks:
  - not_null: [snapshot_date, opportunity_id, stage, amount_reporting, owner_seller_id, account_id, segment, close_fiscal_quarter]
  - sql: select * from this where abs(weighted_amount) > abs(amount_reporting)
    name: weighted_is_no_more_than_whole
  - sql: select * from this where age_days < 0 or days_in_stage < 0 or days_in_stage > age_days
    name: ages_are_in_order
---*/

with

known as (

    -- What was believed just before the snapshot's instant about that same instant.
    select snapshot.snapshot_date, snapshot.snapshot_at, history.opportunity_id, history.stage_conformed,
        history.stage_order, history.is_qualified, history.forecast_category, history.owner_seller_id,
        history.close_date, history.currency_code, history.amount_txn, history.probability, history.stage_entered_at

    from silver.snapshot_date as snapshot
    inner join silver.opportunity_history as history
        on history.recorded_from < snapshot.snapshot_at
        and (history.recorded_to is null or history.recorded_to >= snapshot.snapshot_at)
        and history.valid_from < snapshot.snapshot_at
        and (history.valid_to is null or history.valid_to >= snapshot.snapshot_at)

    where history.is_open

),

valued as (

    select known.*, monthly.rate, monthly.fx_policy,
        cast(round(known.amount_txn * monthly.rate, 4) as decimal(19, 4)) as amount_reporting

    from known
    left join silver.pipeline_fx_rate as monthly
        on monthly.currency_code = known.currency_code
        and monthly.month_start = lh_month_start(known.snapshot_date)

)

select
    valued.snapshot_date,
    valued.opportunity_id,
    valued.stage_conformed as stage,
    valued.stage_order,
    valued.is_qualified,
    valued.forecast_category,
    coalesce(valued.owner_seller_id, 'UNKNOWN') as owner_seller_id,
    opportunity.account_id,
    coalesce(account.segment, 'UNKNOWN') as segment,
    opportunity.product_family,
    opportunity.pipeline_source,
    opportunity.opportunity_type,
    valued.close_date,
    coalesce(calendar.fiscal_quarter_label, 'NO_CLOSE_DATE') as close_fiscal_quarter,
    coalesce(valued.close_date < valued.snapshot_date, false) as is_past_due,
    valued.currency_code,
    valued.amount_txn,
    coalesce(valued.amount_reporting, cast(0 as decimal(19, 4))) as amount_reporting,
    valued.amount_reporting is null as is_amount_missing,
    valued.rate as fx_rate_used,
    case when valued.rate is not null then lh_month_start(valued.snapshot_date) end as fx_rate_date,
    coalesce(valued.fx_policy, 'MISSING') as fx_policy,
    valued.probability,
    cast(round(coalesce(valued.amount_reporting, 0) * valued.probability, 4) as decimal(19, 4)) as weighted_amount,
    lh_days(cast(opportunity.created_at as date), valued.snapshot_date) as age_days,
    lh_days(cast(valued.stage_entered_at as date), valued.snapshot_date) as days_in_stage,
    cast($as_of as date) as as_of_date

from valued
inner join silver.opportunity as opportunity on opportunity.opportunity_id = valued.opportunity_id
left join silver.account as account
    on account.account_id = opportunity.account_id
    and account.valid_from < valued.snapshot_at
    and (account.valid_to is null or account.valid_to >= valued.snapshot_at)
left join silver.calendar as calendar on calendar.calendar_date = valued.close_date
