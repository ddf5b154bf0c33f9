/*---
model: silver.account_stage_signal
kind: full
grain: [account_id, rule_id, version, unit_id, starts_on]
tags: [accounts]
owner: revops
description: >-
  For every stage rule of an account the days on which a person, a touch or a contract counts towards it.
  A touch counts on its own day and the window_days days after it: with a window of 90 a touch of day 0
  counts on day 90 and no longer on day 91. Touches of one person that overlap make one spell, so a person
  counts once; bots, sales activities and people who have opted out do not count.
columns:
  - {name: account_id, type: string, description: "Golden account."}
  - {name: rule_id, type: string, description: "Rule of definition.account_stage_rule."}
  - {name: version, type: int, description: "Version of that rule."}
  - {name: unit_id, type: string, description: "What is counted: the person, the touch, or the contract (opportunity or subscription)."}
  - {name: starts_on, type: date, description: "First day on which it counts."}
  - {name: ends_on, type: date, description: "First day on which it no longer counts, null if open."}
checks:
  - not_null: [account_id, rule_id, version, unit_id, starts_on]
  - name: spells_are_not_empty
    sql: select * from this where ends_on <= starts_on
---*/

with

marketing_touch as (

    select
        touch.account_id,
        touch.person_id,
        touch.touch_id,
        touch.touched_date,
        touch.kind,
        touch.is_purchase_intent

    from silver.touchpoint as touch

    left join silver.contact as contact
        on contact.contact_id = touch.contact_id

    where
        touch.is_human
        and touch.is_marketing
        and touch.account_id <> 'UNKNOWN'
        and not coalesce(contact.has_opted_out, false)

),

contract as (

    -- A won opportunity makes a customer until the contracts that it sold have all ended.
    select
        opportunity.account_id,
        opportunity.opportunity_id as unit_id,
        opportunity.closed_date as starts_on,
        case
            when count(subscription.subscription_id) = 0 then cast(null as date)
            when count(*) > count(subscription.end_date) then cast(null as date)
            else greatest(max(subscription.end_date), lh_add_days(opportunity.closed_date, 1))
        end as ends_on

    from silver.opportunity as opportunity

    left join silver.subscription as subscription
        on subscription.opportunity_id = opportunity.opportunity_id

    where opportunity.is_won and opportunity.account_id <> 'UNKNOWN' and opportunity.closed_date is not null

    group by opportunity.account_id, opportunity.opportunity_id, opportunity.closed_date

    union all

    select account_id, subscription_id, start_date, end_date

    from silver.subscription

    where
        account_id <> 'UNKNOWN'
        and cast(start_date as timestamp) < $as_of
        and (end_date is null or end_date > start_date)

),

counted as (

    select
        marketing_touch.account_id,
        rule.rule_id,
        rule.version,
        case when rule.counted = 'PERSON' then marketing_touch.person_id else marketing_touch.touch_id end
            as unit_id,
        marketing_touch.touch_id,
        marketing_touch.touched_date as starts_on,
        lh_add_days(marketing_touch.touched_date, rule.window_days + 1) as ends_on

    from marketing_touch

    inner join definition.account_stage_rule as rule
        on
            (rule.signal = 'EXPOSURE' and marketing_touch.kind in ('EXPOSURE', 'ENGAGEMENT', 'HIGH_INTENT'))
            or (rule.signal = 'ENGAGEMENT' and marketing_touch.kind in ('ENGAGEMENT', 'HIGH_INTENT'))
            or (rule.signal = 'HIGH_INTENT' and marketing_touch.kind = 'HIGH_INTENT')
            or (rule.signal = 'PURCHASE_INTENT' and marketing_touch.is_purchase_intent)

    where
        (rule.counted = 'TOUCH' or marketing_touch.person_id is not null)
        and (rule.valid_to is null or marketing_touch.touched_date < rule.valid_to)
        and lh_add_days(marketing_touch.touched_date, rule.window_days + 1) > rule.valid_from

),

islands as (

    select
        counted.*,
        sum(case when prior_ends_on is null or starts_on > prior_ends_on then 1 else 0 end) over (
            partition by account_id, rule_id, version, unit_id
            order by starts_on, touch_id
            rows between unbounded preceding and current row
        ) as island_no

    from (
        select
            counted.*,
            max(ends_on) over (
                partition by account_id, rule_id, version, unit_id
                order by starts_on, touch_id
                rows between unbounded preceding and 1 preceding
            ) as prior_ends_on

        from counted
    ) as counted

)

select account_id, rule_id, version, unit_id, min(starts_on) as starts_on, max(ends_on) as ends_on

from islands

group by account_id, rule_id, version, unit_id, island_no

union all

select contract.account_id, rule.rule_id, rule.version, contract.unit_id, contract.starts_on, contract.ends_on

from contract

inner join definition.account_stage_rule as rule
    on rule.signal = 'CUSTOMER'
