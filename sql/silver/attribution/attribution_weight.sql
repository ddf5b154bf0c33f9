/*---
model: silver.attribution_weight
kind: full
grain: [conversion_type, conversion_id, scope, model, touch_position]
tags: [attribution]
owner: marketing-ops
description: >-
  Each touch's share of its conversion under each credit rule, in whole millionths of a millionth that add
  up to exactly 1,000,000,000,000. Shares are rounded down and the last touch takes what is left.
  FIRST and LAST give all to one touch, LINEAR the same to each. U_SHAPED gives 40 percent to the first and
  the last and shares 20 percent among the others; two touches get half each. W_SHAPED has three milestones,
  the first touch, the touch of lead creation and the touch of opportunity creation, with 30 percent each and
  10 percent shared among the others; where a milestone does not exist the 90 percent are shared among those
  that do, a touch that is several milestones gets all their shares, and without other touches the milestones
  share all. TIME_DECAY halves a touch's weight for every $attribution_half_life_days days before the
  conversion.
columns:
  - {name: conversion_type, type: string, description: "LEAD, OPPORTUNITY or WON."}
  - {name: conversion_id, type: string, description: "Golden lead or opportunity."}
  - {name: scope, type: string, description: "PERSON or ACCOUNT."}
  - {name: model, type: string, description: "FIRST, LAST, LINEAR, U_SHAPED, W_SHAPED or TIME_DECAY."}
  - {name: touch_position, type: bigint, description: "Place of the touch in the path, 1 is the first."}
  - {name: weight_units, type: bigint, description: "Share in 1e-12; a path's touches add up to 1,000,000,000,000 in each model."}
checks:
  - not_null: [conversion_type, conversion_id, scope, model, touch_position, weight_units]
  - name: weights_add_up_to_one
    sql: >-
      select conversion_id from this group by conversion_type, conversion_id, scope, model
      having sum(weight_units) <> 1000000000000
  - name: no_negative_weight
    sql: select * from this where weight_units < 0
---*/

with

touch as (

    select
        conversion_type,
        conversion_id,
        scope,
        touch_position,
        touch_count,
        touch_position = 1 as is_first,
        touch_position = touch_count as is_last,
        -- How many milestones the touch is; a null means that nothing is known about them.
        case when touch_position = 1 then 1 else 0 end
        + case when coalesce(is_lead_creation, false) then 1 else 0 end
        + case when coalesce(is_opportunity_creation, false) then 1 else 0 end as milestone_count,
        power(
            cast(2 as double),
            cast(0 - lh_seconds(touched_at, converted_at) as double)
            / (cast(86400 as double) * $attribution_half_life_days)
        ) as decay

    from silver.attribution_touch

    where is_converted

),

path as (

    select
        touch.*,
        sum(milestone_count) over (
            partition by conversion_type, conversion_id, scope
        ) as path_milestones,
        sum(case when milestone_count = 0 then 1 else 0 end) over (
            partition by conversion_type, conversion_id, scope
        ) as other_count,
        max(decay) over (partition by conversion_type, conversion_id, scope) as path_max_decay,
        sum(decay) over (
            partition by conversion_type, conversion_id, scope
            order by touch_position
            rows between unbounded preceding and unbounded following
        ) as path_decay

    from touch

),

share as (

    select
        path.*,
        model.model,
        case model.model
            when 'FIRST' then case when is_first then 1000000000000 else 0 end
            when 'LAST' then case when is_last then 1000000000000 else 0 end
            when 'LINEAR' then lh_idiv(1000000000000, touch_count)
            when 'U_SHAPED' then
                case
                    when touch_count <= 2 then lh_idiv(1000000000000, touch_count)
                    when is_first or is_last then 400000000000
                    else lh_idiv(200000000000, touch_count - 2)
                end
            when 'W_SHAPED' then
                case
                    when milestone_count = 0 then lh_idiv(100000000000, cast(other_count as bigint))
                    when other_count = 0
                        then lh_idiv(1000000000000 * milestone_count, cast(path_milestones as bigint))
                    else lh_idiv(900000000000 * milestone_count, cast(path_milestones as bigint))
                end
            else
                -- A path so old that every weight is zero is shared like LINEAR.
                case
                    when path_max_decay = 0 then lh_idiv(1000000000000, touch_count)
                    else cast(floor(1000000000000.0 * decay / path_decay) as bigint)
                end
        end as rounded_units

    from path

    cross join (
        values ('FIRST'), ('LAST'), ('LINEAR'), ('U_SHAPED'), ('W_SHAPED'), ('TIME_DECAY')
    ) as model (model)

)

select
    conversion_type,
    conversion_id,
    scope,
    model,
    touch_position,
    case
        when is_last
            then 1000000000000 - sum(case when is_last then 0 else rounded_units end) over (
                partition by conversion_type, conversion_id, scope, model
            )
        else rounded_units
    end as weight_units

from share
