/*---
model: gold.account_progression_rate
kind: full
grain: [cohort_month, from_stage, to_stage, segment]
tags: [accounts]
owner: revops
description: >-
  How visits to a stage that began in a month went on: to the next stage or a later one (progressed), down,
  or still open. The rate of a young cohort is low because its visits are open; the hazard counts the days
  at risk and is comparable. Wilson interval at $wilson_z.
columns:
  - {name: cohort_month, type: date, description: "First day of the month of entry into from_stage."}
  - {name: from_stage, type: string, description: "Stage that the visit is to."}
  - {name: to_stage, type: string, description: "The stage after it; moving past it counts as well."}
  - {name: segment, type: string, description: "Segment of the account at entry."}
  - {name: at_risk_count, type: bigint, description: "Visits that began in the month."}
  - {name: progressed_count, type: bigint, description: "Visits that ended in to_stage or a later stage."}
  - {name: regressed_count, type: bigint, description: "Visits that ended in an earlier stage."}
  - {name: open_count, type: bigint, description: "Visits open at the as-of."}
  - {name: at_risk_days, type: bigint, description: "Days of all visits up to their end or the as-of."}
  - {name: progression_rate, type: double, description: "progressed_count / at_risk_count, in [0, 1]."}
  - {name: rate_low, type: double, description: "Lower end of the Wilson interval of the rate."}
  - {name: rate_high, type: double, description: "Upper end of the Wilson interval of the rate."}
  - {name: median_days, type: double, description: "Median days to progress of those that did; null if none."}
  - {name: hazard_per_100_days, type: double, description: "Progressions per 100 account-days at risk; null without days."}
  - {name: is_small_sample, type: boolean, description: "True if at_risk_count is below $minimum_sample_count."}
  - {name: as_of_date, type: date, description: "Date of the run's as-of."}
checks:
  - not_null: [cohort_month, from_stage, to_stage, segment, at_risk_count, progression_rate]
  - name: every_visit_went_one_way
    sql: select * from this where at_risk_count <> progressed_count + regressed_count + open_count
  - name: interval_holds_the_rate
    sql: select * from this where rate_low > progression_rate + 1e-12 or rate_high < progression_rate - 1e-12
---*/

with

visit as (

    select
        lh_month_start(cast(history.entered_at as date)) as cohort_month,
        history.stage as from_stage,
        next_step.stage as to_stage,
        history.segment,
        history.days_in_stage,
        history.is_open,
        coalesce(reached.stage_order > history.stage_order, false) as is_progressed

    from gold.account_stage_history as history

    inner join definition.account_stage as next_step
        on next_step.stage_order = history.stage_order + 1

    left join definition.account_stage as reached
        on reached.stage = history.next_stage

),

counted as (

    select
        cohort_month,
        from_stage,
        to_stage,
        segment,
        count(*) as at_risk_count,
        count(case when is_progressed then 1 end) as progressed_count,
        count(case when not is_progressed and not is_open then 1 end) as regressed_count,
        count(case when is_open then 1 end) as open_count,
        sum(days_in_stage) as at_risk_days,
        median(cast(case when is_progressed then days_in_stage end as double)) as median_days

    from visit

    group by cohort_month, from_stage, to_stage, segment

),

measured as (

    select
        counted.*,
        cast(at_risk_count as double) as n,
        lh_div(progressed_count, at_risk_count) as p,
        cast($wilson_z as double) as z

    from counted

)

select
    cohort_month,
    from_stage,
    to_stage,
    segment,
    at_risk_count,
    progressed_count,
    regressed_count,
    open_count,
    at_risk_days,
    p as progression_rate,
    greatest(
        0.0,
        (p + z * z / (2 * n) - z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n)
    ) as rate_low,
    least(
        1.0,
        (p + z * z / (2 * n) + z * sqrt(p * (1 - p) / n + z * z / (4 * n * n))) / (1 + z * z / n)
    ) as rate_high,
    median_days,
    lh_div(100.0 * progressed_count, at_risk_days) as hazard_per_100_days,
    at_risk_count < $minimum_sample_count as is_small_sample,
    cast($as_of as date) as as_of_date

from measured
