/*---
model: silver.channel_input_segment
kind: full
grain: [month, channel, measure, segment]
tags: [marketing, finance]
owner: marketing-ops
description: >-
  What was put into a channel in a month, divided among segments of accounts. Ledger and platforms know the
  channel but not the segment: each sum follows the channel's human marketing touches of the month by the
  segment of the touched account (UNKNOWN where nobody knows it); without any touch it follows the number of
  accounts. Shares are rounded down to four places and the largest takes the rest, so that the segments add up to
  the sum. Cost that serves all channels (channel UNALLOCATED) is not here.
columns:
  - {name: month, type: date, description: "First day of the month."}
  - {name: channel, type: string, description: "Conformed channel."}
  - {name: measure, type: string, description: "A cost_category of silver.marketing_spend, or IMPRESSIONS or CLICKS of advertising."}
  - {name: segment, type: string, description: "Segment of the accounts, or UNKNOWN."}
  - {name: basis, type: string, description: "TOUCHES, ACCOUNTS or NOTHING_KNOWN: what the sum was divided by."}
  - {name: amount, type: "decimal(19,4)", description: "The segment's share, in the reporting currency for cost."}
checks:
  - not_null: [month, channel, measure, segment, basis, amount]
  - name: cost_adds_up_to_the_spend
    sql: >-
      select coalesce(spend.month, input.month) as month from
      (select month, sum(coalesce(amount_reporting, 0)) as amount from silver.marketing_spend
      where channel <> 'UNALLOCATED' group by month) as spend
      full join (select month, sum(amount) as amount from this
      where measure not in ('IMPRESSIONS', 'CLICKS') group by month) as input on input.month = spend.month
      where coalesce(spend.amount, 0) <> coalesce(input.amount, 0)
---*/

with

input as (

    select month, channel, cost_category as measure, sum(coalesce(amount_reporting, 0)) as amount
    from silver.marketing_spend
    where channel <> 'UNALLOCATED'
    group by month, channel, cost_category
    union all
    select lh_month_start(platform_date), channel, 'IMPRESSIONS', sum(cast(coalesce(impressions, 0) as decimal(19, 4)))
    from silver.ad_performance_daily
    group by lh_month_start(platform_date), channel
    union all
    select lh_month_start(platform_date), channel, 'CLICKS', sum(cast(coalesce(clicks, 0) as decimal(19, 4)))
    from silver.ad_performance_daily
    group by lh_month_start(platform_date), channel

),

touch_driver as (

    select
        lh_month_start(touch.touched_date) as month,
        touch.channel,
        coalesce(account.segment, 'UNKNOWN') as segment,
        count(*) as driver

    from silver.touchpoint as touch

    left join silver.account as account
        on account.account_id = touch.account_id and account.is_current

    where touch.is_human and touch.is_marketing

    group by lh_month_start(touch.touched_date), touch.channel, coalesce(account.segment, 'UNKNOWN')

),

account_driver as (

    select segment, count(*) as driver from silver.account where is_current group by segment

),

divided as (

    select
        input.month,
        input.channel,
        input.measure,
        input.amount as whole,
        coalesce(touch_driver.segment, account_driver.segment, 'UNKNOWN') as segment,
        case
            when touch_driver.segment is not null then 'TOUCHES'
            when account_driver.segment is not null then 'ACCOUNTS'
            else 'NOTHING_KNOWN'
        end as basis,
        cast(coalesce(touch_driver.driver, account_driver.driver, 1) as double) as driver

    from input

    left join touch_driver
        on touch_driver.month = input.month and touch_driver.channel = input.channel

    left join account_driver
        on touch_driver.segment is null

),

shared as (

    select
        divided.*,
        -- Whole ten-thousandths, rounded down: the same on every engine.
        cast(
            cast(floor(10000 * (
                cast(whole as double) * driver
                / sum(driver) over (
                    partition by month, channel, measure
                    order by segment
                    rows between unbounded preceding and unbounded following
                )
            )) as bigint) * cast(0.0001 as decimal(5, 4)) as decimal(19, 4)
        ) as share,
        row_number() over (partition by month, channel, measure order by driver desc, segment) as share_rank

    from divided

)

select
    month,
    channel,
    measure,
    segment,
    basis,
    case
        when share_rank = 1
            then whole - sum(case when share_rank = 1 then 0 else share end) over (
                partition by month, channel, measure
            )
        else share
    end as amount

from shared
