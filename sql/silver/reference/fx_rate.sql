/*---
model: silver.fx_rate
kind: full
grain: [from_currency, to_currency, rate_type, rate_date]
tags: [reference]
owner: finance
description: One rate a day and pair, the newest published one carried forward to the run's as-of. Every currency has a rate of 1 to itself. A pair published only the other way round is inverted. There is no rate before the first published one, so that a missing rate stays visible.
columns:
  - {name: from_currency, type: string, description: The currency that is valued.}
  - {name: to_currency, type: string, description: The currency of the value.}
  - {name: rate_date, type: date, description: The day that the rate is for.}
  - {name: rate, type: "decimal(18,8)", description: How much of to_currency one unit of from_currency is worth.}
  - {name: rate_type, type: string, description: "SPOT for the market rate of the day, BUDGET for the rate that plans are made with."}
  - {name: published_date, type: date, description: The day on which the rate that is carried forward was published.}
  - {name: is_inverted, type: boolean, description: Whether the pair was published the other way round only.}
checks:
  - not_null: [from_currency, to_currency, rate_date, rate, rate_type]
  - sql: select * from this where rate <= 0
    name: rates_are_positive
---*/

with

published as (

    select
        upper(lh_clean(from_currency)) as from_currency,
        upper(lh_clean(to_currency)) as to_currency,
        upper(lh_clean(rate_type)) as rate_type,
        rate_date,
        rate,
        row_number() over (
            partition by upper(lh_clean(from_currency)), upper(lh_clean(to_currency)),
                upper(lh_clean(rate_type)), rate_date
            order by _row_hash
        ) as delivery

    from bronze.finance_fx_rate

    where cast(rate_date as timestamp) < $as_of and rate > 0

),

directed as (

    select from_currency, to_currency, rate_type, rate_date, rate, 0 as inverted
    from published
    where delivery = 1 and from_currency <> to_currency
    union all
    select to_currency, from_currency, rate_type, rate_date,
        cast(round(1 / cast(rate as double), 8) as decimal(18, 8)), 1
    from published
    where delivery = 1 and from_currency <> to_currency

),

preferred as (

    -- A published direction makes the inverse of the other one superfluous.
    select from_currency, to_currency, rate_type, rate_date, rate, inverted,
        min(inverted) over (partition by from_currency, to_currency, rate_type) as least_inverted

    from directed

),

spells as (

    select from_currency, to_currency, rate_type, rate_date as published_date, rate, inverted,
        lead(rate_date) over (
            partition by from_currency, to_currency, rate_type order by rate_date
        ) as next_published_date

    from preferred

    where inverted = least_inverted

),

days as (

    select calendar_date from silver.calendar where cast(calendar_date as timestamp) < $as_of

),

final as (

    select spells.from_currency, spells.to_currency, days.calendar_date as rate_date, spells.rate,
        spells.rate_type, spells.published_date, spells.inverted = 1 as is_inverted
    from spells
    inner join days
        on days.calendar_date >= spells.published_date
        and (spells.next_published_date is null or days.calendar_date < spells.next_published_date)
    union all
    select currency.currency_code, currency.currency_code, days.calendar_date,
        cast(1 as decimal(18, 8)), rate_types.rate_type, days.calendar_date, false
    from definition.currency as currency
    cross join days
    cross join (values ('SPOT'), ('BUDGET')) as rate_types(rate_type)

)

select * from final
