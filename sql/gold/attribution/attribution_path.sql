/*---
model: gold.attribution_path
kind: full
grain: [conversion_type, conversion_id, scope]
tags: [attribution]
owner: marketing-ops
description: >-
  The way to each conversion as the channels of its touches in order, and the way of every account and
  person that has not converted by the as-of (is_converted false), so that the share of paths that convert is
  the true one. A conversion without any touch in the look-back has an empty path.
columns:
  - {name: conversion_type, type: string, description: "LEAD, OPPORTUNITY or WON."}
  - {name: conversion_id, type: string, description: "Golden lead or opportunity; NONE: and the account or person without conversion."}
  - {name: scope, type: string, description: "PERSON or ACCOUNT."}
  - {name: account_id, type: string, description: "Golden account, or UNKNOWN."}
  - {name: path, type: string, description: "Channels in order, separated by ' > '; empty without touches."}
  - {name: first_channel, type: string, description: "Channel of the first touch, null without touches."}
  - {name: last_channel, type: string, description: "Channel of the last touch, null without touches."}
  - {name: touch_count, type: bigint, description: "Touches in the path."}
  - {name: channel_count, type: bigint, description: "Different channels in the path."}
  - {name: days_to_convert, type: int, description: "Days from the first touch to the conversion, null without either."}
  - {name: lookback_days, type: int, description: "How far back touches were looked for."}
  - {name: value, type: "decimal(19,4)", description: "Value of the conversion in the reporting currency, 0 if there is none."}
  - {name: is_value_missing, type: boolean, description: "True if an opportunity has no amount in the reporting currency."}
  - {name: is_converted, type: boolean, description: "True if the path ends in a conversion."}
  - {name: first_touch_at, type: timestamp, description: "First touch, UTC, null without touches."}
  - {name: last_touch_at, type: timestamp, description: "Last touch, UTC, null without touches."}
  - {name: converted_at, type: timestamp, description: "The conversion, UTC, null if none."}
  - {name: as_of_date, type: date, description: "Date of the run's as-of."}
checks:
  - not_null: [conversion_type, conversion_id, scope, path, touch_count, value, is_converted]
  - name: every_conversion_has_a_path
    sql: >-
      select conversion.conversion_id from silver.attribution_conversion as conversion
      left join this on this.conversion_type = conversion.conversion_type
      and this.conversion_id = conversion.conversion_id and this.scope = conversion.scope
      where this.conversion_id is null or this.value <> conversion.value
  - name: no_path_converts_without_a_conversion
    sql: >-
      select this.conversion_id from this left join silver.attribution_conversion as conversion
      on conversion.conversion_type = this.conversion_type
      and conversion.conversion_id = this.conversion_id and conversion.scope = this.scope
      where this.is_converted and conversion.conversion_id is null
---*/

with

path as (

    -- Places are written before the channels to put them in order, and removed again.
    select
        conversion_type,
        conversion_id,
        scope,
        min(account_id) as unconverted_account_id,
        lh_replace_all(
            lh_join(array_sort(array_agg(lpad(cast(touch_position as string), 8, '0') || ':' || channel)), ' > '),
            '[0-9]{8}:',
            ''
        ) as path,
        min(case when touch_position = 1 then channel end) as first_channel,
        min(case when touch_position = touch_count then channel end) as last_channel,
        count(*) as touch_count,
        count(distinct channel) as channel_count,
        min(touched_at) as first_touch_at,
        max(touched_at) as last_touch_at,
        bool_or(is_converted) as is_converted

    from silver.attribution_touch

    group by conversion_type, conversion_id, scope

)

select
    conversion.conversion_type,
    conversion.conversion_id,
    conversion.scope,
    conversion.account_id,
    coalesce(path.path, '') as path,
    path.first_channel,
    path.last_channel,
    coalesce(path.touch_count, 0) as touch_count,
    coalesce(path.channel_count, 0) as channel_count,
    lh_days(cast(path.first_touch_at as date), cast(conversion.converted_at as date)) as days_to_convert,
    $attribution_lookback_days as lookback_days,
    conversion.value,
    conversion.is_value_missing,
    true as is_converted,
    path.first_touch_at,
    path.last_touch_at,
    conversion.converted_at,
    cast($as_of as date) as as_of_date

from silver.attribution_conversion as conversion

left join path
    on
        path.conversion_type = conversion.conversion_type
        and path.conversion_id = conversion.conversion_id
        and path.scope = conversion.scope

union all

select
    conversion_type,
    conversion_id,
    scope,
    unconverted_account_id,
    path,
    first_channel,
    last_channel,
    touch_count,
    channel_count,
    cast(null as int),
    $attribution_lookback_days,
    cast(0 as decimal(19, 4)),
    false,
    false,
    first_touch_at,
    last_touch_at,
    cast(null as timestamp),
    cast($as_of as date)

from path

where not is_converted
