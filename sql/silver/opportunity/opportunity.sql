/*---
model: silver.opportunity
kind: full
grain: [opportunity_id]
tags: [opportunity]
owner: revops
description: One row per source opportunity as it is now known; deleted, merged and undated ones are there too and say so. Amounts, stage and outcome are those of its last recorded version. The source's account is replaced by the golden account, and every classification is conformed with the raw value beside it.
columns:
  - {name: opportunity_id, type: string, description: The opportunity.}
  - {name: opportunity_name, type: string, description: The name.}
  - {name: source_system, type: string, description: The source system.}
  - {name: account_id, type: string, description: "The golden account; UNKNOWN without one."}
  - {name: owner_seller_id, type: string, description: "The owning seller; UNKNOWN without one."}
  - {name: opportunity_type, type: string, description: "NEW, EXPANSION or RENEWAL; NEW when the source says nothing, UNMAPPED when the taxonomy does not know it."}
  - {name: opportunity_type_raw, type: string, description: The type as the source has it.}
  - {name: pipeline_source, type: string, description: "The go-to-market motion that the lead source belongs to; UNKNOWN without one, UNMAPPED when the taxonomy does not know it."}
  - {name: lead_source_conformed, type: string, description: "The lead source; UNKNOWN without one, UNMAPPED when the taxonomy does not know it."}
  - {name: lead_source_raw, type: string, description: The lead source as the source has it.}
  - {name: campaign_id, type: string, description: The primary campaign.}
  - {name: product_family, type: string, description: "The product family; UNKNOWN without one, UNMAPPED when the taxonomy does not know it."}
  - {name: product_raw, type: string, description: The product as the source has it.}
  - {name: stage_conformed, type: string, description: "The stage; UNMAPPED when the taxonomy does not know it."}
  - {name: stage_order, type: int, description: Position of the stage in its funnel.}
  - {name: stage_raw, type: string, description: The stage as the source has it.}
  - {name: outcome, type: string, description: "OPEN, WON, LOST, DISQUALIFIED, MERGED or DELETED."}
  - {name: is_open, type: boolean, description: Whether the outcome is OPEN.}
  - {name: is_won, type: boolean, description: Whether the outcome is WON.}
  - {name: is_qualified, type: boolean, description: Whether the stage counts as qualified.}
  - {name: is_undated, type: boolean, description: Whether nobody knows when it entered the pipeline; it is then outside snapshots and flow.}
  - {name: amount_txn, type: "decimal(19,4)", description: Amount in currency_code; null when the source has none.}
  - {name: currency_code, type: string, description: Currency; null when the source has none.}
  - {name: amount_reporting, type: "decimal(19,4)", description: "Amount in the reporting currency; null when amount, currency or rate are missing."}
  - {name: fx_rate_used, type: "decimal(18,8)", description: Rate from the transaction to the reporting currency.}
  - {name: fx_rate_date, type: date, description: The day that the rate is for.}
  - {name: fx_policy, type: string, description: "IDENTITY, MONTH_BUDGET, MONTH_SPOT, DATED_SPOT or MISSING."}
  - {name: close_date, type: date, description: Expected or actual day of closing.}
  - {name: probability, type: "decimal(9,4)", description: "Probability of winning in [0, 1]: the source's own, else the stage's."}
  - {name: forecast_category, type: string, description: Forecast category.}
  - {name: loss_reason, type: string, description: "Why it was not won; null while it is open or won, UNKNOWN when the source does not say, UNMAPPED when the taxonomy does not know it."}
  - {name: loss_reason_raw, type: string, description: The reason as the source has it.}
  - {name: merged_into_opportunity_id, type: string, description: The opportunity that this one duplicates.}
  - {name: is_deleted, type: boolean, description: Whether the source has deleted the record.}
  - {name: is_history_incomplete, type: boolean, description: Whether some change is not in the source's history.}
  - {name: version_count, type: bigint, description: How many versions were recorded.}
  - {name: reopened_count, type: bigint, description: How often it became open again after it was closed.}
  - {name: created_at, type: timestamp, description: "When it entered the pipeline, UTC; null when it is undated."}
  - {name: created_date, type: date, description: The UTC day of created_at.}
  - {name: closed_at, type: timestamp, description: "When it closed in business time, UTC; null while it is open."}
  - {name: closed_date, type: date, description: "The close date of a closed one, else the day of closed_at; null while it is open, and for an undated one without a close date."}
checks:
  - not_null: [opportunity_id, account_id, opportunity_type, pipeline_source, stage_conformed, outcome, is_open, is_won, is_undated]
  - accepted_values: {column: outcome, values: [OPEN, WON, LOST, DISQUALIFIED, MERGED, DELETED]}
  - sql: >-
      select intake.source_id from silver.intake_opportunity as intake
      left join this on this.opportunity_id = intake.source_id where this.opportunity_id is null
    name: no_opportunity_is_lost
  - sql: select * from this where probability < 0 or probability > 1
    name: probability_is_a_share
---*/

with

