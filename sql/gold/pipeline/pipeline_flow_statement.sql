/*---
model: gold.pipeline_flow_statement
kind: full
grain: [period_start, stage, scope]
tags: [pipeline]
owner: revops
description: What the pipeline held at the start of each period, what came and went by kind of movement, and what it held at the end, per stage and in TOTAL, for all open opportunities and for those that are to close in a fiscal quarter. Movements are sums of gold.pipeline_movement in the period in which they were recorded; opening and closing come from gold.pipeline_balance_sheet, so that check, which is opening plus movements minus closing, is a real test. Outflows are positive numbers. Every stage, period and scope has its row, with zeros. Add up neither TOTAL with its stages, nor ALL_OPEN with quarter scopes, nor openings and closings over periods.
columns:
  - {name: period_start, type: date, description: First day of the reporting period.}
  - {name: period_end, type: date, description: First day after the reporting period.}
  - {name: stage, type: string, description: "The stage, or TOTAL for all of them."}
  - {name: stage_order, type: int, description: Position of the stage in its funnel; null for TOTAL.}
  - {name: scope, type: string, description: "ALL_OPEN, or the fiscal quarter of the close date such as 2024Q3, or NO_CLOSE_DATE."}
  - {name: is_complete, type: boolean, description: Whether the period had ended at the run's as-of.}
  - {name: opening_count, type: bigint, description: "Opportunities: were there at the end of the period before."}
  - {name: opening_amount, type: "decimal(19,4)", description: "Reporting currency: were there at the end of the period before."}
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
  - {name: closing_count, type: bigint, description: "Opportunities: were there at the end of the period by the balance sheet."}
  - {name: closing_amount, type: "decimal(19,4)", description: "Reporting currency: were there at the end of the period by the balance sheet."}
  - {name: check_count, type: bigint, description: "Opportunities: opening plus movements minus closing; always 0."}
  - {name: check_amount, type: "decimal(19,4)", description: "Reporting currency: opening plus movements minus closing; always 0."}
  - {name: as_of_date, type: date, description: The UTC day of the run's as-of.}
checks:
  - not_null: [period_start, stage, scope, opening_count, opening_amount, closing_count, closing_amount, check_count, check_amount]
  - sql: select * from this where check_count <> 0 or check_amount <> 0
    name: check_is_zero_in_every_cell
  - sql: >-
      select * from this where check_count <> opening_count + created_count + reopened_count + advanced_in_count + regressed_in_count + pulled_in_count + transfer_in_count + amount_increase_count + fx_change_count - amount_decrease_count - advanced_out_count - regressed_out_count - pushed_out_count - transfer_out_count - won_count - lost_count - disqualified_count - deleted_count - merged_count - closing_count
      or check_amount <> opening_amount + created_amount + reopened_amount + advanced_in_amount + regressed_in_amount + pulled_in_amount + transfer_in_amount + amount_increase_amount + fx_change_amount - amount_decrease_amount - advanced_out_amount - regressed_out_amount - pushed_out_amount - transfer_out_amount - won_amount - lost_amount - disqualified_amount - deleted_amount - merged_amount - closing_amount
    name: check_is_the_printed_formula
  - sql: >-
      select later.period_start from this as later
      inner join this as earlier on earlier.period_end = later.period_start
      and earlier.stage = later.stage and earlier.scope = later.scope
      where later.opening_count <> earlier.closing_count or later.opening_amount <> earlier.closing_amount
    name: opening_is_the_closing_before
  - sql: >-
      select period_start from this where stage <> 'TOTAL' group by period_start, scope
      having sum(advanced_in_count) <> sum(advanced_out_count) or sum(advanced_in_amount) <> sum(advanced_out_amount)
      or sum(regressed_in_count) <> sum(regressed_out_count) or sum(regressed_in_amount) <> sum(regressed_out_amount)
      or sum(transfer_in_count) <> sum(transfer_out_count) or sum(transfer_in_amount) <> sum(transfer_out_amount)
    name: what_leaves_a_stage_enters_another
  - sql: >-
      select period_start from this group by period_start, scope
      having sum(case when stage = 'TOTAL' then closing_count else -closing_count end) <> 0
      or sum(case when stage = 'TOTAL' then closing_amount else -closing_amount end) <> 0
      or sum(case when stage = 'TOTAL' then won_amount else -won_amount end) <> 0
    name: total_is_the_sum_of_stages
  - sql: >-
      select period_start from this group by period_start, stage
      having sum(case when scope = 'ALL_OPEN' then closing_count else -closing_count end) <> 0
      or sum(case when scope = 'ALL_OPEN' then closing_amount else -closing_amount end) <> 0
    name: all_open_is_the_sum_of_quarters
  - sql: select * from this where scope = 'ALL_OPEN' and (pulled_in_count <> 0 or pushed_out_count <> 0)
    name: close_dates_move_quarters_only
  - sql: >-
      select moved.opportunity_id from (select opportunity_id, sum(count_delta) as opp_count,
      sum(amount_delta) as amount from gold.pipeline_movement where scope = 'ALL_OPEN' group by opportunity_id) as moved
      left join (select snapshot.opportunity_id, snapshot.amount_reporting from gold.pipeline_snapshot as snapshot
      inner join silver.snapshot_date as snapshot_date on snapshot_date.snapshot_date = snapshot.snapshot_date
      where snapshot_date.is_last) as state on state.opportunity_id = moved.opportunity_id
      where moved.opp_count <> case when state.opportunity_id is null then 0 else 1 end
      or moved.amount <> coalesce(state.amount_reporting, 0)
    name: every_opportunity_adds_up_to_its_state
  - sql: >-
      select balance.snapshot_date from (select snapshot_date, sum(opp_count) as opp_count, sum(amount) as amount
      from gold.pipeline_balance_sheet group by snapshot_date) as balance
      inner join this on this.period_end = lh_add_days(balance.snapshot_date, 1)
      where this.stage = 'TOTAL' and this.scope = 'ALL_OPEN'
      and (this.closing_count <> balance.opp_count or this.closing_amount <> balance.amount)
    name: closing_is_the_balance_sheet
---*/

