/*---
model: silver.quality_unknown
kind: full
grain: [table_name, check_name, dimension]
tags: [quality]
owner: revops
description: >-
  Rows for which no account, campaign, date or amount in the reporting currency is known, and the money on them.
  They are in all totals.
columns:
  - {name: table_name, type: string, description: "Table that is measured."}
  - {name: check_name, type: string, description: "What is measured: a check of definition.quality_rule."}
  - {name: dimension, type: string, description: "Column or domain that the row is about; empty for the whole table."}
  - {name: value, type: double, description: "Rows; 0 if there are none."}
  - {name: amount, type: "decimal(19,4)", description: "Money on those rows in the reporting currency, null if it is not about money."}
checks:
  - not_null: [table_name, check_name, dimension]
---*/

select 'silver.opportunity' as table_name, 'unknown_account_rows' as check_name, 'account_id' as dimension,
    cast(count(case when account_id = 'UNKNOWN' then 1 end) as double) as value,
    sum(case when account_id = 'UNKNOWN' then coalesce(amount_reporting, 0) else 0 end) as amount
from silver.opportunity
union all
select 'silver.booking', 'unknown_account_rows', 'account_id',
    cast(count(case when account_id = 'UNKNOWN' then 1 end) as double),
    sum(case when account_id = 'UNKNOWN' then coalesce(amount_reporting, 0) else 0 end)
from silver.booking
union all
select 'silver.subscription', 'unknown_account_rows', 'account_id',
    cast(count(case when account_id = 'UNKNOWN' then 1 end) as double),
    sum(case when account_id = 'UNKNOWN' then coalesce(mrr_reporting, 0) else 0 end)
from silver.subscription
union all
select 'silver.touchpoint', 'unknown_account_rows', 'account_id',
    cast(count(case when account_id = 'UNKNOWN' then 1 end) as double),
    cast(null as decimal(19, 4))
from silver.touchpoint where is_human
union all
select 'silver.ad_performance_daily', 'unknown_campaign_rows', 'campaign_id',
    cast(count(case when campaign_id = 'UNKNOWN' then 1 end) as double),
    sum(case when campaign_id = 'UNKNOWN' then coalesce(amount_reporting, 0) else 0 end)
from silver.ad_performance_daily
union all
select 'silver.opportunity', 'undated_rows', 'created_at',
    cast(count(case when is_undated then 1 end) as double),
    sum(case when is_undated then coalesce(amount_reporting, 0) else 0 end)
from silver.opportunity
union all
select 'silver.opportunity', 'amount_missing_rows', 'amount_reporting',
    cast(count(case when amount_reporting is null then 1 end) as double),
    cast(null as decimal(19, 4))
from silver.opportunity
union all
select 'silver.booking', 'amount_missing_rows', 'amount_reporting',
    cast(count(case when amount_reporting is null then 1 end) as double),
    cast(null as decimal(19, 4))
from silver.booking
union all
select 'silver.subscription', 'amount_missing_rows', 'mrr_reporting',
    cast(count(case when mrr_reporting is null then 1 end) as double),
    cast(null as decimal(19, 4))
from silver.subscription
union all
select 'silver.ledger_line', 'amount_missing_rows', 'amount_reporting',
    cast(count(case when amount_reporting is null then 1 end) as double),
    cast(null as decimal(19, 4))
from silver.ledger_line
union all
select 'silver.ad_performance_daily', 'amount_missing_rows', 'amount_reporting',
    cast(count(case when amount_reporting is null then 1 end) as double),
    cast(null as decimal(19, 4))
from silver.ad_performance_daily
