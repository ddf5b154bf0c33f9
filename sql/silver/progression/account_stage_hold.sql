/*---
model: silver.account_stage_hold
kind: full
grain: [account_id, stage, starts_on]
tags: [accounts]
owner: revops
description: >-
  The spells in which an account keeps a stage. All rules of a stage count together; a stage is kept for
  grace_days after its last rule has ceased to hold, so that an account on the threshold does not flap: if
  a rule holds again in that time the spell goes on. Spells begin no earlier than the account itself and
  only what is known before the as-of counts.
columns:
  - {name: account_id, type: string, description: "Golden account."}
  - {name: stage, type: string, description: "Stage that is kept."}
  - {name: stage_order, type: int, description: "Order of the stage, 1 is the first."}
  - {name: rule_id, type: string, description: "Rule with which the spell began, the first by name if several did on one day."}
  - {name: version, type: int, description: "Version of that rule."}
  - {name: starts_on, type: date, description: "First day of the spell."}
  - {name: ends_on, type: date, description: "First day after it, null if it lasts at the as-of."}
checks:
  - not_null: [account_id, stage, stage_order, rule_id, version, starts_on]
  - name: spells_do_not_overlap
    sql: >-
      select this.account_id from this inner join this as later
      on later.account_id = this.account_id and later.stage = this.stage and later.starts_on > this.starts_on
      where this.ends_on is null or this.ends_on >= later.starts_on
---*/

with

universe as (

    select
        account_id,
        cast(min(valid_from) as date) as starts_on

    from silver.account

    group by account_id

),

extended as (

    -- An open end is a day far away while spells are compared.
    select
        held.account_id,
        held.stage,
        stage.stage_order,
        held.rule_id,
        held.version,
        greatest(held.starts_on, universe.starts_on) as starts_on,
        coalesce(lh_add_days(held.ends_on, stage.grace_days), date '9999-12-31') as ends_on

    from silver.account_stage_condition as held

    inner join definition.account_stage as stage
        on stage.stage = held.stage

    inner join universe
        on universe.account_id = held.account_id

    where
        cast(greatest(held.starts_on, universe.starts_on) as timestamp) < $as_of
        and coalesce(lh_add_days(held.ends_on, stage.grace_days), date '9999-12-31') > universe.starts_on

),

compared as (

    select
        extended.*,
        max(ends_on) over (
            partition by account_id, stage
            order by starts_on, rule_id, version
            rows between unbounded preceding and 1 preceding
        ) as prior_ends_on

    from extended

),

islands as (

    select
        compared.*,
        sum(case when prior_ends_on is null or starts_on > prior_ends_on then 1 else 0 end) over (
            partition by account_id, stage
            order by starts_on, rule_id, version
            rows between unbounded preceding and current row
        ) as island_no,
        row_number() over (partition by account_id, stage order by starts_on, rule_id, version) as row_no

    from compared

),

spell as (

    select
        account_id,
        stage,
        stage_order,
        island_no,
        min(row_no) as first_row_no,
        min(starts_on) as starts_on,
        max(ends_on) as ends_on

    from islands

    group by account_id, stage, stage_order, island_no

)

select
    spell.account_id,
    spell.stage,
    spell.stage_order,
    islands.rule_id,
    islands.version,
    spell.starts_on,
    case when cast(spell.ends_on as timestamp) < $as_of then spell.ends_on end as ends_on

from spell

inner join islands
    on
        islands.account_id = spell.account_id
        and islands.stage = spell.stage
        and islands.row_no = spell.first_row_no
