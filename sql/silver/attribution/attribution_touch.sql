/*---
model: silver.attribution_touch
kind: full
grain: [conversion_type, conversion_id, scope, touch_position]
tags: [attribution]
owner: marketing-ops
description: >-
  The touches on the way to each conversion in order, and on the way of those who did not convert. A touch
  belongs to a conversion if it is a person's (no bot), attributable by definition.touch_kind_rule, at most
  $attribution_lookback_days days before it, and not after it; one at the very instant of the conversion
  belongs to it. Who has not converted by the as-of has one path with conversion_id NONE: and the unit,
  ending with the last touch. Ties of time are ordered by touch id.
columns:
  - {name: conversion_type, type: string, description: "LEAD, OPPORTUNITY or WON."}
  - {name: conversion_id, type: string, description: "Golden lead or opportunity; NONE: and the account or person without conversion."}
  - {name: scope, type: string, description: "PERSON or ACCOUNT."}
  - {name: account_id, type: string, description: "Golden account, or UNKNOWN."}
  - {name: touch_id, type: string, description: "The touch in silver.touchpoint."}
  - {name: channel, type: string, description: "Its channel."}
  - {name: campaign_id, type: string, description: "Its campaign, null if unknown."}
  - {name: touch_position, type: bigint, description: "Place in the path, 1 is the first."}
  - {name: touch_count, type: bigint, description: "Length of the path."}
  - {name: value, type: "decimal(19,4)", description: "Value of the conversion, 0 if there is none."}
  - {name: is_converted, type: boolean, description: "True if the path ends in a conversion."}
  - {name: is_lead_creation, type: boolean, description: "True for the last touch at or before the lead came in."}
  - {name: is_opportunity_creation, type: boolean, description: "True for the last touch at or before the opportunity entered the pipeline."}
  - {name: touched_at, type: timestamp, description: "When the touch happened, UTC."}
  - {name: converted_at, type: timestamp, description: "When the conversion happened, null if none."}
checks:
  - not_null: [conversion_type, conversion_id, scope, touch_id, channel, touch_position, touch_count, is_converted]
  - unique: [conversion_type, conversion_id, scope, touch_id]
  - name: no_touch_after_the_conversion
    sql: select * from this where touched_at > converted_at
---*/

with

touch as (

    select
        touch_id,
        person_id,
        account_id,
        channel,
        campaign_id,
        touched_at

    from silver.touchpoint

    where is_human and is_attributable and touched_at < $as_of

),

conversion_person as (

    -- union, not union all: a person of several roles counts once.
    select distinct 'LEAD' as conversion_type, lead_id as conversion_id, person_id
    from silver.lead
    where person_id is not null
    union
    select opportunity_type.conversion_type, lead.converted_opportunity_id, lead.person_id
    from silver.lead as lead
    cross join (values ('OPPORTUNITY'), ('WON')) as opportunity_type (conversion_type)
    where lead.person_id is not null and lead.converted_opportunity_id is not null
    union
    select opportunity_type.conversion_type, role.opportunity_source_id, contact.person_id
    from silver.intake_opportunity_contact as role
    inner join silver.contact_xref as contact_xref
        on
            contact_xref.source_system = role.source_system
            and contact_xref.source_id = role.contact_source_id
    inner join silver.contact as contact
        on contact.contact_id = contact_xref.contact_id
    cross join (values ('OPPORTUNITY'), ('WON')) as opportunity_type (conversion_type)
    where contact.person_id is not null

),

converted_unit as (

    -- Every account or person that a conversion is about.
    select conversion.*, conversion.account_id as unit_id
    from silver.attribution_conversion as conversion
    where conversion.scope = 'ACCOUNT' and conversion.account_id <> 'UNKNOWN'
    union all
    select conversion.*, conversion_person.person_id
    from silver.attribution_conversion as conversion
    inner join conversion_person
        on
            conversion_person.conversion_type = conversion.conversion_type
            and conversion_person.conversion_id = conversion.conversion_id
    where conversion.scope = 'PERSON'

),

unit_touch as (

    select touch.*, 'ACCOUNT' as scope, account_id as unit_id from touch where account_id <> 'UNKNOWN'
    union all
    select touch.*, 'PERSON', person_id from touch where person_id is not null

),

unconverted_touch as (

    select
        type_of.conversion_type,
        unit_touch.*,
        max(unit_touch.touched_at) over (
            partition by type_of.conversion_type, unit_touch.scope, unit_touch.unit_id
        ) as last_touched_at

    from unit_touch

    cross join (values ('LEAD'), ('OPPORTUNITY'), ('WON')) as type_of (conversion_type)

    left join (select distinct conversion_type, scope, unit_id from converted_unit) as converted
        on
            converted.conversion_type = type_of.conversion_type
            and converted.scope = unit_touch.scope
            and converted.unit_id = unit_touch.unit_id

    where converted.unit_id is null and not (type_of.conversion_type = 'LEAD' and unit_touch.scope = 'ACCOUNT')

),

path_touch as (

    -- Two people of one conversion each bring their own touches; a touch counts once.
    select distinct
        conversion.conversion_type, conversion.conversion_id, conversion.scope, conversion.account_id,
        unit_touch.touch_id, unit_touch.channel, unit_touch.campaign_id, conversion.value, true as is_converted,
        unit_touch.touched_at, conversion.converted_at, conversion.lead_created_at,
        conversion.opportunity_created_at

    from converted_unit as conversion

    inner join unit_touch
        on
            unit_touch.scope = conversion.scope
            and unit_touch.unit_id = conversion.unit_id
            and unit_touch.touched_at <= conversion.converted_at
            and lh_seconds(unit_touch.touched_at, conversion.converted_at)
            <= cast($attribution_lookback_days as bigint) * 86400

    union all

    select
        conversion_type, 'NONE:' || unit_id, scope, account_id, touch_id, channel, campaign_id,
        cast(0 as decimal(19, 4)), false, touched_at, cast(null as timestamp), cast(null as timestamp),
        cast(null as timestamp)

    from unconverted_touch

    where lh_seconds(touched_at, last_touched_at) <= cast($attribution_lookback_days as bigint) * 86400

),

placed as (

    select
        path_touch.*,
        row_number() over (
            partition by conversion_type, conversion_id, scope order by touched_at, touch_id
        ) as touch_position,
        count(*) over (partition by conversion_type, conversion_id, scope) as touch_count,
        sum(case when touched_at <= lead_created_at then 1 else 0 end) over (
            partition by conversion_type, conversion_id, scope
        ) as lead_position,
        sum(case when touched_at <= opportunity_created_at then 1 else 0 end) over (
            partition by conversion_type, conversion_id, scope
        ) as opportunity_position

    from path_touch

)

select
    conversion_type, conversion_id, scope, account_id, touch_id, channel, campaign_id,
    touch_position, touch_count, value, is_converted,
    touch_position = lead_position as is_lead_creation,
    touch_position = opportunity_position as is_opportunity_creation,
    touched_at, converted_at

from placed
