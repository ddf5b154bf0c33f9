/*---
model: silver.snapshot_date
kind: full
grain: [snapshot_date]
tags: [reference]
owner: revops
description: The days at whose end the pipeline is looked at - every month's last day since the first opportunity was recorded, and the last day that the run's as-of covers.
columns:
  - {name: snapshot_date, type: date, description: The day.}
  - {name: snapshot_at, type: timestamp, description: "The instant before which everything is included, UTC: the start of the next day, or the as-of."}
  - {name: is_month_end, type: boolean, description: Whether the day ends its month and is covered whole.}
  - {name: is_last, type: boolean, description: Whether it is the last one.}
checks:
  - not_null: [snapshot_date, snapshot_at]
  - sql: select count(*) as last_count from this where is_last having count(*) <> 1
    name: one_is_the_last
---*/

with

bounds as (

    select
        case when $as_of = cast(cast($as_of as date) as timestamp) then lh_add_days(cast($as_of as date), -1)
            else cast($as_of as date) end as last_date,
        cast(min(recorded_at) as date) as first_date

    from silver.opportunity_version

),

final as (

    select calendar.calendar_date as snapshot_date,
        least(cast(lh_add_days(calendar.calendar_date, 1) as timestamp), $as_of) as snapshot_at,
        calendar.is_month_end and cast(lh_add_days(calendar.calendar_date, 1) as timestamp) <= $as_of
            as is_month_end,
        calendar.calendar_date = bounds.last_date as is_last

    from silver.calendar as calendar
    cross join bounds

    where calendar.calendar_date = bounds.last_date
        or (calendar.is_month_end and calendar.calendar_date >= bounds.first_date
            and calendar.calendar_date < bounds.last_date)

)

select * from final
