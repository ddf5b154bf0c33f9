/*---
model: silver.pipeline_flow
kind: full
grain: [period_start, stage, scope]
tags: [pipeline]
owner: revops
description: The movements of gold.pipeline_movement added up by the reporting period in which they were recorded, by stage and in TOTAL, and by scope. Outflows are positive numbers. Cells without any movement have no row; gold.pipeline_flow_statement has every cell.
columns:
  - {name: period_start, type: date, description: First day of the reporting period.}
  - {name: stage, type: string, description: "The stage, or TOTAL for all of them."}
  - {name: scope, type: string, description: "ALL_OPEN, the fiscal quarter of the close date, or NO_CLOSE_DATE."}
  - {name: created_count, type: bigint, description: "Opportunities: entered the pipeline."}
  - {name: created_amount, type: "decimal(19,4)", description: "Reporting currency: entered the pipeline."}
  - {name: reopened_count, type: bigint, description: "Opportunities: came back after they were closed."}
  - {name: reopened_amount, type: "decimal(19,4)", description: "Reporting currency: came back after they were closed."}
  - {name: advanced_in_count, type: bigint, description: "Opportunities: came from an earlier stage."}
  - {name: advanced_in_amount, type: "decimal(19,4)", description: "Reporting currency: came from an earlier stage."}
  - {name: regressed_in_count, type: bigint, description: "Opportunities: came back from a later stage."}
  - {name: regressed_in_amount, type: "decimal(19,4)", description: "Reporting currency: came back from a later stage."}
  - {name: pulled_in_count, type: bigint, description: "Opportunities: had their close date moved into the scope."}
  - {name: pulled_in_amount, type: "decimal(19,4)", description: "Reporting currency: had their close date moved into the scope."}
  - {name: transfer_in_count, type: bigint, description: "Opportunities: came from another owner."}
  - {name: transfer_in_amount, type: "decimal(19,4)", description: "Reporting currency: came from another owner."}
  - {name: amount_increase_count, type: bigint, description: "Opportunities: grew in transaction currency; no movement of amounts alone counts."}
  - {name: amount_increase_amount, type: "decimal(19,4)", description: "Reporting currency: grew in transaction currency."}
  - {name: amount_decrease_count, type: bigint, description: "Opportunities: shrank in transaction currency; no movement of amounts alone counts."}
  - {name: amount_decrease_amount, type: "decimal(19,4)", description: "Reporting currency: shrank in transaction currency."}
  - {name: fx_change_count, type: bigint, description: "Opportunities: changed value because a rate changed; signed; no movement of amounts alone counts."}
  - {name: fx_change_amount, type: "decimal(19,4)", description: "Reporting currency: changed value because a rate changed; signed."}
  - {name: advanced_out_count, type: bigint, description: "Opportunities: went on to a later stage."}
  - {name: advanced_out_amount, type: "decimal(19,4)", description: "Reporting currency: went on to a later stage."}
  - {name: regressed_out_count, type: bigint, description: "Opportunities: went back to an earlier stage."}
  - {name: regressed_out_amount, type: "decimal(19,4)", description: "Reporting currency: went back to an earlier stage."}
  - {name: pushed_out_count, type: bigint, description: "Opportunities: had their close date moved out of the scope."}
  - {name: pushed_out_amount, type: "decimal(19,4)", description: "Reporting currency: had their close date moved out of the scope."}
  - {name: transfer_out_count, type: bigint, description: "Opportunities: went to another owner."}
  - {name: transfer_out_amount, type: "decimal(19,4)", description: "Reporting currency: went to another owner."}
  - {name: won_count, type: bigint, description: "Opportunities: were won."}
  - {name: won_amount, type: "decimal(19,4)", description: "Reporting currency: were won."}
  - {name: lost_count, type: bigint, description: "Opportunities: were lost."}
  - {name: lost_amount, type: "decimal(19,4)", description: "Reporting currency: were lost."}
  - {name: disqualified_count, type: bigint, description: "Opportunities: turned out to be no opportunity."}
  - {name: disqualified_amount, type: "decimal(19,4)", description: "Reporting currency: turned out to be no opportunity."}
  - {name: deleted_count, type: bigint, description: "Opportunities: were deleted."}
  - {name: deleted_amount, type: "decimal(19,4)", description: "Reporting currency: were deleted."}
  - {name: merged_count, type: bigint, description: "Opportunities: turned out to be duplicates."}
  - {name: merged_amount, type: "decimal(19,4)", description: "Reporting currency: turned out to be duplicates."}
  - {name: net_count, type: bigint, description: By how many opportunities all movements change the balance.}
  - {name: net_amount, type: "decimal(19,4)", description: By how much of the reporting currency all movements change the balance.}
checks:
  - not_null: [period_start, stage, scope, net_count, net_amount]
  - sql: >-
      select movement.movement_id from gold.pipeline_movement as movement
      left join silver.calendar as calendar on calendar.calendar_date = cast(movement.recorded_at as date)
      where calendar.calendar_date is null
    name: every_movement_lies_in_a_period
---*/

