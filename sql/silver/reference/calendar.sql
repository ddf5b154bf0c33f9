/*---
model: silver.calendar
kind: full
grain: [calendar_date]
tags: [reference]
owner: revops
description: One row a day from the parameter calendar_start, or from the second year before the first opportunity if that is earlier, to two years after the run's as-of, with the ISO week, the fiscal period by the month offset of fiscal_year_start_month, and the business days of business_region.
columns:
  - {name: calendar_date, type: date, description: The day.}
  - {name: date_key, type: int, description: The day as the number yyyymmdd.}
  - {name: iso_year, type: int, description: The year that the ISO week belongs to.}
  - {name: iso_week, type: int, description: "The ISO week, 1 to 53; weeks begin on Monday."}
  - {name: month_start, type: date, description: First day of the calendar month.}
  - {name: quarter_start, type: date, description: First day of the calendar quarter.}
  - {name: year_start, type: date, description: First day of the calendar year.}
  - {name: fiscal_year, type: int, description: "The fiscal year, numbered by the calendar year that it ends in."}
  - {name: fiscal_quarter, type: int, description: "The quarter of the fiscal year, 1 to 4."}
  - {name: fiscal_period, type: int, description: "The month of the fiscal year, 1 to 12."}
  - {name: fiscal_quarter_start, type: date, description: First day of the fiscal quarter.}
  - {name: fiscal_year_start, type: date, description: First day of the fiscal year.}
  - {name: fiscal_quarter_label, type: string, description: "The fiscal quarter as a label, for example 2024Q3."}
  - {name: reporting_period_start, type: date, description: First day of the reporting period that the parameter reporting_period names.}
  - {name: reporting_period_end, type: date, description: First day after the reporting period.}
  - {name: is_business_day, type: boolean, description: Whether the day is neither Saturday nor Sunday nor a holiday.}
  - {name: business_day_seq, type: bigint, description: "How many business days there are from the calendar's first day up to and including this day, so that a difference counts business days."}
  - {name: is_month_end, type: boolean, description: Whether it is the last day of its month.}
  - {name: is_fiscal_quarter_end, type: boolean, description: Whether it is the last day of its fiscal quarter.}
checks:
  - not_null: [calendar_date, fiscal_year, fiscal_quarter_start, reporting_period_start]
  - sql: select * from this where reporting_period_start > calendar_date or reporting_period_end <= calendar_date
    name: a_day_lies_in_its_period
---*/

with

bounds as (

    select least($calendar_start, coalesce(
            lh_add_months(lh_year_start(cast(min(entered_at) as date)), -24), $calendar_start)) as first_date,
        lh_add_months(cast($as_of as date), 24) as last_date

    from silver.intake_opportunity

),

days as (

    select days.day as calendar_date

    from bounds
    cross join lateral (select day from lh_calendar(bounds.first_date, bounds.last_date)) as days

),

fiscal as (

    -- Shifting a day back by the offset turns the fiscal year into the calendar year of the shifted day.
    select
        calendar_date,
        lh_month_start(calendar_date) as month_start,
        cast(lh_pmod(month(calendar_date) - $fiscal_year_start_month, 12) as int) + 1 as fiscal_period

    from days

),

starts as (

    select
        calendar_date,
        month_start,
        fiscal_period,
        lh_add_months(month_start, cast(1 - fiscal_period as int)) as fiscal_year_start,
        lh_add_months(month_start, cast(0 - lh_pmod(fiscal_period - 1, 3) as int)) as fiscal_quarter_start,
        cast(lh_idiv(fiscal_period - 1, 3) as int) + 1 as fiscal_quarter

    from fiscal

),

business as (

    select
        starts.calendar_date,
        case
            when lh_iso_weekday(starts.calendar_date) >= 6 then 0
            when holiday.holiday_date is not null then 0
            else 1
        end as business_day

    from starts
    left join definition.holiday as holiday
        on holiday.holiday_date = starts.calendar_date and holiday.region = $business_region

),

final as (

    select
        starts.calendar_date,
        lh_date_key(starts.calendar_date) as date_key,
        lh_iso_year(starts.calendar_date) as iso_year,
        lh_iso_week(starts.calendar_date) as iso_week,
        starts.month_start,
        lh_quarter_start(starts.calendar_date) as quarter_start,
        lh_year_start(starts.calendar_date) as year_start,
        year(lh_add_months(starts.fiscal_year_start, 11)) as fiscal_year,
        starts.fiscal_quarter,
        starts.fiscal_period,
        starts.fiscal_quarter_start,
        starts.fiscal_year_start,
        cast(year(lh_add_months(starts.fiscal_year_start, 11)) as string) || 'Q'
            || cast(starts.fiscal_quarter as string) as fiscal_quarter_label,
        case when $reporting_period = 'month' then starts.month_start
            else starts.fiscal_quarter_start end as reporting_period_start,
        case when $reporting_period = 'month' then lh_add_months(starts.month_start, 1)
            else lh_add_months(starts.fiscal_quarter_start, 3) end as reporting_period_end,
        business.business_day = 1 as is_business_day,
        sum(business.business_day) over (
            order by starts.calendar_date rows between unbounded preceding and current row
        ) as business_day_seq,
        starts.calendar_date = lh_month_end(starts.calendar_date) as is_month_end,
        starts.calendar_date = lh_add_days(lh_add_months(starts.fiscal_quarter_start, 3), -1)
            as is_fiscal_quarter_end

    from starts
    inner join business on business.calendar_date = starts.calendar_date

)

select * from final
