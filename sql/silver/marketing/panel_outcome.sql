/*---
model: silver.panel_outcome
kind: full
grain: [month, account_pool]
tags: [marketing]
owner: marketing-ops
description: >-
  What came of it by month and pool of accounts (the accounts' current segment): pipeline created, bookings
  and new customers, beside what else may have moved them. Every whole month from the first fact before the
  as-of on, every pool, zeros written out.
columns:
  - {name: month, type: date, description: "First day of the month."}
  - {name: account_pool, type: string, description: "Segment of the accounts, UNKNOWN for facts without account."}
  - {name: pipeline_created_count, type: bigint, description: "Opportunities that entered the pipeline; merged, deleted and undated ones left out."}
  - {name: pipeline_created_amount, type: "decimal(19,4)", description: "Their amount in the reporting currency."}
  - {name: booking_count, type: bigint, description: "Bookings, credits included."}
  - {name: booking_amount, type: "decimal(19,4)", description: "Their amount in the reporting currency, credits deducted; orders older than the books left out."}
  - {name: new_customer_count, type: bigint, description: "Accounts that became customers."}
  - {name: account_count, type: bigint, description: "Accounts that existed at the end of the month."}
  - {name: sales_touch_count, type: bigint, description: "Activities of sellers."}
  - {name: active_seller_count, type: bigint, description: "Sellers with an activity in the month, over all pools."}
  - {name: business_day_count, type: bigint, description: "Business days of the month."}
checks:
  - not_null: [month, account_pool, pipeline_created_count, pipeline_created_amount, booking_count, booking_amount]
---*/

with

pool as (

    -- union, not union all: a pool counts once.
    select segment as account_pool from silver.account where is_current
    union
    select 'UNKNOWN'

),

fact as (

    -- One row a fact, so that no fact is counted twice by a join.
    select
        opportunity.account_id, lh_month_start(opportunity.created_date) as month, 1 as pipeline_count,
        coalesce(opportunity.amount_reporting, 0) as pipeline_amount, 0 as booking_count,
        cast(0 as decimal(19, 4)) as booking_amount, 0 as customer_count, 0 as touch_count
    from silver.opportunity as opportunity
    where
        opportunity.created_date is not null
        and not coalesce(opportunity.is_undated, false)
        and opportunity.outcome not in ('MERGED', 'DELETED')
    union all
    select account_id, lh_month_start(booking_date), 0, 0, 1, coalesce(amount_reporting, 0), 0, 0
    from silver.booking
    where booking_date is not null and not is_opening
    union all
    select account_id, lh_month_start(customer_since), 0, 0, 0, 0, 1, 0
    from silver.new_customer
    union all
    select account_id, lh_month_start(touched_date), 0, 0, 0, 0, 0, 1
    from silver.touchpoint
    where is_human and not is_marketing

),

month as (

    select calendar.month_start as month, count(case when calendar.is_business_day then 1 end) as business_day_count

    from silver.calendar as calendar

    cross join (
        select min(month) as month from (
            select month from fact union all select month from silver.marketing_spend
        ) as every_month
    ) as earliest

    where calendar.month_start >= earliest.month

    group by calendar.month_start

    having cast(lh_add_months(calendar.month_start, 1) as timestamp) <= $as_of

),

summed as (

    select
        fact.month,
        coalesce(account.segment, 'UNKNOWN') as account_pool,
        sum(fact.pipeline_count) as pipeline_created_count,
        sum(fact.pipeline_amount) as pipeline_created_amount,
        sum(fact.booking_count) as booking_count,
        sum(fact.booking_amount) as booking_amount,
        sum(fact.customer_count) as new_customer_count,
        sum(fact.touch_count) as sales_touch_count

    from fact

    left join silver.account as account
        on account.account_id = fact.account_id and account.is_current

    group by fact.month, coalesce(account.segment, 'UNKNOWN')

),

seller as (

    select lh_month_start(touched_date) as month, count(distinct seller_source_id) as active_seller_count
    from silver.touchpoint
    where is_human and not is_marketing
    group by lh_month_start(touched_date)

),

account_month as (

    select month.month, account.segment as account_pool, count(*) as account_count
    from month
    inner join silver.account as account
        on account.is_current and cast(account.created_at as date) < lh_add_months(month.month, 1)
    group by month.month, account.segment

)

select
    month.month,
    pool.account_pool,
    coalesce(summed.pipeline_created_count, 0) as pipeline_created_count,
    coalesce(summed.pipeline_created_amount, 0) as pipeline_created_amount,
    coalesce(summed.booking_count, 0) as booking_count,
    coalesce(summed.booking_amount, 0) as booking_amount,
    coalesce(summed.new_customer_count, 0) as new_customer_count,
    coalesce(account_month.account_count, 0) as account_count,
    coalesce(summed.sales_touch_count, 0) as sales_touch_count,
    coalesce(seller.active_seller_count, 0) as active_seller_count,
    month.business_day_count

from month

cross join pool

left join summed
    on summed.month = month.month and summed.account_pool = pool.account_pool

left join account_month
    on account_month.month = month.month and account_month.account_pool = pool.account_pool

left join seller
    on seller.month = month.month
