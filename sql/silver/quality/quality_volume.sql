/*---
model: silver.quality_volume
kind: full
grain: [table_name, check_name, dimension]
tags: [quality]
owner: revops
description: >-
  How many rows the main tables have, how many source records were duplicates, how old the newest row is
  before the as-of, and how many touches are bots'.
columns:
  - {name: table_name, type: string, description: "Table that is measured."}
  - {name: check_name, type: string, description: "What is measured: a check of definition.quality_rule."}
  - {name: dimension, type: string, description: "Column or domain that the row is about; empty for the whole table."}
  - {name: value, type: double, description: "Rows, a share in [0, 1] or days; null if there is nothing to measure."}
checks:
  - not_null: [table_name, check_name, dimension]
---*/

select 'silver.account' as table_name, 'row_count' as check_name, '' as dimension,
    cast(count(*) as double) as value
from silver.account
union all
select 'silver.contact', 'row_count', '', cast(count(*) as double)
from silver.contact
union all
select 'silver.lead', 'row_count', '', cast(count(*) as double)
from silver.lead
union all
select 'silver.opportunity', 'row_count', '', cast(count(*) as double)
from silver.opportunity
union all
select 'silver.opportunity_history', 'row_count', '', cast(count(*) as double)
from silver.opportunity_history
union all
select 'silver.campaign', 'row_count', '', cast(count(*) as double)
from silver.campaign
union all
select 'silver.touchpoint', 'row_count', '', cast(count(*) as double)
from silver.touchpoint
union all
select 'silver.booking', 'row_count', '', cast(count(*) as double)
from silver.booking
union all
select 'silver.subscription', 'row_count', '', cast(count(*) as double)
from silver.subscription
union all
select 'silver.ledger_line', 'row_count', '', cast(count(*) as double)
from silver.ledger_line
union all
select 'silver.marketing_spend', 'row_count', '', cast(count(*) as double)
from silver.marketing_spend
union all
select 'silver.ad_performance_daily', 'row_count', '', cast(count(*) as double)
from silver.ad_performance_daily
union all
select 'silver.account_xref', 'duplicate_rate', 'account',
    lh_div(count(*) - count(distinct account_id), count(*))
from silver.account_xref
union all
select 'silver.contact_xref', 'duplicate_rate', 'contact',
    lh_div(count(*) - count(distinct contact_id), count(*))
from silver.contact_xref
union all
select 'silver.lead_xref', 'duplicate_rate', 'lead', lh_div(count(*) - count(distinct lead_id), count(*))
from silver.lead_xref
union all
select 'silver.touchpoint', 'freshness_days', 'touched_date',
    cast(lh_days(max(touched_date), cast($as_of as date)) as double)
from silver.touchpoint where touched_date < cast($as_of as date)
union all
select 'silver.ledger_line', 'freshness_days', 'posting_date',
    cast(lh_days(max(posting_date), cast($as_of as date)) as double)
from silver.ledger_line where posting_date < cast($as_of as date)
union all
select 'silver.ad_performance_daily', 'freshness_days', 'platform_date',
    cast(lh_days(max(platform_date), cast($as_of as date)) as double)
from silver.ad_performance_daily where platform_date < cast($as_of as date)
union all
select 'silver.opportunity', 'freshness_days', 'created_date',
    cast(lh_days(max(created_date), cast($as_of as date)) as double)
from silver.opportunity where created_date < cast($as_of as date)
union all
select 'silver.booking', 'freshness_days', 'booking_date',
    cast(lh_days(max(booking_date), cast($as_of as date)) as double)
from silver.booking where booking_date < cast($as_of as date)
union all
select 'silver.touchpoint', 'bot_share', 'is_human',
    lh_div(count(case when not is_human then 1 end), count(*))
from silver.touchpoint
