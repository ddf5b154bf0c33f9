/*---
model: silver.opportunity_closed
kind: full
grain: [opportunity_id]
tags: [opportunity]
owner: revops
description: Opportunities that were won, lost or disqualified, by the close date as it is now known, with the dimensions of the day of closing and the days that they took. Merged and deleted ones are not among them, so that a duplicate changes no win rate.
columns:
  - {name: opportunity_id, type: string, description: The opportunity.}
  - {name: outcome, type: string, description: "WON, LOST or DISQUALIFIED."}
  - {name: closed_date, type: date, description: The day of closing.}
  - {name: close_period, type: date, description: First day of the reporting period of the day of closing.}
  - {name: seller_id, type: string, description: The owner.}
  - {name: segment, type: string, description: The account's segment on the day of closing; UNKNOWN without one.}
  - {name: product_family, type: string, description: The product family.}
  - {name: pipeline_source, type: string, description: The go-to-market motion that brought it.}
  - {name: opportunity_type, type: string, description: "NEW, EXPANSION, RENEWAL or UNMAPPED."}
  - {name: loss_reason, type: string, description: Why it was not won; null when it was.}
  - {name: amount_reporting, type: "decimal(19,4)", description: "The amount in the reporting currency; null when amount, currency or rate are missing."}
  - {name: cycle_days, type: int, description: "Days from entering the pipeline to closing; 0 when it closed before it was entered, null when it is undated."}
  - {name: first_contact_cycle_days, type: int, description: "Days from the first response of the lead that became it to closing; null without such a lead."}
  - {name: is_left_truncated, type: boolean, description: "Whether it closed in the first period with any close: what closed before the data begins is missing there, and with it most of the losses."}
checks:
  - not_null: [opportunity_id, outcome, closed_date, close_period, seller_id, segment]
  - accepted_values: {column: outcome, values: [WON, LOST, DISQUALIFIED]}
---*/

with

first_contacts as (

    select converted_opportunity_id, min(first_response_at) as first_response_at

    from silver.lead

    where converted_opportunity_id is not null

    group by converted_opportunity_id

),

closed as (

    select opportunity.opportunity_id, opportunity.outcome, opportunity.closed_date, opportunity.owner_seller_id,
        opportunity.account_id, opportunity.product_family, opportunity.pipeline_source,
        opportunity.opportunity_type, opportunity.loss_reason, opportunity.amount_reporting,
        case when opportunity.created_date is not null
            then greatest(lh_days(opportunity.created_date, opportunity.closed_date), 0) end as cycle_days,
        case when first_contacts.first_response_at is not null
            then greatest(lh_days(cast(first_contacts.first_response_at as date), opportunity.closed_date), 0)
        end as first_contact_cycle_days

    from silver.opportunity as opportunity
    left join first_contacts on first_contacts.converted_opportunity_id = opportunity.opportunity_id

    where opportunity.outcome in ('WON', 'LOST', 'DISQUALIFIED') and opportunity.closed_date is not null

)

select
    closed.opportunity_id,
    closed.outcome,
    closed.closed_date,
    coalesce(calendar.reporting_period_start, closed.closed_date) as close_period,
    closed.owner_seller_id as seller_id,
    coalesce(account.segment, 'UNKNOWN') as segment,
    closed.product_family,
    closed.pipeline_source,
    closed.opportunity_type,
    closed.loss_reason,
    closed.amount_reporting,
    closed.cycle_days,
    closed.first_contact_cycle_days,
    coalesce(calendar.reporting_period_start, closed.closed_date)
        = min(coalesce(calendar.reporting_period_start, closed.closed_date)) over () as is_left_truncated

from closed
left join silver.calendar as calendar on calendar.calendar_date = closed.closed_date
left join silver.account as account
    on account.account_id = closed.account_id
    and cast(account.valid_from as date) <= closed.closed_date
    and (account.valid_to is null or cast(account.valid_to as date) > closed.closed_date)