with

periods as (

    select calendar.reporting_period_start as period_start, calendar.reporting_period_end as period_end,
        max(snapshot.snapshot_date) as closing_date,
        max(calendar.calendar_date) = lh_add_days(calendar.reporting_period_end, -1) as is_complete

    from silver.snapshot_date as snapshot
    inner join silver.calendar as calendar on calendar.calendar_date = snapshot.snapshot_date

    group by calendar.reporting_period_start, calendar.reporting_period_end

),

stages as (

    select stage, max(stage_order) as stage_order
    from definition.stage_definition
    where funnel_name = 'opportunity' and is_open
    group by stage
    union all
    select 'TOTAL', cast(null as int)

),

scopes as (

    select 'ALL_OPEN' as scope
    union all
    select distinct scope from silver.pipeline_flow where scope <> 'ALL_OPEN'

),

closings as (

    select balance.snapshot_date,
        case when levels.is_total then 'TOTAL' else balance.stage end as stage,
        case when levels.is_quarter then balance.close_fiscal_quarter else 'ALL_OPEN' end as scope,
        sum(balance.opp_count) as closing_count,
        sum(balance.amount) as closing_amount

    from gold.pipeline_balance_sheet as balance
    cross join (values (false, false), (false, true), (true, false), (true, true)) as levels(is_total, is_quarter)

    group by balance.snapshot_date, case when levels.is_total then 'TOTAL' else balance.stage end,
        case when levels.is_quarter then balance.close_fiscal_quarter else 'ALL_OPEN' end

),

