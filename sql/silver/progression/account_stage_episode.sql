/*---
model: silver.account_stage_episode
kind: full
grain: [account_id, entered_on]
tags: [accounts]
owner: revops
description: >-
  The stage of every account from its first day on, one stage at a time without gaps: on each day the
  highest stage that it keeps (silver.account_stage_hold), unaware if it keeps none. Stages may be skipped
  on the way up; on the way down an account falls to the highest stage that it still keeps.
columns:
  - {name: account_id, type: string, description: "Golden account."}
  - {name: stage, type: string, description: "Stage of the account."}
  - {name: stage_order, type: int, description: "Order of the stage, 1 is the first."}
  - {name: entered_on, type: date, description: "First day in the stage."}
  - {name: exited_on, type: date, description: "First day in the next stage, null while the account is in it."}
checks:
  - not_null: [account_id, stage, stage_order, entered_on]
  - relationship: {column: account_id, to: silver.account, field: account_id}
---*/

with

universe as (

    select
        account_id,
        cast(min(valid_from) as date) as starts_on

    from silver.account

    group by account_id

    having min(valid_from) < $as_of

),

change_day as (

    -- union, not union all: a day counts once.
    select account_id, starts_on as change_on from universe
    union
    select account_id, starts_on from silver.account_stage_hold
    union
    select account_id, ends_on from silver.account_stage_hold where ends_on is not null

),

base_stage as (

    select min(stage_order) as stage_order from definition.account_stage

),

reached as (

    select
        change_day.account_id,
        change_day.change_on,
        coalesce(max(hold.stage_order), max(base_stage.stage_order)) as stage_order

    from change_day

    cross join base_stage

    left join silver.account_stage_hold as hold
        on
            hold.account_id = change_day.account_id
            and hold.starts_on <= change_day.change_on
            and (hold.ends_on is null or hold.ends_on > change_day.change_on)

    group by change_day.account_id, change_day.change_on

),

compared as (

    select
        reached.*,
        lag(stage_order) over (partition by account_id order by change_on) as previous_order

    from reached

),

entered as (

    select account_id, stage_order, change_on as entered_on

    from compared

    where previous_order is null or previous_order <> stage_order

)

select
    entered.account_id,
    stage.stage,
    entered.stage_order,
    entered.entered_on,
    lead(entered.entered_on) over (partition by entered.account_id order by entered.entered_on) as exited_on

from entered

inner join definition.account_stage as stage
    on stage.stage_order = entered.stage_order
