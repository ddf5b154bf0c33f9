/*---
model: silver.account_stage_evidence
kind: full
grain: [account_id, entered_on]
tags: [accounts]
owner: revops
description: >-
  Why an account entered a stage: the rule and version with which it began to keep the stage, who or what
  counted on that day, and the touches in the rule's window behind it. Entries into the first stage have
  no rule and no row here.
columns:
  - {name: account_id, type: string, description: "Golden account."}
  - {name: entered_on, type: date, description: "First day in the stage."}
  - {name: rule_id, type: string, description: "Rule of definition.account_stage_rule."}
  - {name: version, type: int, description: "Version in force when the account began to keep the stage."}
  - {name: unit_count, type: bigint, description: "People, touches or contracts that counted on the day of entry; fewer than the rule asks for if the stage was kept by its days of grace."}
  - {name: units, type: string, description: "Their ids in order, separated by commas; empty if none."}
  - {name: touches, type: string, description: "Ids of the human marketing touches in the window, in order, separated by commas; empty if none."}
checks:
  - not_null: [account_id, entered_on, rule_id, version, unit_count]
---*/

with

entry as (

    select
        episode.account_id,
        episode.entered_on,
        hold.rule_id,
        hold.version,
        rule.signal,
        rule.window_days

    from silver.account_stage_episode as episode

    inner join silver.account_stage_hold as hold
        on
            hold.account_id = episode.account_id
            and hold.stage_order = episode.stage_order
            and hold.starts_on <= episode.entered_on
            and (hold.ends_on is null or hold.ends_on > episode.entered_on)

    inner join definition.account_stage_rule as rule
        on rule.rule_id = hold.rule_id and rule.version = hold.version

),

unit as (

    select distinct
        entry.account_id,
        entry.entered_on,
        signal.unit_id

    from entry

    inner join silver.account_stage_signal as signal
        on
            signal.account_id = entry.account_id
            and signal.rule_id = entry.rule_id
            and signal.version = entry.version
            and signal.starts_on <= entry.entered_on
            and (signal.ends_on is null or signal.ends_on > entry.entered_on)

),

unit_list as (

    select
        account_id,
        entered_on,
        count(*) as unit_count,
        lh_join(array_sort(array_agg(unit_id)), ',') as units

    from unit

    group by account_id, entered_on

),

touch_list as (

    select
        entry.account_id,
        entry.entered_on,
        lh_join(array_sort(array_agg(touch.touch_id)), ',') as touches

    from entry

    inner join silver.touchpoint as touch
        on
            touch.account_id = entry.account_id
            and touch.touched_date <= entry.entered_on
            and touch.touched_date >= lh_add_days(entry.entered_on, 0 - entry.window_days)

    where
        touch.is_human
        and touch.is_marketing
        and (
            (entry.signal = 'EXPOSURE' and touch.kind in ('EXPOSURE', 'ENGAGEMENT', 'HIGH_INTENT'))
            or (entry.signal = 'ENGAGEMENT' and touch.kind in ('ENGAGEMENT', 'HIGH_INTENT'))
            or (entry.signal = 'HIGH_INTENT' and touch.kind = 'HIGH_INTENT')
            or (entry.signal = 'PURCHASE_INTENT' and touch.is_purchase_intent)
        )

    group by entry.account_id, entry.entered_on

)

select
    entry.account_id,
    entry.entered_on,
    entry.rule_id,
    entry.version,
    coalesce(unit_list.unit_count, 0) as unit_count,
    coalesce(unit_list.units, '') as units,
    coalesce(touch_list.touches, '') as touches

from entry

left join unit_list
    on unit_list.account_id = entry.account_id and unit_list.entered_on = entry.entered_on

left join touch_list
    on touch_list.account_id = entry.account_id and touch_list.entered_on = entry.entered_on