cells as (

    select periods.period_start, periods.period_end, periods.is_complete, stages.stage, stages.stage_order,
        scopes.scope, coalesce(closings.closing_count, 0) as closing_count,
        coalesce(closings.closing_amount, 0) as closing_amount

    from periods
    cross join stages
    cross join scopes
    left join closings
        on closings.snapshot_date = periods.closing_date and closings.stage = stages.stage
        and closings.scope = scopes.scope

),

opened as (

    select cells.*,
        coalesce(lag(closing_count) over (partition by stage, scope order by period_start), 0) as opening_count,
        coalesce(lag(closing_amount) over (partition by stage, scope order by period_start), 0) as opening_amount

    from cells

)

select
    opened.period_start,
    opened.period_end,
    opened.stage,
    opened.stage_order,
    opened.scope,
    opened.is_complete,
    opened.opening_count,
    opened.opening_amount,
    coalesce(moved.created_count, 0) as created_count,
    coalesce(moved.created_amount, 0) as created_amount,
    coalesce(moved.reopened_count, 0) as reopened_count,
    coalesce(moved.reopened_amount, 0) as reopened_amount,
    coalesce(moved.advanced_in_count, 0) as advanced_in_count,
    coalesce(moved.advanced_in_amount, 0) as advanced_in_amount,
    coalesce(moved.regressed_in_count, 0) as regressed_in_count,
    coalesce(moved.regressed_in_amount, 0) as regressed_in_amount,
    coalesce(moved.pulled_in_count, 0) as pulled_in_count,
    coalesce(moved.pulled_in_amount, 0) as pulled_in_amount,
    coalesce(moved.transfer_in_count, 0) as transfer_in_count,
    coalesce(moved.transfer_in_amount, 0) as transfer_in_amount,
    coalesce(moved.amount_increase_count, 0) as amount_increase_count,
    coalesce(moved.amount_increase_amount, 0) as amount_increase_amount,
    coalesce(moved.amount_decrease_count, 0) as amount_decrease_count,
    coalesce(moved.amount_decrease_amount, 0) as amount_decrease_amount,
    coalesce(moved.fx_change_count, 0) as fx_change_count,
    coalesce(moved.fx_change_amount, 0) as fx_change_amount,
    coalesce(moved.advanced_out_count, 0) as advanced_out_count,
    coalesce(moved.advanced_out_amount, 0) as advanced_out_amount,
    coalesce(moved.regressed_out_count, 0) as regressed_out_count,
    coalesce(moved.regressed_out_amount, 0) as regressed_out_amount,
    coalesce(moved.pushed_out_count, 0) as pushed_out_count,
    coalesce(moved.pushed_out_amount, 0) as pushed_out_amount,
    coalesce(moved.transfer_out_count, 0) as transfer_out_count,
    coalesce(moved.transfer_out_amount, 0) as transfer_out_amount,
    coalesce(moved.won_count, 0) as won_count,
    coalesce(moved.won_amount, 0) as won_amount,
    coalesce(moved.lost_count, 0) as lost_count,
    coalesce(moved.lost_amount, 0) as lost_amount,
    coalesce(moved.disqualified_count, 0) as disqualified_count,
    coalesce(moved.disqualified_amount, 0) as disqualified_amount,
    coalesce(moved.deleted_count, 0) as deleted_count,
    coalesce(moved.deleted_amount, 0) as deleted_amount,
    coalesce(moved.merged_count, 0) as merged_count,
    coalesce(moved.merged_amount, 0) as merged_amount,
    opened.closing_count,
    opened.closing_amount,
    opened.opening_count + coalesce(moved.net_count, 0) - opened.closing_count as check_count,
    opened.opening_amount + coalesce(moved.net_amount, 0) - opened.closing_amount as check_amount,
    cast($as_of as date) as as_of_date

from opened
left join silver.pipeline_flow as moved
    on moved.period_start = opened.period_start and moved.stage = opened.stage and moved.scope = opened.scope
