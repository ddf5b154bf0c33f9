/*---
model: silver.marketing_spend
kind: full
grain: [spend_id]
tags: [marketing, finance]
owner: marketing-ops
description: >-
  What sales and marketing cost, tied to the ledger to the cent. Ledger lines stand as they are; lines that
  pay an advertising platform are replaced by the platform's days and one row a month and platform for the
  difference to the ledger (campaign UNALLOCATED, source LEDGER), positive or negative. A month without any
  ledger line is not closed: its platform days stand alone. Amounts without an exchange rate are null.
columns:
  - {name: spend_id, type: string, description: "LEDGER, PLATFORM or DIFFERENCE and the key of what it comes from."}
  - {name: source, type: string, description: "LEDGER or PLATFORM."}
  - {name: platform, type: string, description: "Advertising platform that the row belongs to, null for other cost."}
  - {name: cost_category, type: string, description: "PROGRAM, PEOPLE, TOOLS, AGENCY, SALES_BASE, SALES_VARIABLE, SALES_SUPPORT, OVERHEAD, or UNMAPPED."}
  - {name: objective, type: string, description: "BRAND, DEMAND, ENABLEMENT, UNMAPPED or UNALLOCATED."}
  - {name: channel, type: string, description: "Conformed channel, UNALLOCATED if the cost serves all."}
  - {name: campaign_id, type: string, description: "Campaign where platforms compare, UNKNOWN if the platform has deleted it, UNALLOCATED if the cost is no campaign's."}
  - {name: amount_reporting, type: "decimal(19,4)", description: "Cost in the reporting currency, refunds negative, null without a rate."}
  - {name: is_working, type: boolean, description: "True if the money reached the market, false for people, tools and fees."}
  - {name: is_ledger_closed, type: boolean, description: "True if the ledger has lines in the month, so that the month ties to it."}
  - {name: spend_date, type: date, description: "Posting day, or the platform's day; of a difference the first day of the month."}
  - {name: month, type: date, description: "First day of the month."}
checks:
  - not_null: [spend_id, source, cost_category, objective, channel, campaign_id, spend_date, month, is_ledger_closed]
  - accepted_values: {column: cost_category, values: [PROGRAM, PEOPLE, TOOLS, AGENCY, SALES_BASE, SALES_VARIABLE, SALES_SUPPORT, OVERHEAD, UNMAPPED]}
  - name: ties_to_the_ledger_to_the_cent
    sql: >-
      select coalesce(ledger.month, spend.month) as month, ledger.amount as ledger_amount, spend.amount as spend_amount
      from (select month, sum(coalesce(amount_reporting, 0)) as amount from silver.ledger_line
      where scope <> 'OTHER' group by month) as ledger
      full join (select month, sum(coalesce(amount_reporting, 0)) as amount from this
      where is_ledger_closed group by month) as spend on spend.month = ledger.month
      where coalesce(ledger.amount, 0) <> coalesce(spend.amount, 0)
---*/

with

closed_month as (

    select month from silver.ledger_line group by month

),

platform_day as (

    select
        performance.*,
        lh_month_start(performance.platform_date) as month,
        closed_month.month is not null as is_ledger_closed

    from silver.ad_performance_daily as performance

    left join closed_month
        on closed_month.month = lh_month_start(performance.platform_date)

),

platform_month as (

    select
        source_system as platform,
        month,
        sum(coalesce(amount_reporting, 0)) as amount_reporting

    from platform_day

    where is_ledger_closed

    group by source_system, month

),

-- What a difference is called: as the platform's ledger lines of the month, by the largest on a mix.
platform_ledger as (

    select
        platform,
        month,
        cost_category,
        objective,
        channel,
        amount_reporting,
        sum(coalesce(amount_reporting, 0)) over (partition by platform, month) as month_amount,
        row_number() over (
            partition by platform, month order by abs(coalesce(amount_reporting, 0)) desc, source_id
        ) as line_rank

    from silver.ledger_line

    where scope <> 'OTHER' and platform is not null

),

difference as (

    select
        coalesce(platform_ledger.platform, platform_month.platform) as platform,
        coalesce(platform_ledger.month, platform_month.month) as month,
        coalesce(platform_ledger.cost_category, 'PROGRAM') as cost_category,
        coalesce(platform_ledger.objective, 'UNALLOCATED') as objective,
        coalesce(platform_ledger.channel, 'UNALLOCATED') as channel,
        coalesce(platform_ledger.month_amount, 0) - coalesce(platform_month.amount_reporting, 0)
            as amount_reporting

    from (select * from platform_ledger where line_rank = 1) as platform_ledger

    full join platform_month
        on
            platform_month.platform = platform_ledger.platform
            and platform_month.month = platform_ledger.month

)

select
    'LEDGER:' || source_system || ':' || source_id as spend_id,
    'LEDGER' as source,
    cast(null as string) as platform,
    cost_category,
    objective,
    channel,
    'UNALLOCATED' as campaign_id,
    amount_reporting,
    is_working,
    true as is_ledger_closed,
    posting_date as spend_date,
    month

from silver.ledger_line

where scope <> 'OTHER' and platform is null

union all

select
    'PLATFORM:' || source_system || ':' || campaign_source_id || ':' || cast(platform_date as string),
    'PLATFORM', source_system, 'PROGRAM', objective, channel, reporting_campaign_id, amount_reporting,
    true, is_ledger_closed, platform_date, month

from platform_day

union all

select
    'DIFFERENCE:' || platform || ':' || cast(month as string),
    'LEDGER', platform, cost_category, objective, channel, 'UNALLOCATED', amount_reporting,
    true, true, month, month

from difference

where amount_reporting <> 0
