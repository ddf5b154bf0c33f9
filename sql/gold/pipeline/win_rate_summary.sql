/*---
model: gold.win_rate_summary
kind: full
grain: [scope]
tags: [pipeline]
owner: revops
description: The win rate of the whole history and without its left-truncated first period, in two ways that answer different questions. win_rate_count is won by closed; it looks too good while losses come later than wins or much is open. aj_win_rate is the Aalen-Johansen chance that what enters the pipeline is won within aj_horizon_days, with losing as a competing risk and open ones censored. The two must never be called the same.
columns:
  - {name: scope, type: string, description: "ALL_HISTORY or WITHOUT_LEFT_TRUNCATED."}
  - {name: won_count, type: bigint, description: Opportunities won.}
  - {name: lost_count, type: bigint, description: Opportunities lost.}
  - {name: open_count, type: bigint, description: Dated opportunities still open at the run's as-of; not in win_rate_count.}
  - {name: won_amount, type: "decimal(19,4)", description: Amount won in the reporting currency.}
  - {name: lost_amount, type: "decimal(19,4)", description: Amount lost in the reporting currency.}
  - {name: win_rate_count, type: "decimal(12,9)", description: "Closed only: won by won and lost, in [0, 1]; null when there is neither."}
  - {name: win_rate_count_lo, type: "decimal(12,9)", description: Lower end of its Wilson interval.}
  - {name: win_rate_count_hi, type: "decimal(12,9)", description: Upper end of its Wilson interval.}
  - {name: win_rate_value, type: "decimal(12,9)", description: "Closed only: amount won by amount won and lost; null when the sum is not positive."}
  - {name: aj_win_rate, type: "decimal(12,9)", description: "Share of what enters the pipeline that is won within aj_horizon_days, in [0, 1]; for ALL_HISTORY only."}
  - {name: aj_lost_rate, type: "decimal(12,9)", description: "Share that leaves without being won within aj_horizon_days, in [0, 1]; for ALL_HISTORY only."}
  - {name: aj_horizon_days, type: int, description: The oldest age at which anybody was won or lost; for ALL_HISTORY only.}
  - {name: avg_deal_size, type: "decimal(19,4)", description: Amount won per won opportunity whose amount is known.}
  - {name: won_cycle_days, type: "decimal(19,4)", description: Mean days from entering the pipeline to winning.}
  - {name: lost_cycle_days, type: "decimal(19,4)", description: Mean days from entering the pipeline to losing.}
  - {name: closed_cycle_days, type: "decimal(19,4)", description: Mean days from entering the pipeline to winning or losing.}
  - {name: is_small_sample, type: boolean, description: Whether won and lost are fewer than minimum_sample_count.}
  - {name: as_of_date, type: date, description: The UTC day of the run's as-of.}
checks:
  - not_null: [scope, won_count, lost_count]
  - sql: select * from this where win_rate_count < win_rate_count_lo or win_rate_count > win_rate_count_hi
    name: the_interval_holds_the_rate
---*/

with

scopes as (

    select scopes.scope,
        count(case when closed.outcome = 'WON' then 1 end) as won_count,
        count(case when closed.outcome = 'LOST' then 1 end) as lost_count,
        coalesce(sum(case when closed.outcome = 'WON' then closed.amount_reporting end), 0) as won_amount,
        coalesce(sum(case when closed.outcome = 'LOST' then closed.amount_reporting end), 0) as lost_amount,
        count(case when closed.outcome = 'WON' and closed.amount_reporting is not null then 1 end)
            as won_valued_count,
        avg(case when closed.outcome = 'WON' then cast(closed.cycle_days as double) end) as won_cycle_days,
        avg(case when closed.outcome = 'LOST' then cast(closed.cycle_days as double) end) as lost_cycle_days,
        avg(case when closed.outcome in ('WON', 'LOST') then cast(closed.cycle_days as double) end)
            as closed_cycle_days

    from (values ('ALL_HISTORY'), ('WITHOUT_LEFT_TRUNCATED')) as scopes(scope)
    left join silver.opportunity_closed as closed
        on scopes.scope = 'ALL_HISTORY' or not closed.is_left_truncated

    group by scopes.scope

),

open_now as (

    select count(*) as open_count from silver.opportunity where is_open and not is_undated

),

chance as (

    -- After the last exit only censored ones are left and the estimate stays as it is.
    select max(aj_rate) as aj_rate, max(aj_lost_rate) as aj_lost_rate,
        max(case when converted_count + lost_count > 0 then age_days end) as aj_horizon_days

    from silver.stage_conversion_risk

    where cohort = 'ALL' and from_stage = 'CREATED' and to_stage = 'WON'

),

rated as (

    select scopes.*,
        cast(scopes.won_count + scopes.lost_count as double) as n,
        lh_div(scopes.won_count, scopes.won_count + scopes.lost_count) as rate,
        $wilson_z * $wilson_z as z_squared

    from scopes

)

select
    rated.scope,
    rated.won_count,
    rated.lost_count,
    open_now.open_count,
    rated.won_amount,
    rated.lost_amount,
    cast(rated.rate as decimal(12, 9)) as win_rate_count,
    case when rated.n > 0 then cast(greatest(0, (rated.rate + z_squared / (2 * n)
        - $wilson_z * sqrt(rate * (1 - rate) / n + z_squared / (4 * n * n))) / (1 + z_squared / n))
        as decimal(12, 9)) end as win_rate_count_lo,
    case when rated.n > 0 then cast(least(1, (rated.rate + z_squared / (2 * n)
        + $wilson_z * sqrt(rate * (1 - rate) / n + z_squared / (4 * n * n))) / (1 + z_squared / n))
        as decimal(12, 9)) end as win_rate_count_hi,
    case when rated.won_amount + rated.lost_amount > 0 and rated.won_amount >= 0 and rated.lost_amount >= 0
        then cast(lh_div(rated.won_amount, rated.won_amount + rated.lost_amount) as decimal(12, 9)) end
        as win_rate_value,
    case when rated.scope = 'ALL_HISTORY' then chance.aj_rate end as aj_win_rate,
    case when rated.scope = 'ALL_HISTORY' then chance.aj_lost_rate end as aj_lost_rate,
    case when rated.scope = 'ALL_HISTORY' then chance.aj_horizon_days end as aj_horizon_days,
    lh_dec4(lh_div(rated.won_amount, rated.won_valued_count)) as avg_deal_size,
    lh_dec4(rated.won_cycle_days) as won_cycle_days,
    lh_dec4(rated.lost_cycle_days) as lost_cycle_days,
    lh_dec4(rated.closed_cycle_days) as closed_cycle_days,
    rated.n < $minimum_sample_count as is_small_sample,
    cast($as_of as date) as as_of_date

from rated
cross join open_now
cross join chance
