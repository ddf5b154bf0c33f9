/*---
model: silver.stage_transition
kind: full
grain: [opportunity_id, from_stage, to_stage]
tags: [opportunity]
owner: revops
description: For each opportunity and each start - entering the pipeline (CREATED) and the first entry into each open stage - whether and after how many days it was won, and for a stage also whether it reached the next stage or one beyond. Whoever neither converted nor left is censored on the last day that the run covers. Merged and deleted opportunities are not there; undated ones neither.
columns:
  - {name: opportunity_id, type: string, description: The opportunity.}
  - {name: from_stage, type: string, description: "CREATED, or the open stage that was entered."}
  - {name: to_stage, type: string, description: "WON, or the stage that follows from_stage in the funnel."}
  - {name: entered_date, type: date, description: The UTC day of the start.}
  - {name: cohort_period, type: date, description: First day of the reporting period of the start.}
  - {name: exit_kind, type: string, description: "CONVERTED, LOST for lost and disqualified, or OPEN for censored."}
  - {name: exit_days, type: int, description: "Days from the start to the exit, or to the last covered day; never negative."}
  - {name: follow_up_days, type: int, description: Days from the start to the last covered day whatever happened.}
checks:
  - not_null: [opportunity_id, from_stage, to_stage, entered_date, exit_kind, exit_days, follow_up_days]
  - accepted_values: {column: exit_kind, values: [CONVERTED, LOST, OPEN]}
  - sql: select * from this where exit_days < 0
    name: nobody_leaves_before_entering
---*/

with

last_day as (

    select snapshot_date as last_date from silver.snapshot_date where is_last

),

stage_order_now as (

    select stage, stage_order, row_number() over (partition by stage order by valid_from desc) as age

    from definition.stage_definition

    where funnel_name = 'opportunity' and is_open and stage <> 'UNMAPPED'

),

next_stages as (

    select stage, stage_order,
        lead(stage) over (order by stage_order, stage) as next_stage,
        lead(stage_order) over (order by stage_order, stage) as next_stage_order

    from stage_order_now

    where age = 1

),

starts as (

    select opportunity_id, 'CREATED' as from_stage, created_date as entered_date, 'WON' as to_stage,
        cast(null as int) as to_stage_order
    from silver.opportunity
    where not is_undated
    union all
    select visit.opportunity_id, visit.stage_conformed, cast(min(visit.entered_at) as date), 'WON',
        cast(null as int)
    from silver.opportunity_stage_visit as visit
    group by visit.opportunity_id, visit.stage_conformed
    union all
    select visit.opportunity_id, visit.stage_conformed, cast(min(visit.entered_at) as date),
        next_stages.next_stage, next_stages.next_stage_order
    from silver.opportunity_stage_visit as visit
    inner join next_stages on next_stages.stage = visit.stage_conformed
    where next_stages.next_stage is not null
    group by visit.opportunity_id, visit.stage_conformed, next_stages.next_stage, next_stages.next_stage_order

),

reached as (

    select starts.opportunity_id, starts.from_stage, starts.to_stage,
        min(cast(visit.entered_at as date)) as reached_date

    from starts
    inner join silver.opportunity_stage_visit as visit on visit.opportunity_id = starts.opportunity_id

    where visit.stage_order >= starts.to_stage_order and cast(visit.entered_at as date) >= starts.entered_date

    group by starts.opportunity_id, starts.from_stage, starts.to_stage

),

ends as (

    select starts.opportunity_id, starts.from_stage, starts.to_stage, starts.entered_date,
        coalesce(reached.reached_date, case when opportunity.outcome = 'WON' then opportunity.closed_date end)
            as converted_date,
        case when opportunity.outcome in ('LOST', 'DISQUALIFIED') then opportunity.closed_date end as lost_date

    from starts
    inner join silver.opportunity as opportunity on opportunity.opportunity_id = starts.opportunity_id
    left join reached
        on reached.opportunity_id = starts.opportunity_id and reached.from_stage = starts.from_stage
        and reached.to_stage = starts.to_stage

    where opportunity.outcome not in ('MERGED', 'DELETED')

)

select
    ends.opportunity_id,
    ends.from_stage,
    ends.to_stage,
    ends.entered_date,
    coalesce(calendar.reporting_period_start, ends.entered_date) as cohort_period,
    case when ends.converted_date is not null then 'CONVERTED'
        when ends.lost_date is not null then 'LOST' else 'OPEN' end as exit_kind,
    greatest(
        lh_days(ends.entered_date, coalesce(ends.converted_date, ends.lost_date, last_day.last_date)), 0
    ) as exit_days,
    lh_days(ends.entered_date, last_day.last_date) as follow_up_days

from ends
cross join last_day
left join silver.calendar as calendar on calendar.calendar_date = ends.entered_date
