/*---
model: silver.attribution_conversion
kind: full
grain: [conversion_type, conversion_id, scope]
tags: [attribution]
owner: marketing-ops
description: >-
  What attribution explains: a lead that came in (LEAD, scope PERSON), an opportunity that entered the
  pipeline (OPPORTUNITY) and one that was won (WON), the latter two in both scopes. PERSON looks at the people
  named on the opportunity and the lead it came from, ACCOUNT at everybody of the account. Merged, deleted
  and undated opportunities are no conversions; a reopened and lost one is not won.
columns:
  - {name: conversion_type, type: string, description: "LEAD, OPPORTUNITY or WON."}
  - {name: conversion_id, type: string, description: "Golden lead or opportunity."}
  - {name: scope, type: string, description: "PERSON or ACCOUNT."}
  - {name: account_id, type: string, description: "Golden account, or UNKNOWN."}
  - {name: value, type: "decimal(19,4)", description: "Amount of the opportunity in the reporting currency; 0 for a lead or without amount."}
  - {name: is_value_missing, type: boolean, description: "True if an opportunity has no amount in the reporting currency."}
  - {name: converted_at, type: timestamp, description: "When it happened, UTC."}
  - {name: lead_created_at, type: timestamp, description: "When the first lead behind it came in, null if none within the look-back."}
  - {name: opportunity_created_at, type: timestamp, description: "When the opportunity entered the pipeline, null for a lead."}
checks:
  - not_null: [conversion_type, conversion_id, scope, account_id, value, converted_at]
  - accepted_values: {column: conversion_type, values: [LEAD, OPPORTUNITY, WON]}
  - accepted_values: {column: scope, values: [PERSON, ACCOUNT]}
---*/

with

opportunity as (

    select
        opportunity_id,
        account_id,
        created_at,
        closed_at,
        is_won,
        amount_reporting

    from silver.opportunity

    where
        outcome not in ('MERGED', 'DELETED')
        and not coalesce(is_undated, false)
        and created_at < $as_of

),

opportunity_conversion as (

    select 'OPPORTUNITY' as conversion_type, opportunity.*, created_at as converted_at from opportunity
    union all
    select 'WON', opportunity.*, closed_at from opportunity
    where is_won and closed_at is not null and closed_at < $as_of

),

lead_behind as (

    select
        conversion.conversion_type,
        conversion.opportunity_id,
        min(lead.created_at) as lead_created_at

    from opportunity_conversion as conversion

    inner join silver.lead as lead
        on
            lead.created_at <= conversion.converted_at
            and lead.created_at >= cast(
                lh_add_days(cast(conversion.converted_at as date), 0 - $attribution_lookback_days) as timestamp
            )
            and (
                lead.converted_opportunity_id = conversion.opportunity_id
                or (lead.account_id = conversion.account_id and lead.account_id <> 'UNKNOWN')
            )

    group by conversion.conversion_type, conversion.opportunity_id

)

select
    conversion.conversion_type,
    conversion.opportunity_id as conversion_id,
    scope.scope,
    conversion.account_id,
    coalesce(conversion.amount_reporting, cast(0 as decimal(19, 4))) as value,
    conversion.amount_reporting is null as is_value_missing,
    conversion.converted_at,
    lead_behind.lead_created_at,
    conversion.created_at as opportunity_created_at

from opportunity_conversion as conversion

cross join (values ('PERSON'), ('ACCOUNT')) as scope (scope)

left join lead_behind
    on
        lead_behind.conversion_type = conversion.conversion_type
        and lead_behind.opportunity_id = conversion.opportunity_id

union all

select
    'LEAD',
    lead_id,
    'PERSON',
    coalesce(account_id, 'UNKNOWN'),
    cast(0 as decimal(19, 4)),
    false,
    created_at,
    created_at,
    cast(null as timestamp)

from silver.lead

where created_at < $as_of
