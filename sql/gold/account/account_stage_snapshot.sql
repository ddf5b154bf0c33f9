/*---
model: gold.account_stage_snapshot
kind: full
grain: [snapshot_date, stage, segment]
tags: [accounts]
owner: revops
description: >-
  How many accounts are in each stage at the end of each month before the as-of, by the segment that they
  entered the stage with. Every stage and segment has a row, also with nobody in it, and a day's rows add up
  to all accounts that existed on it. Do not add up days.
columns:
  - {name: snapshot_date, type: date, description: "Last day of a month; accounts are counted at its end."}
  - {name: stage, type: string, description: "Stage of the account."}
  - {name: segment, type: string, description: "Segment of the account when it entered the stage."}
  - {name: stage_order, type: int, description: "Order of the stage, 1 is the first."}
  - {name: account_count, type: bigint, description: "Accounts in the stage."}
  - {name: stuck_account_count, type: bigint, description: "Those that have been in it longer than 90 percent of the visits to the stage that had ended by then; 0 while none has ended."}
  - {name: p90_days, type: double, description: "That length in days, over all segments; null while no visit has ended."}
  - {name: as_of_date, type: date, description: "Date of the run's as-of."}
checks:
  - not_null: [snapshot_date, stage, segment, account_count, stuck_account_count]
  - name: adds_up_to_the_universe
    sql: >-
      select snapshot.snapshot_date
      from (select snapshot_date, sum(account_count) as n from this group by snapshot_date) as snapshot
      inner join (select month_end.snapshot_date, count(*) as n
      from (select distinct snapshot_date from this) as month_end
      inner join (select account_id, cast(min(valid_from) as date) as starts_on
      from silver.account group by account_id) as universe on universe.starts_on <= month_end.snapshot_date
      group by month_end.snapshot_date) as universe on universe.snapshot_date = snapshot.snapshot_date
      where snapshot.n <> universe.n
---*/

with

visit as (

    select
        history.*,
        cast(entered_at as date) as entered_on,
        cast(exited_at as date) as exited_on

    from gold.account_stage_history as history

),

month_end as (

    select calendar.calendar_date as snapshot_date

    from silver.calendar as calendar

    cross join (select min(entered_on) as first_day from visit) as earliest

    where
        calendar.is_month_end
        and calendar.calendar_date >= earliest.first_day
        and cast(lh_add_days(calendar.calendar_date, 1) as timestamp) <= $as_of

),

grid as (

    select
        month_end.snapshot_date,
        stage.stage,
        stage.stage_order,
        segment.segment

    from month_end

    cross join definition.account_stage as stage

    cross join (select distinct segment from visit) as segment

),

p90 as (

    select
        month_end.snapshot_date,
        visit.stage,
        percentile_cont(0.9) within group (order by cast(visit.days_in_stage as double)) as p90_days

    from month_end

    inner join visit
        on visit.exited_on <= month_end.snapshot_date

    group by month_end.snapshot_date, visit.stage

),

present as (

    select
        month_end.snapshot_date,
        visit.stage,
        visit.segment,
        count(*) as account_count,
        count(
            case when lh_days(visit.entered_on, month_end.snapshot_date) + 1 > p90.p90_days then 1 end
        ) as stuck_account_count

    from month_end

    inner join visit
        on
            visit.entered_on <= month_end.snapshot_date
            and (visit.exited_on is null or visit.exited_on > month_end.snapshot_date)

    left join p90
        on p90.snapshot_date = month_end.snapshot_date and p90.stage = visit.stage

    group by month_end.snapshot_date, visit.stage, visit.segment

)

select
    grid.snapshot_date,
    grid.stage,
    grid.segment,
    grid.stage_order,
    coalesce(present.account_count, 0) as account_count,
    coalesce(present.stuck_account_count, 0) as stuck_account_count,
    p90.p90_days,
    cast($as_of as date) as as_of_date

from grid

left join present
    on
        present.snapshot_date = grid.snapshot_date
        and present.stage = grid.stage
        and present.segment = grid.segment

left join p90
    on p90.snapshot_date = grid.snapshot_date and p90.stage = grid.stage
