/*---
model: gold.pipeline_velocity
kind: full
grain: [period_start, dimension, dimension_value]
tags: [pipeline]
owner: revops
description: "How much the pipeline is worth a day at the end of each reporting period - qualified opportunities then open, times the closed-only win rate, times the mean won deal, by the mean days to close - with rate, size and days of what closed in the velocity_window_months before. Each dimension splits the same opportunities anew; the velocities of its values do not add up to that of ALL."
columns:
  - {name: period_start, type: date, description: First day of the reporting period.}
  - {name: period_end, type: date, description: "First day after the period, or after the last covered day if that is earlier."}
  - {name: dimension, type: string, description: "ALL, SEGMENT, PRODUCT_FAMILY, PIPELINE_SOURCE or OPPORTUNITY_TYPE."}
  - {name: dimension_value, type: string, description: "The value of the dimension; ALL for ALL."}
  - {name: qualified_opps, type: bigint, description: Qualified opportunities open at the end of the period.}
  - {name: won_count, type: bigint, description: Won in the window.}
  - {name: lost_count, type: bigint, description: Lost in the window.}
  - {name: win_rate, type: "decimal(12,9)", description: "Closed only: won by won and lost in the window; null when there is neither."}
  - {name: avg_won_amount, type: "decimal(19,4)", description: Mean amount of what was won in the window and has one; null without any.}
  - {name: closed_cycle_days, type: "decimal(19,4)", description: Mean days from entering the pipeline to winning or losing; null without any.}
  - {name: velocity_per_day, type: "decimal(19,4)", description: Reporting currency a day; null when any part is.}
  - {name: is_small_sample, type: boolean, description: Whether won and lost are fewer than minimum_sample_count.}
  - {name: as_of_date, type: date, description: The UTC day of the run's as-of.}
checks:
  - not_null: [period_start, dimension, dimension_value, qualified_opps]
---*/

with

periods as (

    select calendar.reporting_period_start as period_start, max(snapshot.snapshot_date) as closing_date

    from silver.snapshot_date as snapshot
    inner join silver.calendar as calendar on calendar.calendar_date = snapshot.snapshot_date

    group by calendar.reporting_period_start

),

dimensions as (

    select dimension from (
        values ('ALL'), ('SEGMENT'), ('PRODUCT_FAMILY'), ('PIPELINE_SOURCE'), ('OPPORTUNITY_TYPE')
    ) as names(dimension)

),

open_deals as (

    select periods.period_start, dimensions.dimension,
        case dimensions.dimension
            when 'SEGMENT' then snapshot.segment
            when 'PRODUCT_FAMILY' then snapshot.product_family
            when 'PIPELINE_SOURCE' then snapshot.pipeline_source
            when 'OPPORTUNITY_TYPE' then snapshot.opportunity_type
            else 'ALL' end as dimension_value,
        count(case when snapshot.is_qualified then 1 end) as qualified_opps

    from periods
    inner join gold.pipeline_snapshot as snapshot on snapshot.snapshot_date = periods.closing_date
    cross join dimensions

    group by periods.period_start, dimensions.dimension, dimension_value

),

closed_deals as (

    select periods.period_start, dimensions.dimension,
        case dimensions.dimension
            when 'SEGMENT' then closed.segment
            when 'PRODUCT_FAMILY' then closed.product_family
            when 'PIPELINE_SOURCE' then closed.pipeline_source
            when 'OPPORTUNITY_TYPE' then closed.opportunity_type
            else 'ALL' end as dimension_value,
        count(case when closed.outcome = 'WON' then 1 end) as won_count,
        count(case when closed.outcome = 'LOST' then 1 end) as lost_count,
        avg(case when closed.outcome = 'WON' then cast(closed.amount_reporting as double) end) as avg_won_amount,
        avg(cast(closed.cycle_days as double)) as closed_cycle_days

    from periods
    inner join silver.opportunity_closed as closed
        on closed.closed_date <= periods.closing_date
        and closed.closed_date >= lh_add_months(lh_add_days(periods.closing_date, 1),
            cast(-$velocity_window_months as int))
    cross join dimensions

    where closed.outcome in ('WON', 'LOST')

    group by periods.period_start, dimensions.dimension, dimension_value

),

parts as (

    select
        coalesce(open_deals.period_start, closed_deals.period_start) as period_start,
        coalesce(open_deals.dimension, closed_deals.dimension) as dimension,
        coalesce(open_deals.dimension_value, closed_deals.dimension_value) as dimension_value,
        coalesce(open_deals.qualified_opps, 0) as qualified_opps,
        coalesce(closed_deals.won_count, 0) as won_count,
        coalesce(closed_deals.lost_count, 0) as lost_count,
        lh_div(closed_deals.won_count, closed_deals.won_count + closed_deals.lost_count) as win_rate,
        closed_deals.avg_won_amount,
        closed_deals.closed_cycle_days

    from open_deals
    full join closed_deals
        on closed_deals.period_start = open_deals.period_start
        and closed_deals.dimension = open_deals.dimension
        and closed_deals.dimension_value = open_deals.dimension_value

)

select
    parts.period_start,
    lh_add_days(periods.closing_date, 1) as period_end,
    parts.dimension,
    parts.dimension_value,
    parts.qualified_opps,
    parts.won_count,
    parts.lost_count,
    cast(parts.win_rate as decimal(12, 9)) as win_rate,
    lh_dec4(parts.avg_won_amount) as avg_won_amount,
    lh_dec4(parts.closed_cycle_days) as closed_cycle_days,
    lh_dec4(lh_div(cast(parts.qualified_opps as double) * parts.win_rate * parts.avg_won_amount,
        parts.closed_cycle_days)) as velocity_per_day,
    parts.won_count + parts.lost_count < $minimum_sample_count as is_small_sample,
    cast($as_of as date) as as_of_date

from parts
inner join periods on periods.period_start = parts.period_start
