/*---
model: silver.quality_mapping
kind: full
grain: [table_name, check_name, dimension]
tags: [quality]
owner: revops
description: >-
  Rows whose raw value has no mapping, and the money on them. They are in all totals under UNMAPPED.
columns:
  - {name: table_name, type: string, description: "Table that is measured."}
  - {name: check_name, type: string, description: "What is measured: a check of definition.quality_rule."}
  - {name: dimension, type: string, description: "Column or domain that the row is about; empty for the whole table."}
  - {name: value, type: double, description: "Rows; 0 if there are none."}
  - {name: amount, type: "decimal(19,4)", description: "Money on those rows in the reporting currency, null if it is not about money."}
checks:
  - not_null: [table_name, check_name, dimension]
---*/

select 'silver.account' as table_name, 'unmapped_rows' as check_name, 'industry' as dimension,
    cast(count(case when industry_conformed = 'UNMAPPED' then 1 end) as double) as value,
    cast(null as decimal(19, 4)) as amount
from silver.account where is_current
union all
select 'silver.account', 'unmapped_rows', 'country',
    cast(count(case when country = 'UNMAPPED' then 1 end) as double),
    cast(null as decimal(19, 4))
from silver.account where is_current
union all
select 'silver.lead', 'unmapped_rows', 'lead_source',
    cast(count(case when original_source = 'UNMAPPED' then 1 end) as double),
    cast(null as decimal(19, 4))
from silver.lead
union all
select 'silver.lead', 'unmapped_rows', 'lead_status',
    cast(count(case when status_conformed = 'UNMAPPED' then 1 end) as double),
    cast(null as decimal(19, 4))
from silver.lead
union all
select 'silver.opportunity', 'unmapped_rows', 'stage',
    cast(count(case when stage_conformed = 'UNMAPPED' then 1 end) as double),
    sum(case when stage_conformed = 'UNMAPPED' then coalesce(amount_reporting, 0) else 0 end)
from silver.opportunity
union all
select 'silver.opportunity', 'unmapped_rows', 'product_family',
    cast(count(case when product_family = 'UNMAPPED' then 1 end) as double),
    sum(case when product_family = 'UNMAPPED' then coalesce(amount_reporting, 0) else 0 end)
from silver.opportunity
union all
select 'silver.opportunity', 'unmapped_rows', 'lead_source',
    cast(count(case when lead_source_conformed = 'UNMAPPED' then 1 end) as double),
    sum(case when lead_source_conformed = 'UNMAPPED' then coalesce(amount_reporting, 0) else 0 end)
from silver.opportunity
union all
select 'silver.opportunity', 'unmapped_rows', 'pipeline_source',
    cast(count(case when pipeline_source = 'UNMAPPED' then 1 end) as double),
    sum(case when pipeline_source = 'UNMAPPED' then coalesce(amount_reporting, 0) else 0 end)
from silver.opportunity
union all
select 'silver.opportunity', 'unmapped_rows', 'opportunity_type',
    cast(count(case when opportunity_type = 'UNMAPPED' then 1 end) as double),
    sum(case when opportunity_type = 'UNMAPPED' then coalesce(amount_reporting, 0) else 0 end)
from silver.opportunity
union all
select 'silver.opportunity', 'unmapped_rows', 'loss_reason',
    cast(count(case when loss_reason = 'UNMAPPED' then 1 end) as double),
    sum(case when loss_reason = 'UNMAPPED' then coalesce(amount_reporting, 0) else 0 end)
from silver.opportunity
union all
select 'silver.campaign', 'unmapped_rows', 'channel',
    cast(count(case when channel = 'UNMAPPED' then 1 end) as double),
    cast(null as decimal(19, 4))
from silver.campaign
union all
select 'silver.campaign', 'unmapped_rows', 'objective',
    cast(count(case when objective = 'UNMAPPED' then 1 end) as double),
    cast(null as decimal(19, 4))
from silver.campaign
union all
select 'silver.touchpoint', 'unmapped_rows', 'channel',
    cast(count(case when channel = 'UNMAPPED' then 1 end) as double),
    cast(null as decimal(19, 4))
from silver.touchpoint
union all
select 'silver.touchpoint', 'unmapped_rows', 'touch_kind',
    cast(count(case when kind = 'UNMAPPED' then 1 end) as double),
    cast(null as decimal(19, 4))
from silver.touchpoint
union all
select 'silver.ad_performance_daily', 'unmapped_rows', 'channel',
    cast(count(case when channel = 'UNMAPPED' then 1 end) as double),
    sum(case when channel = 'UNMAPPED' then coalesce(amount_reporting, 0) else 0 end)
from silver.ad_performance_daily
union all
select 'silver.ledger_line', 'unmapped_rows', 'gl_account',
    cast(count(case when scope = 'UNMAPPED' then 1 end) as double),
    sum(case when scope = 'UNMAPPED' then coalesce(amount_reporting, 0) else 0 end)
from silver.ledger_line
union all
select 'silver.booking', 'unmapped_rows', 'booking_type',
    cast(count(case when booking_type = 'UNMAPPED' then 1 end) as double),
    sum(case when booking_type = 'UNMAPPED' then coalesce(amount_reporting, 0) else 0 end)
from silver.booking
