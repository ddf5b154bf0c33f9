/*---
model: gold.attribution_credit
kind: full
grain: [conversion_type, conversion_id, scope, model, touch_position]
tags: [attribution]
owner: marketing-ops
description: >-
  Each conversion's credit by touch and model (rules in silver.attribution_weight). Weights of a conversion
  add up to exactly 1 in each model and credited values to exactly the conversion's value, rounded to four
  places along the path. A conversion without any touch has one row with
  channel UNATTRIBUTED, so that every model's total is the total of all conversions. Add up one
  conversion_type, scope and model only; the models are different answers to the same question.
columns:
  - {name: conversion_type, type: string, description: "LEAD, OPPORTUNITY or WON."}
  - {name: conversion_id, type: string, description: "Golden lead or opportunity."}
  - {name: scope, type: string, description: "PERSON or ACCOUNT."}
  - {name: model, type: string, description: "FIRST, LAST, LINEAR, U_SHAPED, W_SHAPED or TIME_DECAY."}
  - {name: account_id, type: string, description: "Golden account, or UNKNOWN."}
  - {name: touch_id, type: string, description: "The touch in silver.touchpoint, null if the conversion has none."}
  - {name: channel, type: string, description: "Channel of the touch, UNATTRIBUTED if there is none."}
  - {name: campaign_id, type: string, description: "Campaign of the touch, null if unknown."}
  - {name: touch_position, type: bigint, description: "Place in the path, 1 is the first, 0 without touches."}
  - {name: weight, type: "decimal(13,12)", description: "Share of the conversion, in [0, 1]."}
  - {name: credited_value, type: "decimal(19,4)", description: "Share of the conversion's value in the reporting currency."}
  - {name: touched_at, type: timestamp, description: "When the touch happened, UTC."}
  - {name: converted_at, type: timestamp, description: "When the conversion happened, UTC."}
  - {name: converted_date, type: date, description: "UTC day of the conversion."}
  - {name: as_of_date, type: date, description: "Date of the run's as-of."}
checks:
  - not_null: [conversion_type, conversion_id, scope, model, channel, weight, credited_value]
  - accepted_values: {column: model, values: [FIRST, LAST, LINEAR, U_SHAPED, W_SHAPED, TIME_DECAY]}
  - name: weights_add_up_to_one
    sql: >-
      select conversion_id from this group by conversion_type, conversion_id, scope, model
      having sum(weight) <> 1
  - name: every_model_credits_every_conversion_once
    sql: >-
      select conversion.conversion_id
      from (select conversion_type, conversion_id, scope, sum(value) as value
      from silver.attribution_conversion group by conversion_type, conversion_id, scope) as conversion
      left join (select conversion_type, conversion_id, scope, model, sum(credited_value) as value
      from this group by conversion_type, conversion_id, scope, model) as credit
      on credit.conversion_type = conversion.conversion_type
      and credit.conversion_id = conversion.conversion_id and credit.scope = conversion.scope
      group by conversion.conversion_type, conversion.conversion_id, conversion.scope, conversion.value
      having count(credit.model) <> 6 or min(credit.value) <> conversion.value
      or max(credit.value) <> conversion.value
---*/

with

weighted as (

    select
        touch.*,
        weight.model,
        weight.weight_units,
        sum(weight.weight_units) over (
            partition by weight.conversion_type, weight.conversion_id, weight.scope, weight.model
            order by weight.touch_position
            rows between unbounded preceding and current row
        ) as running_units

    from silver.attribution_touch as touch

    inner join silver.attribution_weight as weight
        on
            weight.conversion_type = touch.conversion_type
            and weight.conversion_id = touch.conversion_id
            and weight.scope = touch.scope
            and weight.touch_position = touch.touch_position

),

valued as (

    -- Running sums are rounded, not shares: no share turns negative and the last sum is the whole value.
    select
        weighted.*,
        cast(
            cast(weight_units as decimal(13, 0)) * cast(0.000000000001 as decimal(13, 12)) as decimal(13, 12)
        ) as weight,
        cast(
            value * cast(
                cast(running_units as decimal(13, 0)) * cast(0.000000000001 as decimal(13, 12))
                as decimal(13, 12)
            ) as decimal(19, 4)
        ) as running_value

    from weighted

)

select
    conversion_type,
    conversion_id,
    scope,
    model,
    account_id,
    touch_id,
    channel,
    campaign_id,
    touch_position,
    weight,
    running_value - coalesce(
        lag(running_value) over (
            partition by conversion_type, conversion_id, scope, model order by touch_position
        ),
        cast(0 as decimal(19, 4))
    ) as credited_value,
    touched_at,
    converted_at,
    cast(converted_at as date) as converted_date,
    cast($as_of as date) as as_of_date

from valued

union all

select
    conversion.conversion_type,
    conversion.conversion_id,
    conversion.scope,
    model.model,
    conversion.account_id,
    cast(null as string),
    'UNATTRIBUTED',
    cast(null as string),
    0,
    cast(1 as decimal(13, 12)),
    conversion.value,
    cast(null as timestamp),
    conversion.converted_at,
    cast(conversion.converted_at as date),
    cast($as_of as date)

from silver.attribution_conversion as conversion

cross join (
    values ('FIRST'), ('LAST'), ('LINEAR'), ('U_SHAPED'), ('W_SHAPED'), ('TIME_DECAY')
) as model (model)

left join silver.attribution_touch as touch
    on
        touch.conversion_type = conversion.conversion_type
        and touch.conversion_id = conversion.conversion_id
        and touch.scope = conversion.scope
        and touch.touch_position = 1

where touch.conversion_id is null
