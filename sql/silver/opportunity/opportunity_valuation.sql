/*---
model: silver.opportunity_valuation
kind: full
grain: [opportunity_id, sequence_no]
tags: [opportunity]
owner: revops
description: The as-known line of each opportunity - its versions as they were first believed, in the order of recording, and between them the months' first instants at which an open amount in a foreign currency is valued at the new month's rate. Each row tells the state before and after; a missing amount or rate is worth 0.
columns:
  - {name: opportunity_id, type: string, description: The opportunity.}
  - {name: sequence_no, type: bigint, description: Counts the rows of an opportunity from 1.}
  - {name: version_no, type: bigint, description: The version in force.}
  - {name: cause, type: string, description: "VERSION or REVALUATION."}
  - {name: event_at, type: timestamp, description: "When it was so in business, UTC."}
  - {name: recorded_at, type: timestamp, description: "When it was recorded, UTC."}
  - {name: is_open, type: boolean, description: Whether it is in the pipeline from here on.}
  - {name: outcome, type: string, description: "OPEN, WON, LOST, DISQUALIFIED, MERGED or DELETED from here on."}
  - {name: stage, type: string, description: "The stage from here on, the last open one or the funnel's first when it is closed."}
  - {name: stage_order, type: int, description: Position of that stage.}
  - {name: scope, type: string, description: "The fiscal quarter of the close date, NO_CLOSE_DATE without one."}
  - {name: owner_seller_id, type: string, description: "The owner, UNKNOWN without one."}
  - {name: currency_code, type: string, description: The transaction currency.}
  - {name: amount_txn, type: "decimal(19,4)", description: The amount in the transaction currency.}
  - {name: fx_rate_used, type: "decimal(18,8)", description: Rate to the reporting currency.}
  - {name: value, type: "decimal(19,4)", description: "The amount in the reporting currency, 0 when unknown."}
  - {name: value_at_old_rate, type: "decimal(19,4)", description: "The new amount at the rate before; the value itself when the currency changed or a rate is missing."}
  - {name: was_open, type: boolean, description: Whether it was in the pipeline before; null at the start.}
  - {name: previous_outcome, type: string, description: The outcome before; null at the start.}
  - {name: previous_stage, type: string, description: The stage before.}
  - {name: previous_stage_order, type: int, description: Position of that stage.}
  - {name: previous_scope, type: string, description: The scope before.}
  - {name: previous_owner_seller_id, type: string, description: The owner before.}
  - {name: previous_currency_code, type: string, description: The currency before.}
  - {name: previous_amount_txn, type: "decimal(19,4)", description: The amount before.}
  - {name: previous_value, type: "decimal(19,4)", description: "The value before, 0 when unknown."}
checks:
  - not_null: [opportunity_id, sequence_no, event_at, recorded_at, is_open, stage, scope, value]
  - sql: >-
      select version.opportunity_id from silver.opportunity_version as version
      left join this on this.opportunity_id = version.opportunity_id and this.version_no = version.version_no
      and this.cause = 'VERSION'
      where this.opportunity_id is null
    name: every_version_is_on_the_line
---*/

with

versions as (

    select opportunity_id, version_no, valid_from as event_at, version_recorded_at as recorded_at, is_open, outcome,
        stage_conformed, stage_order, close_date, owner_seller_id, currency_code, amount_txn, fx_rate_used,
        amount_reporting,
        lead(version_recorded_at) over (partition by opportunity_id order by version_no) as next_recorded_at

    from silver.opportunity_history

    -- As known: each version in the form in which it was first believed.
    where recorded_from = version_recorded_at

),

