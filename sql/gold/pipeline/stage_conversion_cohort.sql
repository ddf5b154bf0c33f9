/*---
model: gold.stage_conversion_cohort
kind: full
grain: [cohort_period, from_stage, to_stage, age_days]
tags: [pipeline]
owner: revops
description: What became of the opportunities that entered a stage in a period, within so many days. naive_rate looks only at what has closed by that age and flatters young cohorts; matured_rate looks only at those that were observed for the whole age; aj_rate uses everybody, with losing as a competing risk and unfinished observation censored. A cohort is mature when its youngest member was observed for as long as nine in ten conversions of this kind take; immature ones do not belong into a headline.
columns:
  - {name: cohort_period, type: date, description: First day of the reporting period in which the stage was entered.}
  - {name: from_stage, type: string, description: "CREATED for entering the pipeline, or an open stage."}
  - {name: to_stage, type: string, description: "WON, or the stage that follows from_stage; reaching one beyond counts."}
  - {name: age_days, type: int, description: "The age of definition.age_bucket."}
  - {name: cohort_count, type: bigint, description: Opportunities that entered.}
  - {name: converted_count, type: bigint, description: Those that converted within the age.}
  - {name: lost_count, type: bigint, description: Those that left within the age without converting.}
  - {name: open_count, type: bigint, description: Those that had done neither by that age or by the end of observation.}
  - {name: observed_count, type: bigint, description: Those that were observed for the whole age.}
  - {name: naive_rate, type: "decimal(12,9)", description: "Converted by converted and lost, in [0, 1]; null when there is neither."}
  - {name: matured_rate, type: "decimal(12,9)", description: "Converted by observed, among those observed for the whole age, in [0, 1]; null when there is none."}
  - {name: matured_rate_lo, type: "decimal(12,9)", description: Lower end of its Wilson interval.}
  - {name: matured_rate_hi, type: "decimal(12,9)", description: Upper end of its Wilson interval.}
  - {name: aj_rate, type: "decimal(12,9)", description: "The Aalen-Johansen share converted within the age, in [0, 1]; beyond the oldest observation it stays as it is."}
  - {name: is_observed, type: boolean, description: Whether anybody was observed for the whole age.}
  - {name: is_mature, type: boolean, description: Whether the cohort's youngest member was observed for the 90th percentile of the days to convert.}
  - {name: is_small_sample, type: boolean, description: Whether fewer than minimum_sample_count were observed for the whole age.}
  - {name: as_of_date, type: date, description: The UTC day of the run's as-of.}
checks:
  - not_null: [cohort_period, from_stage, to_stage, age_days, cohort_count, aj_rate, is_mature]
  - sql: select * from this where cohort_count <> converted_count + lost_count + open_count
    name: everybody_has_one_fate
  - sql: select * from this where naive_rate < 0 or naive_rate > 1 or matured_rate < 0 or matured_rate > 1
    name: rates_are_shares
---*/

with

typical as (

    select from_stage, to_stage, percentile_cont(0.9) within group (order by cast(exit_days as double)) as p90_days

    from silver.stage_transition

    where exit_kind = 'CONVERTED'

    group by from_stage, to_stage

),

fates as (

    select transition.cohort_period, transition.from_stage, transition.to_stage, age_bucket.age_days,
        count(*) as cohort_count,
        count(case when exit_kind = 'CONVERTED' and exit_days <= age_bucket.age_days then 1 end) as converted_count,
        count(case when exit_kind = 'LOST' and exit_days <= age_bucket.age_days then 1 end) as lost_count,
        count(case when follow_up_days >= age_bucket.age_days then 1 end) as observed_count,
        count(case when follow_up_days >= age_bucket.age_days and exit_kind = 'CONVERTED'
            and exit_days <= age_bucket.age_days then 1 end) as observed_converted_count,
        min(follow_up_days) as youngest_days

    from silver.stage_transition as transition
    cross join definition.age_bucket as age_bucket

    group by transition.cohort_period, transition.from_stage, transition.to_stage, age_bucket.age_days

),

chances as (

    select fates.cohort_period, fates.from_stage, fates.to_stage, fates.age_days, max(risk.aj_rate) as aj_rate

    from fates
    inner join silver.stage_conversion_risk as risk
        on risk.cohort = cast(fates.cohort_period as string)
        and risk.from_stage = fates.from_stage and risk.to_stage = fates.to_stage

    where risk.age_days <= fates.age_days

    group by fates.cohort_period, fates.from_stage, fates.to_stage, fates.age_days

),

rated as (

    select fates.*, coalesce(chances.aj_rate, 0) as aj_rate, typical.p90_days,
        cast(fates.observed_count as double) as n,
        lh_div(fates.observed_converted_count, fates.observed_count) as rate,
        $wilson_z * $wilson_z as z_squared

    from fates
    left join chances
        on chances.cohort_period = fates.cohort_period and chances.from_stage = fates.from_stage
        and chances.to_stage = fates.to_stage and chances.age_days = fates.age_days
    left join typical on typical.from_stage = fates.from_stage and typical.to_stage = fates.to_stage

)

select
    cohort_period,
    from_stage,
    to_stage,
    age_days,
    cohort_count,
    converted_count,
    lost_count,
    cohort_count - converted_count - lost_count as open_count,
    observed_count,
    cast(lh_div(converted_count, converted_count + lost_count) as decimal(12, 9)) as naive_rate,
    cast(rate as decimal(12, 9)) as matured_rate,
    case when n > 0 then cast(greatest(0, (rate + z_squared / (2 * n)
        - $wilson_z * sqrt(rate * (1 - rate) / n + z_squared / (4 * n * n))) / (1 + z_squared / n))
        as decimal(12, 9)) end as matured_rate_lo,
    case when n > 0 then cast(least(1, (rate + z_squared / (2 * n)
        + $wilson_z * sqrt(rate * (1 - rate) / n + z_squared / (4 * n * n))) / (1 + z_squared / n))
        as decimal(12, 9)) end as matured_rate_hi,
    aj_rate,
    observed_count > 0 as is_observed,
    coalesce(youngest_days >= p90_days, false) as is_mature,
    observed_count < $minimum_sample_count as is_small_sample,
    cast($as_of as date) as as_of_date

from rated
