/*---
model: silver.funnel_reach
kind: full
grain: [funnel_name, entry_id, step_no]
tags: [opportunity]
owner: revops
description: Which stations of a funnel each entry came to by the run's as-of, and in which period it entered. Leads enter lead_to_won, opportunities enter opportunity_to_won. Deleted leads and merged, deleted or undated opportunities are not entries; a lead whose opportunity was merged or deleted has come to OPPORTUNITY and no further.
columns:
  - {name: funnel_name, type: string, description: "lead_to_won or opportunity_to_won."}
  - {name: entry_id, type: string, description: The golden lead or the opportunity.}
  - {name: step_no, type: int, description: The station's position.}
  - {name: period_start, type: date, description: First day of the reporting period of entering.}
  - {name: days_to_win, type: int, description: "Days from entering to winning, with the station WON only."}
  - {name: days_since_entry, type: int, description: Days from entering to the last covered day.}
checks:
  - not_null: [funnel_name, entry_id, step_no, period_start]
---*/

with

last_day as (

    select snapshot_date as last_date from silver.snapshot_date where is_last

),

stations as (

    select 'lead_to_won' as funnel_name, lead_id as entry_id, 'LEAD' as stage, cast(created_at as date) as entered_date,
        cast(null as date) as won_date
    from silver.lead
    where not is_deleted
    union all
    select 'lead_to_won', lead_id, 'OPPORTUNITY', cast(created_at as date), cast(null as date)
    from silver.lead
    where not is_deleted and converted_opportunity_id is not null
    union all
    select 'lead_to_won', lead.lead_id, 'WON', cast(lead.created_at as date), opportunity.closed_date
    from silver.lead as lead
    inner join silver.opportunity as opportunity on opportunity.opportunity_id = lead.converted_opportunity_id
    where not lead.is_deleted and opportunity.is_won
    union all
    select 'opportunity_to_won', opportunity_id, 'CREATED', created_date, cast(null as date)
    from silver.opportunity
    where not is_undated and outcome not in ('MERGED', 'DELETED')
    union all
    select distinct 'opportunity_to_won', opportunity.opportunity_id, visit.stage_conformed,
        opportunity.created_date, cast(null as date)
    from silver.opportunity_stage_visit as visit
    inner join silver.opportunity as opportunity on opportunity.opportunity_id = visit.opportunity_id
    where not opportunity.is_undated and opportunity.outcome not in ('MERGED', 'DELETED')
    union all
    select 'opportunity_to_won', opportunity_id, 'WON', created_date, closed_date
    from silver.opportunity
    where not is_undated and is_won

)

select
    stations.funnel_name,
    stations.entry_id,
    step.step_no,
    coalesce(calendar.reporting_period_start, stations.entered_date) as period_start,
    case when stations.won_date is not null
        then greatest(lh_days(stations.entered_date, stations.won_date), 0) end as days_to_win,
    lh_days(stations.entered_date, last_day.last_date) as days_since_entry

from stations
inner join silver.funnel_step as step
    on step.funnel_name = stations.funnel_name and step.stage = stations.stage
cross join last_day
left join silver.calendar as calendar on calendar.calendar_date = stations.entered_date
