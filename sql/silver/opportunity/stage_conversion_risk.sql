/*---
model: silver.stage_conversion_risk
kind: full
grain: [cohort, from_stage, to_stage, age_days]
tags: [opportunity]
owner: revops
description: The Aalen-Johansen estimate of converting with losing as the competing risk, per cohort and over all cohorts, with a row for each age at which somebody converted, left or was censored. aj_rate of an age t holds until the next row. Whoever is censored at an age was at risk at it.
columns:
  - {name: cohort, type: string, description: "The cohort's first day as yyyy-mm-dd, or ALL."}
  - {name: from_stage, type: string, description: "CREATED, or an open stage."}
  - {name: to_stage, type: string, description: "WON, or the stage that follows."}
  - {name: age_days, type: int, description: Days since the start.}
  - {name: at_risk_count, type: bigint, description: Opportunities that had neither left nor been censored before this age.}
  - {name: converted_count, type: bigint, description: Those that converted at this age.}
  - {name: lost_count, type: bigint, description: Those that left at this age without converting.}
  - {name: censored_count, type: bigint, description: Those whose observation ended at this age.}
  - {name: survival_rate, type: "decimal(12,9)", description: "Estimated share, in [0, 1], that has neither converted nor left up to and including this age."}
  - {name: aj_rate, type: "decimal(12,9)", description: "Estimated share, in [0, 1], that has converted up to and including this age."}
  - {name: aj_lost_rate, type: "decimal(12,9)", description: "Estimated share, in [0, 1], that has left without converting up to and including this age."}
checks:
  - not_null: [cohort, from_stage, to_stage, age_days, at_risk_count, survival_rate, aj_rate, aj_lost_rate]
  - sql: select * from this where abs(survival_rate + aj_rate + aj_lost_rate - 1) > 0.00000001
    name: fates_add_up_to_one
---*/

with

exits as (

    select case when is_all then 'ALL' else cast(transition.cohort_period as string) end as cohort,
        transition.from_stage, transition.to_stage, transition.exit_days as age_days,
        count(case when transition.exit_kind = 'CONVERTED' then 1 end) as converted_count,
        count(case when transition.exit_kind = 'LOST' then 1 end) as lost_count,
        count(case when transition.exit_kind = 'OPEN' then 1 end) as censored_count

    from silver.stage_transition as transition
    cross join (values (true), (false)) as levels(is_all)

    group by case when is_all then 'ALL' else cast(transition.cohort_period as string) end,
        transition.from_stage, transition.to_stage, transition.exit_days

),

risks as (

    select exits.*,
        sum(converted_count + lost_count + censored_count) over (
            partition by cohort, from_stage, to_stage order by age_days desc
            rows between unbounded preceding and current row
        ) as at_risk_count

    from exits

),

hazards as (

    select risks.*,
        case when converted_count + lost_count < at_risk_count
            then ln(1 - cast(converted_count + lost_count as double) / cast(at_risk_count as double))
            else cast(0 as double) end as log_stay,
        case when converted_count + lost_count = at_risk_count then 1 else 0 end as is_end

    from risks

),

survivals as (

    select hazards.*,
        case when max(is_end) over (
            partition by cohort, from_stage, to_stage order by age_days
            rows between unbounded preceding and current row
        ) = 1 then cast(0 as double)
        else exp(sum(log_stay) over (
            partition by cohort, from_stage, to_stage order by age_days
            rows between unbounded preceding and current row
        )) end as survival

    from hazards

),

increments as (

    select survivals.*,
        coalesce(lag(survival) over (partition by cohort, from_stage, to_stage order by age_days), 1)
            / cast(at_risk_count as double) as share_of_one

    from survivals

)

select
    cohort,
    from_stage,
    to_stage,
    age_days,
    at_risk_count,
    converted_count,
    lost_count,
    censored_count,
    cast(survival as decimal(12, 9)) as survival_rate,
    cast(sum(share_of_one * cast(converted_count as double)) over (
        partition by cohort, from_stage, to_stage order by age_days
        rows between unbounded preceding and current row
    ) as decimal(12, 9)) as aj_rate,
    cast(sum(share_of_one * cast(lost_count as double)) over (
        partition by cohort, from_stage, to_stage order by age_days
        rows between unbounded preceding and current row
    ) as decimal(12, 9)) as aj_lost_rate

from increments
