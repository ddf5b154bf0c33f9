/*---
model: silver.acquisition_cost
kind: full
grain: [period_start, channel, segment, cost_category]
tags: [finance, marketing]
owner: finance-ops
description: >-
  All sales and marketing cost by the reporting period that it counts in ($acquisition_lag_months after its
  month), channel and segment. Cost of a channel is divided as in silver.channel_input_segment; cost that
  serves all channels follows the new customers that each channel and segment has credit for in the period,
  and stays under UNALLOCATED in a period without new customers. Adds up to silver.marketing_spend.
columns:
  - {name: period_start, type: date, description: "First day of the reporting period."}
  - {name: channel, type: string, description: "Conformed channel, UNATTRIBUTED for customers without touches, UNALLOCATED."}
  - {name: segment, type: string, description: "Segment of the accounts, UNKNOWN or UNALLOCATED."}
  - {name: cost_category, type: string, description: "Category of silver.marketing_spend."}
  - {name: amount, type: "decimal(19,4)", description: "Cost in the reporting currency."}
checks:
  - not_null: [period_start, channel, segment, cost_category, amount]
  - name: adds_up_to_the_spend
    sql: >-
      select coalesce(spend.cost_category, cost.cost_category) as cost_category from
      (select cost_category, sum(coalesce(amount_reporting, 0)) as amount
      from silver.marketing_spend group by cost_category) as spend
      full join (select cost_category, sum(amount) as amount from this group by cost_category) as cost
      on cost.cost_category = spend.cost_category
      where coalesce(spend.amount, 0) <> coalesce(cost.amount, 0)
---*/

with

period as (

    select month_start as month, min(reporting_period_start) as period_start
    from silver.calendar
    where calendar_date = month_start
    group by month_start

),

common_cost as (

    select
        coalesce(period.period_start, spend.month) as period_start,
        spend.cost_category,
        sum(coalesce(spend.amount_reporting, 0)) as whole

    from silver.marketing_spend as spend

    left join period
        on period.month = lh_add_months(spend.month, $acquisition_lag_months)

    where spend.channel = 'UNALLOCATED'

    group by coalesce(period.period_start, spend.month), spend.cost_category

),

credit as (

    select period_start, channel, segment, cast(sum(customer_share) as double) as driver
    from silver.customer_credit
    group by period_start, channel, segment

),

divided as (

    select
        common_cost.*,
        coalesce(credit.channel, 'UNALLOCATED') as channel,
        coalesce(credit.segment, 'UNALLOCATED') as segment,
        coalesce(credit.driver, cast(1 as double)) as driver

    from common_cost

    left join credit
        on credit.period_start = common_cost.period_start

),

shared as (

    select
        divided.*,
        -- Whole ten-thousandths, rounded down: the same on every engine.
        cast(
            cast(floor(10000 * (
                cast(whole as double) * driver
                / sum(driver) over (
                    partition by period_start, cost_category
                    order by channel, segment
                    rows between unbounded preceding and unbounded following
                )
            )) as bigint) * cast(0.0001 as decimal(5, 4)) as decimal(19, 4)
        ) as share,
        row_number() over (
            partition by period_start, cost_category order by driver desc, channel, segment
        ) as share_rank

    from divided

),

every_cost as (

    select
        period_start, channel, segment, cost_category,
        case
            when share_rank = 1
                then whole - sum(case when share_rank = 1 then 0 else share end) over (
                    partition by period_start, cost_category
                )
            else share
        end as amount

    from shared

    union all

    select
        coalesce(period.period_start, input.month), input.channel, input.segment, input.measure, input.amount

    from silver.channel_input_segment as input

    left join period
        on period.month = lh_add_months(input.month, $acquisition_lag_months)

    where input.measure not in ('IMPRESSIONS', 'CLICKS')

)

select period_start, channel, segment, cost_category, sum(amount) as amount

from every_cost

group by period_start, channel, segment, cost_category
