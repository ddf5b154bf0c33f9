/*---
model: silver.opportunity_stage_visit
kind: full
grain: [opportunity_id, visit_no]
tags: [opportunity]
owner: revops
description: Each stay of an opportunity in an open stage, as it was recorded. Coming back to a stage, also after a close, is another visit. Closed states are no visits; what ended a visit is exit_to.
columns:
  - {name: opportunity_id, type: string, description: The opportunity.}
  - {name: visit_no, type: bigint, description: Counts the visits from 1.}
  - {name: stage_visit_no, type: bigint, description: Counts the visits of the same stage from 1.}
  - {name: stage_conformed, type: string, description: The stage.}
  - {name: stage_order, type: int, description: Position of the stage in its funnel.}
  - {name: entered_at, type: timestamp, description: "When the visit was first recorded, UTC."}
  - {name: exited_at, type: timestamp, description: "When its end was recorded, UTC; null while it lasts."}
  - {name: exit_to, type: string, description: "The next open stage, or the outcome that closed it; null while it lasts."}
  - {name: exit_outcome, type: string, description: "OPEN when it moved to another stage, else the outcome; null while it lasts."}
checks:
  - not_null: [opportunity_id, visit_no, stage_conformed, entered_at]
  - sql: select * from this where exited_at <= entered_at
    name: visits_last
---*/

with

states as (

    select opportunity_id, version_no, recorded_at, stage_order,
        case when is_open then stage_conformed else outcome end as state_name, is_open, outcome,
        lag(case when is_open then stage_conformed else outcome end) over (
            partition by opportunity_id order by version_no
        ) as previous_state_name,
        lag(is_open) over (partition by opportunity_id order by version_no) as was_open

    from silver.opportunity_version

),

turns as (

    select opportunity_id, version_no, recorded_at, stage_order, state_name, is_open, outcome,
        lead(recorded_at) over (partition by opportunity_id order by version_no) as next_at,
        lead(state_name) over (partition by opportunity_id order by version_no) as next_state_name,
        lead(outcome) over (partition by opportunity_id order by version_no) as next_outcome

    from states

    where previous_state_name is null or previous_state_name <> state_name or was_open <> is_open

)

select
    opportunity_id,
    row_number() over (partition by opportunity_id order by version_no) as visit_no,
    row_number() over (partition by opportunity_id, state_name order by version_no) as stage_visit_no,
    state_name as stage_conformed,
    stage_order,
    recorded_at as entered_at,
    next_at as exited_at,
    next_state_name as exit_to,
    next_outcome as exit_outcome

from turns

where is_open
