/*---
model: silver.account_stage_condition
kind: full
grain: [account_id, rule_id, version, starts_on]
tags: [accounts]
owner: revops
description: >-
  The days on which a stage rule holds for an account: at least min_count people, touches or contracts
  count on the day, the rule version is in force, and where the rule asks for it the account fits the ideal
  customer profile in force with the size and industry it then had.
columns:
  - {name: account_id, type: string, description: "Golden account."}
  - {name: stage, type: string, description: "Stage that the rule leads to."}
  - {name: rule_id, type: string, description: "Rule of definition.account_stage_rule."}
  - {name: version, type: int, description: "Version of that rule."}
  - {name: starts_on, type: date, description: "First day on which the rule holds."}
  - {name: ends_on, type: date, description: "First day on which it no longer holds, null if open."}
checks:
  - not_null: [account_id, stage, rule_id, version, starts_on]
---*/

with

change_day as (

    select
        account_id,
        rule_id,
        version,
        change_on,
        sum(delta) as delta

    from (
        select account_id, rule_id, version, starts_on as change_on, 1 as delta
        from silver.account_stage_signal
        union all
        select account_id, rule_id, version, ends_on, -1
        from silver.account_stage_signal
        where ends_on is not null
    ) as change

    group by account_id, rule_id, version, change_on

),

level as (

    select
        account_id,
        rule_id,
        version,
        change_on as starts_on,
        lead(change_on) over (partition by account_id, rule_id, version order by change_on) as ends_on,
        sum(delta) over (
            partition by account_id, rule_id, version
            order by change_on
            rows between unbounded preceding and current row
        ) as unit_count

    from change_day

),

in_force as (

    select
        level.account_id,
        rule.stage,
        level.rule_id,
        level.version,
        rule.requires_icp_fit,
        greatest(level.starts_on, rule.valid_from) as starts_on,
        least(level.ends_on, rule.valid_to) as ends_on

    from level

    inner join definition.account_stage_rule as rule
        on rule.rule_id = level.rule_id and rule.version = level.version

    where level.unit_count >= rule.min_count

),

icp_fit as (

    select
        account.account_id,
        greatest(cast(account.valid_from as date), icp_rule.valid_from) as starts_on,
        least(cast(account.valid_to as date), icp_rule.valid_to) as ends_on

    from silver.account as account

    inner join definition.icp_rule as icp_rule
        on
            (icp_rule.industry = '*' or icp_rule.industry = account.industry_conformed)
            and account.employees >= icp_rule.min_employees
            and (icp_rule.max_employees is null or account.employees < icp_rule.max_employees)

),

held as (

    select account_id, stage, rule_id, version, starts_on, ends_on

    from in_force

    where not requires_icp_fit

    union all

    select
        in_force.account_id,
        in_force.stage,
        in_force.rule_id,
        in_force.version,
        greatest(in_force.starts_on, icp_fit.starts_on),
        least(in_force.ends_on, icp_fit.ends_on)

    from in_force

    inner join icp_fit
        on icp_fit.account_id = in_force.account_id

    where in_force.requires_icp_fit

)

-- Several rows of the profile may hold at once: the longest of those that start together counts.
select
    account_id,
    stage,
    rule_id,
    version,
    starts_on,
    case when count(*) = count(ends_on) then max(ends_on) end as ends_on

from held

where ends_on is null or ends_on > starts_on

group by account_id, stage, rule_id, version, starts_on
