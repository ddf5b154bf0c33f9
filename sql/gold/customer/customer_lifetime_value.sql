/*---
model: gold.customer_lifetime_value
kind: full
grain: [account_id, as_of_date, method]
tags: [customers]
owner: finance-ops
description: >-
  What each customer is worth at the as-of under the simple formula with yearly margin m, yearly retention r
  and yearly discount d. SIMPLE: m*r/(1+d-r), the first payment comes in a year. SIMPLE_PAID_NOW:
  m*(1+d)/(1+d-r), the first payment comes now. SIMPLE_PAID_NOW_FINITE: the same over
  $lifetime_horizon_years years only. One retention rate for all years undervalues a segment whose customers
  differ much. Values are not clipped: a customer with negative margin has a negative value. Null where the
  sum has no limit (r >= 1+d).
columns:
  - {name: account_id, type: string, description: "Golden account that has booked or has a contract."}
  - {name: method, type: string, description: "SIMPLE, SIMPLE_PAID_NOW or SIMPLE_PAID_NOW_FINITE."}
  - {name: segment, type: string, description: "Current segment, or UNKNOWN."}
  - {name: margin_basis, type: string, description: "SUBSCRIPTION or TRAILING_BOOKINGS."}
  - {name: retention_source, type: string, description: "OBSERVED in the segment, or PARAMETER if nobody was at risk there."}
  - {name: revenue_year, type: "decimal(19,4)", description: "Yearly revenue in the reporting currency."}
  - {name: margin_year, type: "decimal(19,4)", description: "Yearly gross margin, m."}
  - {name: retention_rate, type: double, description: "Share of customers kept for a year, r."}
  - {name: discount_rate, type: double, description: "Yearly discount rate, d."}
  - {name: horizon_years, type: int, description: "Years looked ahead, null for all."}
  - {name: lifetime_value, type: "decimal(19,4)", description: "Value in the reporting currency, null where it has no limit."}
  - {name: is_active, type: boolean, description: "True if the customer is one at the as-of."}
  - {name: customer_since, type: date, description: "First booking or contract."}
  - {name: as_of_date, type: date, description: "Date of the run's as-of."}
checks:
  - not_null: [account_id, method, segment, margin_year, retention_rate, discount_rate]
  - accepted_values: {column: method, values: [SIMPLE, SIMPLE_PAID_NOW, SIMPLE_PAID_NOW_FINITE]}
  - name: longer_horizons_are_not_worth_less
    sql: >-
      select finite.account_id from this as finite inner join this as unlimited
      on unlimited.account_id = finite.account_id and unlimited.method = 'SIMPLE_PAID_NOW'
      where finite.method = 'SIMPLE_PAID_NOW_FINITE' and finite.margin_year >= 0
      and finite.lifetime_value > unlimited.lifetime_value
---*/

with

customer as (

    select
        margin.*,
        coalesce(retention.retention_source, 'PARAMETER') as retention_source,
        coalesce(retention.retention_rate, cast($retention_rate_year as double)) as r,
        cast($discount_rate_year as double) as d,
        coalesce(retention.retention_rate, cast($retention_rate_year as double))
        / nullif(1 + cast($discount_rate_year as double), 0) as q

    from silver.customer_margin as margin

    left join silver.customer_retention as retention
        on retention.segment = margin.segment

)

select
    customer.account_id,
    method.method,
    customer.segment,
    customer.margin_basis,
    customer.retention_source,
    customer.revenue_year,
    lh_dec4(customer.margin_year) as margin_year,
    customer.r as retention_rate,
    customer.d as discount_rate,
    case when method.method = 'SIMPLE_PAID_NOW_FINITE' then $lifetime_horizon_years end as horizon_years,
    lh_dec4(
        case
            when method.method = 'SIMPLE_PAID_NOW_FINITE' and customer.q = 1
                then customer.margin_year * $lifetime_horizon_years
            when method.method = 'SIMPLE_PAID_NOW_FINITE'
                then customer.margin_year
                    * (1 - power(customer.q, cast($lifetime_horizon_years as double))) / (1 - customer.q)
            when customer.r >= 1 + customer.d then cast(null as double)
            when method.method = 'SIMPLE' then customer.margin_year * customer.r / (1 + customer.d - customer.r)
            else customer.margin_year * (1 + customer.d) / (1 + customer.d - customer.r)
        end
    ) as lifetime_value,
    customer.is_active,
    customer.customer_since,
    cast($as_of as date) as as_of_date

from customer

cross join (values ('SIMPLE'), ('SIMPLE_PAID_NOW'), ('SIMPLE_PAID_NOW_FINITE')) as method (method)
