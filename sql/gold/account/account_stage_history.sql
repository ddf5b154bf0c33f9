/*---
model: gold.account_stage_history
kind: full
grain: [account_id, entered_at]
tags: [accounts]
owner: revops
description: >-
  Every visit of an account to a stage of its progression: unaware, aware, engaged, qualified,
  sales-ready, customer. Visits follow each other without gap or overlap, edges are UTC midnights, the last
  visit is open. A stage is entered on the day its rule first holds and kept for its days of grace after
  (definition.account_stage); when it ends the account falls to the highest stage that it still keeps, which
  is a regression. The rule version is the one in force at entry, so that a new threshold leaves history
  as it was.
columns:
  - {name: account_id, type: string, description: "Golden account."}
  - {name: stage, type: string, description: "Stage of the account."}
  - {name: previous_stage, type: string, description: "Stage before, null for the account's first."}
  - {name: next_stage, type: string, description: "Stage after, null while the visit is open."}
  - {name: segment, type: string, description: "Segment of the account when it entered, UNKNOWN if it had none."}
  - {name: entry_rule_id, type: string, description: "Rule of definition.account_stage_rule that led here, null for the first stage."}
  - {name: evidence, type: string, description: "Who or what counted towards the rule on the day of entry: ids of persons, touches or contracts, separated by commas; null for the first stage."}
  - {name: evidence_touches, type: string, description: "Ids of the touches in the rule's window, separated by commas; null for the first stage."}
  - {name: stage_order, type: int, description: "Order of the stage, 1 is the first."}
  - {name: visit_no, type: bigint, description: "Which visit of the account to this stage it is, from 1."}
  - {name: entry_rule_version, type: int, description: "Version of the rule in force at entry, null for the first stage."}
  - {name: evidence_count, type: bigint, description: "How many persons, touches or contracts counted; null for the first stage."}
  - {name: skipped_stages, type: int, description: "Stages passed over on the way up, 0 if none or on the way down."}
  - {name: days_in_stage, type: int, description: "Days from entry to exit, or to the as-of while open."}
  - {name: is_open, type: boolean, description: "True if the account is in the stage at the as-of."}
  - {name: is_regression, type: boolean, description: "True if the account came from a later stage."}
  - {name: entered_at, type: timestamp, description: "Start of the UTC day of entry."}
  - {name: exited_at, type: timestamp, description: "Start of the UTC day of exit, exclusive end of the visit; null while open."}
  - {name: as_of_date, type: date, description: "Date of the run's as-of."}
checks:
  - not_null: [account_id, stage, segment, stage_order, visit_no, days_in_stage, is_open, is_regression, entered_at]
  - name: no_gap_and_no_overlap
    sql: >-
      select account_id from (select account_id, exited_at,
      lead(entered_at) over (partition by account_id order by entered_at) as next_entered_at from this) as visit
      where exited_at is distinct from next_entered_at
  - name: no_visit_without_a_day
    sql: select * from this where exited_at <= entered_at
  - name: every_account_has_one_open_visit
    sql: >-
      select account.account_id from (select account_id from silver.account
      group by account_id having min(valid_from) < $as_of) as account
      left join (select account_id, count(*) as n from this where is_open group by account_id) as visit
      on visit.account_id = account.account_id where coalesce(visit.n, 0) <> 1
---*/

with

ordered as (

    select
        episode.*,
        lag(stage) over (partition by account_id order by entered_on) as previous_stage,
        lag(stage_order) over (partition by account_id order by entered_on) as previous_order,
        lead(stage) over (partition by account_id order by entered_on) as next_stage,
        row_number() over (partition by account_id, stage order by entered_on) as visit_no

    from silver.account_stage_episode as episode

)

select
    ordered.account_id,
    ordered.stage,
    ordered.previous_stage,
    ordered.next_stage,
    coalesce(account.segment, 'UNKNOWN') as segment,
    evidence.rule_id as entry_rule_id,
    evidence.units as evidence,
    evidence.touches as evidence_touches,
    ordered.stage_order,
    ordered.visit_no,
    evidence.version as entry_rule_version,
    evidence.unit_count as evidence_count,
    case
        when ordered.stage_order > coalesce(ordered.previous_order, 1) + 1
            then ordered.stage_order - coalesce(ordered.previous_order, 1) - 1
        else 0
    end as skipped_stages,
    lh_days(ordered.entered_on, coalesce(ordered.exited_on, cast($as_of as date))) as days_in_stage,
    ordered.exited_on is null as is_open,
    coalesce(ordered.previous_order > ordered.stage_order, false) as is_regression,
    cast(ordered.entered_on as timestamp) as entered_at,
    cast(ordered.exited_on as timestamp) as exited_at,
    cast($as_of as date) as as_of_date

from ordered

left join silver.account_stage_evidence as evidence
    on evidence.account_id = ordered.account_id and evidence.entered_on = ordered.entered_on

-- The account as it was at the end of the day of entry.
left join silver.account as account
    on
        account.account_id = ordered.account_id
        and account.valid_from < cast(lh_add_days(ordered.entered_on, 1) as timestamp)
        and (account.valid_to is null or account.valid_to >= cast(lh_add_days(ordered.entered_on, 1) as timestamp))