chain as (

    select opportunity_id, version_no, outcome, valid_at, is_open, is_history_incomplete,
        lag(is_open) over (partition by opportunity_id order by version_no) as was_open

    from silver.opportunity_version

),

summary as (

    select opportunity_id,
        max(version_no) as last_version_no,
        count(*) as version_count,
        count(case when is_open and not was_open then 1 end) as reopened_count,
        bool_or(is_history_incomplete) as is_history_incomplete,
        -- The last version that closed it; a later edit of a closed one does not close it again.
        max(case when not is_open and coalesce(was_open, true) then version_no end) as closing_version_no

    from chain

    group by opportunity_id

),

last_month_rate as (

    select currency_code, month_start, rate, fx_policy,
        row_number() over (partition by currency_code order by month_start desc) as age

    from silver.pipeline_fx_rate

),

unversioned as (

    -- What was never recorded with a date is valued like what is open now, or like what closed on its close date.
    select classified.opportunity_id,
        case when classified.outcome = 'OPEN' then open_rate.rate else closed_rate.rate end as rate,
        case when classified.outcome = 'OPEN' then open_rate.month_start else closed_rate.rate_date end as rate_date,
        case when classified.currency_code = $reporting_currency then 'IDENTITY'
            when classified.outcome = 'OPEN' then open_rate.fx_policy else 'DATED_SPOT' end as fx_policy

    from silver.opportunity_classification as classified
    left join last_month_rate as open_rate
        on open_rate.currency_code = classified.currency_code and open_rate.age = 1
    left join silver.fx_rate as closed_rate
        on closed_rate.from_currency = classified.currency_code and closed_rate.to_currency = $reporting_currency
        and closed_rate.rate_type = 'SPOT' and closed_rate.rate_date = classified.close_date

    where classified.entered_at is null

)

select
    classified.opportunity_id,
    classified.opportunity_name,
    classified.source_system,
    classified.account_id,
    coalesce(latest.owner_seller_id, classified.owner_seller_id, 'UNKNOWN') as owner_seller_id,
    classified.opportunity_type,
    classified.opportunity_type_raw,
    classified.pipeline_source,
    classified.lead_source_conformed,
    classified.lead_source_raw,
    classified.campaign_id,
    classified.product_family,
    classified.product_raw,
    coalesce(latest.stage_conformed, classified.stage_conformed) as stage_conformed,
    coalesce(latest.stage_order, classified.stage_order) as stage_order,
    classified.stage_raw,
    coalesce(latest.outcome, classified.outcome) as outcome,
    coalesce(latest.is_open, classified.outcome = 'OPEN') as is_open,
    coalesce(latest.outcome, classified.outcome) = 'WON' as is_won,
    coalesce(latest.is_qualified, classified.is_qualified) as is_qualified,
    classified.entered_at is null as is_undated,
    coalesce(latest.amount_txn, classified.amount_txn) as amount_txn,
    coalesce(latest.currency_code, classified.currency_code) as currency_code,
    case when latest.opportunity_id is not null then latest.amount_reporting
        else cast(round(classified.amount_txn * unversioned.rate, 4) as decimal(19, 4)) end as amount_reporting,
    coalesce(latest.fx_rate_used, unversioned.rate) as fx_rate_used,
    coalesce(latest.fx_rate_date, unversioned.rate_date) as fx_rate_date,
    case when latest.opportunity_id is not null then latest.fx_policy
        when unversioned.rate is null then 'MISSING' else unversioned.fx_policy end as fx_policy,
    coalesce(latest.close_date, classified.close_date) as close_date,
    coalesce(classified.probability, latest.probability, classified.stage_probability) as probability,
    coalesce(classified.forecast_category, latest.forecast_category) as forecast_category,
    case when coalesce(latest.outcome, classified.outcome) not in ('OPEN', 'WON') then classified.loss_reason end
        as loss_reason,
    classified.loss_reason_raw,
    classified.merged_into_opportunity_id,
    classified.is_deleted,
    coalesce(summary.is_history_incomplete, false) as is_history_incomplete,
    coalesce(summary.version_count, 0) as version_count,
    coalesce(summary.reopened_count, 0) as reopened_count,
    classified.entered_at as created_at,
    cast(classified.entered_at as date) as created_date,
    case when not latest.is_open then closing.valid_at end as closed_at,
    case
        when latest.opportunity_id is null and classified.outcome <> 'OPEN' then classified.close_date
        when latest.is_open then null
        when latest.outcome in ('WON', 'LOST', 'DISQUALIFIED')
            then coalesce(latest.close_date, cast(closing.valid_at as date))
        else cast(closing.valid_at as date)
    end as closed_date

from silver.opportunity_classification as classified
left join unversioned on unversioned.opportunity_id = classified.opportunity_id
left join summary on summary.opportunity_id = classified.opportunity_id
left join silver.opportunity_version_valued as latest
    on latest.opportunity_id = summary.opportunity_id and latest.version_no = summary.last_version_no
left join silver.opportunity_version as closing
    on closing.opportunity_id = summary.opportunity_id and closing.version_no = summary.closing_version_no
