/*---
model: gold.mmm_panel
kind: full
grain: [month, account_pool, channel]
tags: [marketing]
owner: marketing-ops
description: >-
  Input of marketing-mix models: months, pools of accounts (segments) and channels, balanced, with zeros
  written out. A row of a channel holds what was put in (spend, impressions, clicks, touches) and nothing
  else; outcomes and controls stand once a month and pool, in the row with channel ALL, whose inputs are zero.
  So every column may be added up over all rows, and no outcome is multiplied by the number of channels. Spend
  is program cost; how it is divided among pools tells silver.channel_input_segment. Only whole months.
columns:
  - {name: month, type: date, description: "First day of the month."}
  - {name: account_pool, type: string, description: "Segment of the accounts, or UNKNOWN."}
  - {name: channel, type: string, description: "Conformed channel; UNALLOCATED for program cost of no channel; ALL for the row of outcomes and controls."}
  - {name: spend, type: "decimal(19,4)", description: "Program cost in the reporting currency."}
  - {name: impressions, type: "decimal(19,4)", description: "Impressions of advertising, divided like spend and therefore fractions."}
  - {name: clicks, type: "decimal(19,4)", description: "Clicks on advertising, divided likewise."}
  - {name: touch_count, type: bigint, description: "Human marketing touches."}
  - {name: touched_person_count, type: bigint, description: "Different known persons touched."}
  - {name: pipeline_created_count, type: bigint, description: "Opportunities created; in the row ALL, else 0."}
  - {name: pipeline_created_amount, type: "decimal(19,4)", description: "Pipeline created; in the row ALL, else 0."}
  - {name: booking_count, type: bigint, description: "Bookings; in the row ALL, else 0."}
  - {name: booking_amount, type: "decimal(19,4)", description: "Bookings less credits; in the row ALL, else 0."}
  - {name: new_customer_count, type: bigint, description: "New customers; in the row ALL, else 0."}
  - {name: account_count, type: bigint, description: "Control: accounts at the end of the month; null but in the row ALL."}
  - {name: sales_touch_count, type: bigint, description: "Control: activities of sellers; null but in the row ALL."}
  - {name: active_seller_count, type: bigint, description: "Control: sellers at work in the month, the same for every pool; null but in the row ALL."}
  - {name: business_day_count, type: bigint, description: "Control: business days of the month, the same for every pool; null but in the row ALL."}
  - {name: month_of_year, type: int, description: "Control: 1 to 12, for the season; in every row."}
  - {name: as_of_date, type: date, description: "Date of the run's as-of."}
checks:
  - not_null: [month, account_pool, channel, spend, impressions, touch_count, pipeline_created_amount, booking_amount]
  - name: panel_is_balanced
    sql: >-
      select panel.n from (select count(*) as n, count(distinct month) as months,
      count(distinct account_pool) as pools, count(distinct channel) as channels from this) as panel
      where panel.n <> panel.months * panel.pools * panel.channels
  - name: spend_adds_up_to_program_cost
    sql: >-
      select panel.month from (select month, sum(spend) as amount from this group by month) as panel
      left join (select month, sum(coalesce(amount_reporting, 0)) as amount from silver.marketing_spend
      where cost_category = 'PROGRAM' group by month) as spend on spend.month = panel.month
      where panel.amount <> coalesce(spend.amount, 0)
  - name: bookings_add_up
    sql: >-
      select panel.month from (select month, sum(booking_amount) as amount from this group by month) as panel
      left join (select lh_month_start(booking_date) as month, sum(coalesce(amount_reporting, 0)) as amount
      from silver.booking where not is_opening group by lh_month_start(booking_date)) as booking on booking.month = panel.month
      where panel.amount <> coalesce(booking.amount, 0)
---*/

with

touched as (

    select
        lh_month_start(touch.touched_date) as month,
        coalesce(account.segment, 'UNKNOWN') as account_pool,
        touch.channel,
        count(*) as touch_count,
        count(distinct touch.person_id) as touched_person_count

    from silver.touchpoint as touch

    left join silver.account as account
        on account.account_id = touch.account_id and account.is_current

    where touch.is_human and touch.is_marketing

    group by lh_month_start(touch.touched_date), coalesce(account.segment, 'UNKNOWN'), touch.channel

),

input as (

    select
        month,
        segment as account_pool,
        channel,
        sum(case when measure = 'PROGRAM' then amount else 0 end) as spend,
        sum(case when measure = 'IMPRESSIONS' then amount else 0 end) as impressions,
        sum(case when measure = 'CLICKS' then amount else 0 end) as clicks

    from silver.channel_input_segment

    group by month, segment, channel

    union all

    -- Program cost of no channel has no touches to follow: it is nobody's pool.
    select month, 'UNKNOWN', 'UNALLOCATED', sum(coalesce(amount_reporting, 0)), 0, 0

    from silver.marketing_spend

    where cost_category = 'PROGRAM' and channel = 'UNALLOCATED'

    group by month

),

channel as (

    -- union, not union all: a channel counts once.
    select channel from input
    union
    select channel from touched
    union
    select 'ALL'

),

grid as (

    select outcome.*, channel.channel, channel.channel = 'ALL' as is_outcome

    from silver.panel_outcome as outcome

    cross join channel

)

select
    grid.month,
    grid.account_pool,
    grid.channel,
    coalesce(input.spend, 0) as spend,
    coalesce(input.impressions, 0) as impressions,
    coalesce(input.clicks, 0) as clicks,
    coalesce(touched.touch_count, 0) as touch_count,
    coalesce(touched.touched_person_count, 0) as touched_person_count,
    case when grid.is_outcome then grid.pipeline_created_count else 0 end as pipeline_created_count,
    case when grid.is_outcome then grid.pipeline_created_amount else 0 end as pipeline_created_amount,
    case when grid.is_outcome then grid.booking_count else 0 end as booking_count,
    case when grid.is_outcome then grid.booking_amount else 0 end as booking_amount,
    case when grid.is_outcome then grid.new_customer_count else 0 end as new_customer_count,
    case when grid.is_outcome then grid.account_count end as account_count,
    case when grid.is_outcome then grid.sales_touch_count end as sales_touch_count,
    case when grid.is_outcome then grid.active_seller_count end as active_seller_count,
    case when grid.is_outcome then grid.business_day_count end as business_day_count,
    month(grid.month) as month_of_year,
    cast($as_of as date) as as_of_date

from grid

left join input
    on
        input.month = grid.month
        and input.account_pool = grid.account_pool
        and input.channel = grid.channel

left join touched
    on
        touched.month = grid.month
        and touched.account_pool = grid.account_pool
        and touched.channel = grid.channel
