/*---
model: silver.pipeline_fx_rate
kind: full
grain: [currency_code, month_start]
tags: [reference]
owner: finance
description: The rate that values open opportunities during a month - the open_fx_rate_type rate of the month's first day, else the spot rate of that day - from each currency to the reporting currency. A month without either has no row.
columns:
  - {name: currency_code, type: string, description: The transaction currency.}
  - {name: month_start, type: date, description: First day of the month.}
  - {name: rate, type: "decimal(18,8)", description: How much of the reporting currency one unit is worth.}
  - {name: fx_policy, type: string, description: "IDENTITY, MONTH_BUDGET or MONTH_SPOT."}
checks:
  - not_null: [currency_code, month_start, rate, fx_policy]
---*/

select
    spot_or_planned.from_currency as currency_code,
    spot_or_planned.rate_date as month_start,
    coalesce(
        max(case when spot_or_planned.rate_type = $open_fx_rate_type then spot_or_planned.rate end),
        max(case when spot_or_planned.rate_type = 'SPOT' then spot_or_planned.rate end)
    ) as rate,
    case
        when spot_or_planned.from_currency = $reporting_currency then 'IDENTITY'
        when count(case when spot_or_planned.rate_type = $open_fx_rate_type then 1 end) > 0
            then 'MONTH_' || $open_fx_rate_type
        else 'MONTH_SPOT'
    end as fx_policy

from silver.fx_rate as spot_or_planned

where spot_or_planned.to_currency = $reporting_currency
    and spot_or_planned.rate_type in ('SPOT', $open_fx_rate_type)
    and spot_or_planned.rate_date = lh_month_start(spot_or_planned.rate_date)

group by spot_or_planned.from_currency, spot_or_planned.rate_date
