/*---
model: silver.customer_retention
kind: full
grain: [segment]
tags: [customers, finance]
owner: finance-ops
description: >-
  Share of customers kept for a year, by segment: of the accounts with a running contract one year before
  the as-of, those with one on the day before the as-of. Few customers say little, so the parameter
  retention_rate_year counts as $minimum_sample_count customers more; nobody is kept for certain.
columns:
  - {name: segment, type: string, description: "Current segment of the account, or UNKNOWN."}
  - {name: at_risk_count, type: bigint, description: "Accounts with a contract a year before."}
  - {name: kept_count, type: bigint, description: "Those that still have one."}
  - {name: retention_rate, type: double, description: "Share kept in a year, in [0, 1]."}
  - {name: retention_source, type: string, description: "OBSERVED, or PARAMETER if nobody was at risk."}
checks:
  - not_null: [segment, at_risk_count, kept_count, retention_rate, retention_source]
  - name: rate_is_a_share
    sql: select * from this where retention_rate < 0 or retention_rate > 1
---*/

with

segment as (

    -- union, not union all: a segment counts once.
    select segment from silver.account where is_current
    union
    select 'UNKNOWN'

),

customer as (

    select
        subscription.account_id,
        coalesce(account.segment, 'UNKNOWN') as segment,
        bool_or(
            subscription.start_date <= lh_add_months(cast($as_of as date), -12)
            and (
                subscription.end_date is null
                or subscription.end_date > lh_add_months(cast($as_of as date), -12)
            )
        ) as was_active,
        bool_or(subscription.is_active) as is_active

    from silver.subscription as subscription

    left join silver.account as account
        on account.account_id = subscription.account_id and account.is_current

    where subscription.account_id <> 'UNKNOWN' and subscription.start_date is not null

    group by subscription.account_id, coalesce(account.segment, 'UNKNOWN')

),

counted as (

    select
        segment.segment,
        count(case when coalesce(customer.was_active, false) then 1 end) as at_risk_count,
        count(case when coalesce(customer.was_active and customer.is_active, false) then 1 end) as kept_count

    from segment

    left join customer
        on customer.segment = segment.segment

    group by segment.segment

)

select
    segment,
    at_risk_count,
    kept_count,
    case
        when at_risk_count = 0 then cast($retention_rate_year as double)
        else (kept_count + $minimum_sample_count * cast($retention_rate_year as double))
            / (cast(at_risk_count as double) + $minimum_sample_count)
    end as retention_rate,
    case when at_risk_count = 0 then 'PARAMETER' else 'OBSERVED' end as retention_source

from counted
