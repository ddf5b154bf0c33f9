/*---
model: silver.opportunity_version_valued
kind: full
grain: [opportunity_id, version_no]
tags: [opportunity]
owner: revops
description: The recorded versions of each opportunity with their amount in the reporting currency. An open amount is valued with the open_fx_rate_type rate of the first day of the month of recording; a closed one with the spot rate of its close date, but not of a day after it was recorded, so that a later rate never alters what is closed.
columns:
  - {name: opportunity_id, type: string, description: The opportunity.}
  - {name: version_no, type: bigint, description: The recorded version.}
  - {name: recorded_at, type: timestamp, description: "When the source recorded the version, UTC."}
  - {name: valid_at, type: timestamp, description: "From when on the version is true in business, UTC."}
  - {name: stage_conformed, type: string, description: Stage.}
  - {name: stage_order, type: int, description: Position of the stage in its funnel.}
  - {name: outcome, type: string, description: "OPEN, WON, LOST, DISQUALIFIED, MERGED or DELETED."}
  - {name: is_open, type: boolean, description: Whether the outcome is OPEN.}
  - {name: is_qualified, type: boolean, description: Whether the stage counts as qualified.}
  - {name: stage_entered_at, type: timestamp, description: "When the present stay in the stage, or in the closed state, was first recorded, UTC."}
  - {name: forecast_category, type: string, description: Forecast category.}
  - {name: probability, type: "decimal(9,4)", description: "Probability of winning in [0, 1]."}
  - {name: amount_txn, type: "decimal(19,4)", description: Amount in currency_code.}
  - {name: currency_code, type: string, description: Currency.}
  - {name: amount_reporting, type: "decimal(19,4)", description: "Amount in the reporting currency, rounded to four places; null when amount, currency or rate are missing."}
  - {name: fx_rate_used, type: "decimal(18,8)", description: Rate from the transaction to the reporting currency.}
  - {name: fx_rate_date, type: date, description: The day that the rate is for.}
  - {name: fx_policy, type: string, description: "IDENTITY, MONTH_BUDGET, MONTH_SPOT, DATED_SPOT or MISSING."}
  - {name: close_date, type: date, description: Expected or actual day of closing.}
  - {name: owner_seller_id, type: string, description: The owning seller.}
  - {name: merged_into_opportunity_id, type: string, description: The opportunity that this one duplicates.}
  - {name: is_deleted, type: boolean, description: Whether the record was deleted.}
  - {name: is_backdated, type: boolean, description: Whether the version is true from before the day it was recorded.}
  - {name: is_history_incomplete, type: boolean, description: Whether this version stands for changes that the source's history does not hold.}
checks:
  - not_null: [opportunity_id, version_no, fx_policy]
  - accepted_values: {column: fx_policy, values: [IDENTITY, MONTH_BUDGET, MONTH_SPOT, DATED_SPOT, MISSING]}
  - sql: select * from this where fx_policy <> 'MISSING' and amount_txn is not null and amount_reporting is null
    name: an_amount_with_a_rate_is_valued
---*/

with

rate_days as (

    select version.*,
        case
            when version.outcome in ('WON', 'LOST', 'DISQUALIFIED')
                then least(coalesce(version.close_date, cast(version.recorded_at as date)),
                    cast(version.recorded_at as date))
            else lh_month_start(version.recorded_at)
        end as rate_day,
        version.outcome in ('WON', 'LOST', 'DISQUALIFIED') as is_dated

    from silver.opportunity_version as version

),

rated as (

    select rate_days.*,
        case when rate_days.is_dated then dated.rate else monthly.rate end as rate,
        case when rate_days.is_dated then 'DATED_SPOT' else monthly.fx_policy end as policy

    from rate_days
    left join silver.pipeline_fx_rate as monthly
        on monthly.currency_code = rate_days.currency_code and monthly.month_start = rate_days.rate_day
    left join silver.fx_rate as dated
        on dated.from_currency = rate_days.currency_code and dated.to_currency = $reporting_currency
        and dated.rate_type = 'SPOT' and dated.rate_date = rate_days.rate_day

)

select
    opportunity_id,
    version_no,
    recorded_at,
    valid_at,
    stage_conformed,
    stage_order,
    outcome,
    is_open,
    is_qualified,
    stage_entered_at,
    forecast_category,
    probability,
    amount_txn,
    currency_code,
    cast(round(amount_txn * rate, 4) as decimal(19, 4)) as amount_reporting,
    rate as fx_rate_used,
    case when rate is not null then rate_day end as fx_rate_date,
    case
        when rate is null then 'MISSING'
        when currency_code = $reporting_currency then 'IDENTITY'
        else policy
    end as fx_policy,
    close_date,
    owner_seller_id,
    merged_into_opportunity_id,
    is_deleted,
    is_backdated,
    is_history_incomplete

from rated
