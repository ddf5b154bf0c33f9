/*---
model: gold.funnel_conversion
kind: full
grain: [period_start, funnel_name, step_no]
tags: [pipeline]
owner: revops
description: How many of those that entered a funnel in a period came how far by the run's as-of. The period is that of entering, so that later periods never lend their wins to earlier entries. In lead_to_won golden leads become opportunities and wins; in opportunity_to_won opportunities pass the open stages, and who reached a later stage counts as having passed the earlier ones.
columns:
  - {name: period_start, type: date, description: First day of the reporting period of entering the funnel.}
  - {name: funnel_name, type: string, description: "lead_to_won or opportunity_to_won."}
  - {name: step_no, type: int, description: Position of the step from 1.}
  - {name: stage, type: string, description: Where the step begins.}
  - {name: next_stage, type: string, description: Where the step ends.}
  - {name: entered_count, type: bigint, description: Entries that came to the step's beginning.}
  - {name: converted_count, type: bigint, description: Those of them that came to its end.}
  - {name: rate, type: "decimal(12,9)", description: "Converted by entered, in [0, 1]; null when nobody entered."}
  - {name: cumulative_rate, type: "decimal(12,9)", description: "Converted by those that entered the funnel, the product of the rates so far, in [0, 1]; null when nobody entered."}
  - {name: one_in_n, type: "decimal(19,4)", description: "How many entries it takes for one that comes to the step's end; null when none did."}
  - {name: is_mature, type: boolean, description: Whether the period ended at least as many days ago as nine in ten wins of the funnel took.}
  - {name: as_of_date, type: date, description: The UTC day of the run's as-of.}
checks:
  - not_null: [period_start, funnel_name, step_no, stage, next_stage, entered_count, converted_count]
  - sql: select * from this where converted_count > entered_count
    name: nobody_converts_who_did_not_enter
  - sql: >-
      select later.period_start from this as later inner join this as earlier
      on earlier.period_start = later.period_start and earlier.funnel_name = later.funnel_name
      and earlier.step_no + 1 = later.step_no where earlier.converted_count <> later.entered_count
    name: a_step_begins_where_the_one_before_ends
---*/

with

steps as (

    select funnel_name, step_no, stage,
        lead(stage) over (partition by funnel_name order by step_no) as next_stage

    from (select distinct funnel_name, step_no, stage from silver.funnel_step) as named

),

entries as (

    select funnel_name, period_start, entry_id, max(step_no) as furthest_step_no, max(days_to_win) as days_to_win,
        min(days_since_entry) as days_since_entry

    from silver.funnel_reach

    group by funnel_name, period_start, entry_id

),

typical as (

    select funnel_name, percentile_cont(0.9) within group (order by cast(days_to_win as double)) as p90_days

    from entries

    where days_to_win is not null

    group by funnel_name

),

counts as (

    select entries.funnel_name, entries.period_start, steps.step_no, steps.stage, steps.next_stage,
        count(*) as funnel_count,
        count(case when entries.furthest_step_no >= steps.step_no then 1 end) as entered_count,
        count(case when entries.furthest_step_no > steps.step_no then 1 end) as converted_count,
        min(entries.days_since_entry) as youngest_days

    from entries
    inner join steps on steps.funnel_name = entries.funnel_name

    where steps.next_stage is not null

    group by entries.funnel_name, entries.period_start, steps.step_no, steps.stage, steps.next_stage

)

select
    counts.period_start,
    counts.funnel_name,
    counts.step_no,
    counts.stage,
    counts.next_stage,
    counts.entered_count,
    counts.converted_count,
    cast(lh_div(counts.converted_count, counts.entered_count) as decimal(12, 9)) as rate,
    cast(lh_div(counts.converted_count, counts.funnel_count) as decimal(12, 9)) as cumulative_rate,
    lh_dec4(lh_div(counts.funnel_count, counts.converted_count)) as one_in_n,
    coalesce(counts.youngest_days >= typical.p90_days, false) as is_mature,
    cast($as_of as date) as as_of_date

from counts
left join typical on typical.funnel_name = counts.funnel_name
