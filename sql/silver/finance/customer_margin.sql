/*---
model: silver.customer_margin
kind: full
grain: [account_id]
tags: [customers, finance]
owner: finance-ops
description: >-
  What each customer's business is worth in a year at the as-of: twelve months of the recurring revenue of
  its running contracts; for a customer without any contract in the data its bookings of the last twelve
  months, credits deducted. Times $gross_margin_rate. A customer whose contracts have all ended has 0.
columns:
  - {name: account_id, type: string, description: "Golden account that has booked or has a contract."}
  - {name: segment, type: string, description: "Current segment, or UNKNOWN."}
  - {name: margin_basis, type: string, description: "SUBSCRIPTION or TRAILING_BOOKINGS."}
  - {name: revenue_year, type: "decimal(19,4)", description: "Yearly revenue in the reporting currency; negative if credits exceed bookings."}
  - {name: margin_year, type: double, description: "revenue_year times the gross margin rate."}
  - {name: is_active, type: boolean, description: "True if a contract runs, or without contracts if there were bookings."}
  - {name: customer_since, type: date, description: "First booking or contract."}
checks:
  - not_null: [account_id, segment, margin_basis, revenue_year, margin_year, is_active]
---*/

with

contract as (

    select
        account_id,
        sum(case when is_active then coalesce(mrr_reporting, 0) else 0 end) * 12 as revenue_year,
        bool_or(is_active) as is_active,
        min(start_date) as customer_since

    from silver.subscription

    where account_id <> 'UNKNOWN' and cast(start_date as timestamp) < $as_of

    group by account_id

),

booked as (

    select
        account_id,
        sum(
            case
                when booking_date >= lh_add_months(cast($as_of as date), -12) then coalesce(amount_reporting, 0)
                else 0
            end
        ) as revenue_year,
        count(case when booking_date >= lh_add_months(cast($as_of as date), -12) then 1 end) > 0 as is_active,
        min(booking_date) as customer_since

    from silver.booking

    where account_id <> 'UNKNOWN' and cast(booking_date as timestamp) < $as_of

    group by account_id

),

customer as (

    select
        coalesce(contract.account_id, booked.account_id) as account_id,
        case when contract.account_id is not null then 'SUBSCRIPTION' else 'TRAILING_BOOKINGS' end as margin_basis,
        coalesce(contract.revenue_year, booked.revenue_year) as revenue_year,
        coalesce(contract.is_active, booked.is_active) as is_active,
        least(contract.customer_since, booked.customer_since) as customer_since

    from contract

    full join booked
        on booked.account_id = contract.account_id

)

select
    customer.account_id,
    coalesce(account.segment, 'UNKNOWN') as segment,
    customer.margin_basis,
    customer.revenue_year,
    cast(customer.revenue_year as double) * cast($gross_margin_rate as double) as margin_year,
    customer.is_active,
    customer.customer_since

from customer

left join silver.account as account
    on account.account_id = customer.account_id and account.is_current
