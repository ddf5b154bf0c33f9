/*---
model: silver.quality_reconciliation
kind: full
grain: [table_name, check_name, dimension]
tags: [quality]
owner: revops
description: >-
  How far tables that tell of the same money are apart, by calendar year: opportunities won in the CRM against
  bookings, bookings against what was invoiced for them, platform cost against the ledger, and the spend of
  sales and marketing against the ledger, which must be zero.
columns:
  - {name: table_name, type: string, description: "Table that is measured."}
  - {name: check_name, type: string, description: "What is measured: a check of definition.quality_rule."}
  - {name: dimension, type: string, description: "Calendar year, or platform and year."}
  - {name: value, type: double, description: "Rows apart."}
  - {name: amount, type: "decimal(19,4)", description: "Money apart, in the reporting currency."}
checks:
  - not_null: [table_name, check_name, dimension]
---*/

with

won as (

    select cast(year(closed_date) as string) as dimension, count(*) as n, sum(coalesce(amount_reporting, 0)) as amount
    from silver.opportunity
    where is_won and closed_date is not null
    group by year(closed_date)

),

booked as (

    select
        cast(year(booking_date) as string) as dimension,
        count(*) as n,
        sum(coalesce(amount_reporting, 0)) as amount,
        count(case when invoice_count = 0 then 1 end) as not_invoiced_count,
        sum(invoiced_reporting) as invoiced_amount

    from silver.booking

    where booking_date is not null and not is_opening

    group by year(booking_date)

),

ledger as (

    select
        cast(year(month) as string) as dimension,
        count(*) as n,
        sum(coalesce(amount_reporting, 0)) as amount

    from silver.ledger_line

    where scope <> 'OTHER'

    group by year(month)

),

spend as (

    select
        cast(year(month) as string) as dimension,
        sum(coalesce(amount_reporting, 0)) as amount

    from silver.marketing_spend

    where is_ledger_closed

    group by year(month)

),

platform as (

    select
        platform || ' ' || cast(year(month) as string) as dimension,
        sum(case when source = 'PLATFORM' then coalesce(amount_reporting, 0) else 0 end) as platform_amount,
        count(case when source = 'LEDGER' then 1 end) as difference_count,
        sum(case when source = 'LEDGER' then coalesce(amount_reporting, 0) else 0 end) as difference_amount

    from silver.marketing_spend

    where platform is not null and is_ledger_closed

    group by platform, year(month)

)

select
    'silver.booking' as table_name,
    'won_less_booking' as check_name,
    coalesce(won.dimension, booked.dimension) as dimension,
    cast(coalesce(won.n, 0) - coalesce(booked.n, 0) as double) as value,
    coalesce(won.amount, 0) - coalesce(booked.amount, 0) as amount

from won

full join booked
    on booked.dimension = won.dimension

union all

select 'silver.booking', 'booking_less_invoice', dimension, cast(not_invoiced_count as double), amount - invoiced_amount
from booked

union all

select
    'silver.marketing_spend',
    'spend_less_ledger',
    coalesce(ledger.dimension, spend.dimension),
    cast(coalesce(ledger.n, 0) as double),
    coalesce(spend.amount, 0) - coalesce(ledger.amount, 0)

from ledger

full join spend
    on spend.dimension = ledger.dimension

union all

select 'silver.marketing_spend', 'ledger_less_platform', dimension, cast(difference_count as double), difference_amount
from platform
