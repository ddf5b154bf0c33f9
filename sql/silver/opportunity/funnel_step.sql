/*---
model: silver.funnel_step
kind: full
grain: [funnel_name, step_no]
tags: [opportunity]
owner: revops
description: The stations of each funnel in order. The stations of opportunity_to_won are the open stages of definition.stage_definition between entering and winning.
columns:
  - {name: funnel_name, type: string, description: "lead_to_won or opportunity_to_won."}
  - {name: step_no, type: int, description: Position from 1.}
  - {name: stage, type: string, description: The station.}
  - {name: stage_order, type: int, description: The stage's position in its definition; null for stations that are no stages.}
checks:
  - not_null: [funnel_name, step_no, stage]
---*/

with

open_stages as (

    select stage, max(stage_order) as stage_order

    from definition.stage_definition

    where funnel_name = 'opportunity' and is_open and stage <> 'UNMAPPED'

    group by stage

),

final as (

    select 'lead_to_won' as funnel_name, station.step_no, station.stage, cast(null as int) as stage_order
    from (values (1, 'LEAD'), (2, 'OPPORTUNITY'), (3, 'WON')) as station(step_no, stage)
    union all
    select 'opportunity_to_won', 1, 'CREATED', cast(null as int)
    union all
    select 'opportunity_to_won', 1 + row_number() over (order by stage_order, stage), stage, stage_order
    from open_stages
    union all
    select 'opportunity_to_won', 2 + count(*), 'WON', cast(null as int)
    from open_stages

)

select funnel_name, step_no, stage, stage_order from final
