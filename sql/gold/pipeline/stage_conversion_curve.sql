/*---
model: gold.stage_conversion_curve
kind: full
grain: [from_stage, to_stage, age_days]
tags: [pipeline]
owner: revops
description: How the chance of converting grows with age over all cohorts, by the Aalen-Johansen estimate with losing as the competing risk. There is a row for each age at which somebody converted, left or was censored, and for each age of definition.age_bucket up to the oldest; in between the row before holds. One minus the survival of a fit that censors losses is not this and is too high.
columns:
  - {name: from_stage, type: string, description: "CREATED for entering the pipeline, or an open stage."}
  - {name: to_stage, type: string, description: "WON, or the stage that follows from_stage."}
  - {name: age_days, type: int, description: Days since the start.}
  - {name: at_risk_count, type: bigint, description: Opportunities still observed just before this age.}
  - {name: converted_count, type: bigint, description: Conversions at this age.}
  - {name: lost_count, type: bigint, description: Losses at this age.}
  - {name: censored_count, type: bigint, description: Observations that end at this age.}
  - {name: survival_rate, type: "decimal(12,9)", description: "Share neither converted nor lost, in [0, 1]."}
  - {name: aj_rate, type: "decimal(12,9)", description: "Share converted, in [0, 1]."}
  - {name: aj_lost_rate, type: "decimal(12,9)", description: "Share lost, in [0, 1]."}
  - {name: as_of_date, type: date, description: The UTC day of the run's as-of.}
checks:
  - not_null: [from_stage, to_stage, age_days, survival_rate, aj_rate, aj_lost_rate]
  - sql: >-
      select later.age_days from this as later inner join this as earlier
      on earlier.from_stage = later.from_stage and earlier.to_stage = later.to_stage
      and earlier.age_days < later.age_days and earlier.aj_rate > later.aj_rate
    name: the_chance_never_falls
---*/

with

observed as (

    select from_stage, to_stage, age_days, at_risk_count, converted_count, lost_count, censored_count,
        survival_rate, aj_rate, aj_lost_rate

    from silver.stage_conversion_risk

    where cohort = 'ALL'

),

spans as (

    select from_stage, to_stage, max(age_days) as oldest_age_days from observed group by from_stage, to_stage

),

quiet_ages as (

    select spans.from_stage, spans.to_stage, age_bucket.age_days

    from spans
    inner join definition.age_bucket as age_bucket on age_bucket.age_days < spans.oldest_age_days
    left join observed
        on observed.from_stage = spans.from_stage and observed.to_stage = spans.to_stage
        and observed.age_days = age_bucket.age_days

    where observed.age_days is null

),

final as (

    select from_stage, to_stage, age_days, at_risk_count, converted_count, lost_count, censored_count,
        survival_rate, aj_rate, aj_lost_rate
    from observed
    union all
    select quiet_ages.from_stage, quiet_ages.to_stage, quiet_ages.age_days,
        coalesce(sum(case when observed.age_days > quiet_ages.age_days
            then observed.converted_count + observed.lost_count + observed.censored_count end), 0),
        0, 0, 0,
        coalesce(min(case when observed.age_days < quiet_ages.age_days then observed.survival_rate end), 1),
        coalesce(max(case when observed.age_days < quiet_ages.age_days then observed.aj_rate end), 0),
        coalesce(max(case when observed.age_days < quiet_ages.age_days then observed.aj_lost_rate end), 0)
    from quiet_ages
    inner join observed
        on observed.from_stage = quiet_ages.from_stage and observed.to_stage = quiet_ages.to_stage
    group by quiet_ages.from_stage, quiet_ages.to_stage, quiet_ages.age_days

)

select
    from_stage, to_stage, age_days, at_risk_count, converted_count, lost_count, censored_count,
    survival_rate, aj_rate, aj_lost_rate,
    cast($as_of as date) as as_of_date

from final