select calendar.reporting_period_start as period_start,
    case when levels.is_total then 'TOTAL' else movement.stage end as stage,
    movement.scope,
    sum(case when movement_type = 'CREATED' then count_delta else 0 end) as created_count,
    sum(case when movement_type = 'CREATED' then amount_delta else 0 end) as created_amount,
    sum(case when movement_type = 'REOPENED' then count_delta else 0 end) as reopened_count,
    sum(case when movement_type = 'REOPENED' then amount_delta else 0 end) as reopened_amount,
    sum(case when movement_type = 'ADVANCED_IN' then count_delta else 0 end) as advanced_in_count,
    sum(case when movement_type = 'ADVANCED_IN' then amount_delta else 0 end) as advanced_in_amount,
    sum(case when movement_type = 'REGRESSED_IN' then count_delta else 0 end) as regressed_in_count,
    sum(case when movement_type = 'REGRESSED_IN' then amount_delta else 0 end) as regressed_in_amount,
    sum(case when movement_type = 'PULLED_IN' then count_delta else 0 end) as pulled_in_count,
    sum(case when movement_type = 'PULLED_IN' then amount_delta else 0 end) as pulled_in_amount,
    sum(case when movement_type = 'TRANSFER_IN' then count_delta else 0 end) as transfer_in_count,
    sum(case when movement_type = 'TRANSFER_IN' then amount_delta else 0 end) as transfer_in_amount,
    sum(case when movement_type = 'AMOUNT_INCREASE' then count_delta else 0 end) as amount_increase_count,
    sum(case when movement_type = 'AMOUNT_INCREASE' then amount_delta else 0 end) as amount_increase_amount,
    -sum(case when movement_type = 'AMOUNT_DECREASE' then count_delta else 0 end) as amount_decrease_count,
    -sum(case when movement_type = 'AMOUNT_DECREASE' then amount_delta else 0 end) as amount_decrease_amount,
    sum(case when movement_type = 'FX_CHANGE' then count_delta else 0 end) as fx_change_count,
    sum(case when movement_type = 'FX_CHANGE' then amount_delta else 0 end) as fx_change_amount,
    -sum(case when movement_type = 'ADVANCED_OUT' then count_delta else 0 end) as advanced_out_count,
    -sum(case when movement_type = 'ADVANCED_OUT' then amount_delta else 0 end) as advanced_out_amount,
    -sum(case when movement_type = 'REGRESSED_OUT' then count_delta else 0 end) as regressed_out_count,
    -sum(case when movement_type = 'REGRESSED_OUT' then amount_delta else 0 end) as regressed_out_amount,
    -sum(case when movement_type = 'PUSHED_OUT' then count_delta else 0 end) as pushed_out_count,
    -sum(case when movement_type = 'PUSHED_OUT' then amount_delta else 0 end) as pushed_out_amount,
    -sum(case when movement_type = 'TRANSFER_OUT' then count_delta else 0 end) as transfer_out_count,
    -sum(case when movement_type = 'TRANSFER_OUT' then amount_delta else 0 end) as transfer_out_amount,
    -sum(case when movement_type = 'WON' then count_delta else 0 end) as won_count,
    -sum(case when movement_type = 'WON' then amount_delta else 0 end) as won_amount,
    -sum(case when movement_type = 'LOST' then count_delta else 0 end) as lost_count,
    -sum(case when movement_type = 'LOST' then amount_delta else 0 end) as lost_amount,
    -sum(case when movement_type = 'DISQUALIFIED' then count_delta else 0 end) as disqualified_count,
    -sum(case when movement_type = 'DISQUALIFIED' then amount_delta else 0 end) as disqualified_amount,
    -sum(case when movement_type = 'DELETED' then count_delta else 0 end) as deleted_count,
    -sum(case when movement_type = 'DELETED' then amount_delta else 0 end) as deleted_amount,
    -sum(case when movement_type = 'MERGED' then count_delta else 0 end) as merged_count,
    -sum(case when movement_type = 'MERGED' then amount_delta else 0 end) as merged_amount,
    sum(count_delta) as net_count,
    sum(amount_delta) as net_amount

from gold.pipeline_movement as movement
inner join silver.calendar as calendar on calendar.calendar_date = cast(movement.recorded_at as date)
cross join (values (false), (true)) as levels(is_total)

group by calendar.reporting_period_start, case when levels.is_total then 'TOTAL' else movement.stage end,
    movement.scope