line as (

    select opportunity_id, version_no, 'VERSION' as cause, event_at, recorded_at, is_open, outcome, stage_conformed,
        stage_order, close_date, owner_seller_id, currency_code, amount_txn, fx_rate_used, amount_reporting
    from versions
    union all
    select versions.opportunity_id, versions.version_no, 'REVALUATION',
        cast(monthly.month_start as timestamp), cast(monthly.month_start as timestamp),
        versions.is_open, versions.outcome, versions.stage_conformed, versions.stage_order, versions.close_date,
        versions.owner_seller_id, versions.currency_code, versions.amount_txn, monthly.rate,
        cast(round(versions.amount_txn * monthly.rate, 4) as decimal(19, 4))
    from versions
    inner join silver.pipeline_fx_rate as monthly
        on monthly.currency_code = versions.currency_code
        and cast(monthly.month_start as timestamp) > versions.recorded_at
        and cast(monthly.month_start as timestamp) < coalesce(versions.next_recorded_at, $as_of)
    where versions.is_open and monthly.fx_policy <> 'IDENTITY'

),

first_stage as (

    select stage, stage_order

    from (
        select stage, stage_order, row_number() over (order by stage_order, stage, valid_from) as position_no
        from definition.stage_definition
        where funnel_name = 'opportunity' and is_open and stage <> 'UNMAPPED'
    ) as open_stages

    where position_no = 1

),

placed as (

    select line.*,
        coalesce(calendar.fiscal_quarter_label, 'NO_CLOSE_DATE') as scope,
        row_number() over (partition by line.opportunity_id order by line.recorded_at, line.cause desc)
            as sequence_no,
        count(case when line.is_open then 1 end) over (
            partition by line.opportunity_id order by line.recorded_at, line.cause desc
            rows between unbounded preceding and current row
        ) as open_no

    from line
    left join silver.calendar as calendar on calendar.calendar_date = line.close_date

),

settled as (

    select placed.opportunity_id, placed.version_no, placed.cause, placed.event_at, placed.recorded_at,
        placed.is_open, placed.outcome, placed.scope, placed.sequence_no, placed.currency_code, placed.amount_txn,
        placed.fx_rate_used,
        coalesce(placed.owner_seller_id, 'UNKNOWN') as owner_seller_id,
        coalesce(placed.amount_reporting, cast(0 as decimal(19, 4))) as value,
        coalesce(max(case when placed.is_open then placed.stage_conformed end)
            over (partition by placed.opportunity_id, placed.open_no), first_stage.stage) as stage,
        coalesce(max(case when placed.is_open then placed.stage_order end)
            over (partition by placed.opportunity_id, placed.open_no), first_stage.stage_order) as stage_order

    from placed
    cross join first_stage

),

before as (

    select settled.*,
        lag(is_open) over (partition by opportunity_id order by sequence_no) as was_open,
        lag(outcome) over (partition by opportunity_id order by sequence_no) as previous_outcome,
        lag(stage) over (partition by opportunity_id order by sequence_no) as previous_stage,
        lag(stage_order) over (partition by opportunity_id order by sequence_no) as previous_stage_order,
        lag(scope) over (partition by opportunity_id order by sequence_no) as previous_scope,
        lag(owner_seller_id) over (partition by opportunity_id order by sequence_no) as previous_owner_seller_id,
        lag(currency_code) over (partition by opportunity_id order by sequence_no) as previous_currency_code,
        lag(amount_txn) over (partition by opportunity_id order by sequence_no) as previous_amount_txn,
        lag(fx_rate_used) over (partition by opportunity_id order by sequence_no) as previous_rate,
        lag(value) over (partition by opportunity_id order by sequence_no) as previous_value

    from settled

)

select
    opportunity_id, sequence_no, version_no, cause, event_at, recorded_at, is_open, outcome, stage, stage_order,
    scope, owner_seller_id, currency_code, amount_txn, fx_rate_used, value,
    case
        when previous_currency_code = currency_code and previous_rate is not null and fx_rate_used is not null
            then coalesce(cast(round(amount_txn * previous_rate, 4) as decimal(19, 4)), cast(0 as decimal(19, 4)))
        else value
    end as value_at_old_rate,
    was_open, previous_outcome, previous_stage, previous_stage_order, previous_scope, previous_owner_seller_id,
    previous_currency_code, previous_amount_txn, previous_value

from before
