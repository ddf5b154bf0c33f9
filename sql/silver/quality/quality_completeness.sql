/*---
model: silver.quality_completeness
kind: full
grain: [table_name, check_name, dimension]
tags: [quality]
owner: revops
description: >-
  Share of rows in which a key column is filled with a known value.
columns:
  - {name: table_name, type: string, description: "Table that is measured."}
  - {name: check_name, type: string, description: "What is measured: a check of definition.quality_rule."}
  - {name: dimension, type: string, description: "Column or domain that the row is about; empty for the whole table."}
  - {name: value, type: double, description: "Share in [0, 1]; null if there are no rows."}
checks:
  - not_null: [table_name, check_name, dimension]
---*/

select 'silver.account' as table_name, 'completeness' as check_name, 'domain' as dimension,
    lh_div(count(case when domain is not null then 1 end), count(*)) as value
from silver.account where is_current
union all
select 'silver.account', 'completeness', 'employees',
    lh_div(count(case when employees is not null then 1 end), count(*))
from silver.account where is_current
union all
select 'silver.account', 'completeness', 'industry_conformed',
    lh_div(count(case when industry_conformed not in ('UNKNOWN', 'UNMAPPED') then 1 end), count(*))
from silver.account where is_current
union all
select 'silver.account', 'completeness', 'country',
    lh_div(count(case when country not in ('UNKNOWN', 'UNMAPPED') then 1 end), count(*))
from silver.account where is_current
union all
select 'silver.contact', 'completeness', 'email_norm',
    lh_div(count(case when email_norm is not null then 1 end), count(*))
from silver.contact
union all
select 'silver.contact', 'completeness', 'account_id',
    lh_div(count(case when account_id <> 'UNKNOWN' then 1 end), count(*))
from silver.contact
union all
select 'silver.lead', 'completeness', 'email_norm',
    lh_div(count(case when email_norm is not null then 1 end), count(*))
from silver.lead
union all
select 'silver.lead', 'completeness', 'account_id',
    lh_div(count(case when account_id <> 'UNKNOWN' then 1 end), count(*))
from silver.lead
union all
select 'silver.lead', 'completeness', 'has_must_haves',
    lh_div(count(case when has_must_haves then 1 end), count(*))
from silver.lead
union all
select 'silver.opportunity', 'completeness', 'account_id',
    lh_div(count(case when account_id <> 'UNKNOWN' then 1 end), count(*))
from silver.opportunity
union all
select 'silver.opportunity', 'completeness', 'amount_txn',
    lh_div(count(case when amount_txn is not null then 1 end), count(*))
from silver.opportunity
union all
select 'silver.opportunity', 'completeness', 'currency_code',
    lh_div(count(case when currency_code is not null then 1 end), count(*))
from silver.opportunity
union all
select 'silver.opportunity', 'completeness', 'owner_seller_id',
    lh_div(count(case when owner_seller_id <> 'UNKNOWN' then 1 end), count(*))
from silver.opportunity
union all
select 'silver.opportunity', 'completeness', 'close_date',
    lh_div(count(case when close_date is not null then 1 end), count(*))
from silver.opportunity
union all
select 'silver.touchpoint', 'completeness', 'person_id',
    lh_div(count(case when person_id is not null then 1 end), count(*))
from silver.touchpoint where is_human
union all
select 'silver.touchpoint', 'completeness', 'account_id',
    lh_div(count(case when account_id <> 'UNKNOWN' then 1 end), count(*))
from silver.touchpoint where is_human
union all
select 'silver.touchpoint', 'completeness', 'campaign_id',
    lh_div(count(case when campaign_id is not null then 1 end), count(*))
from silver.touchpoint where is_human and is_marketing
union all
select 'silver.booking', 'completeness', 'account_id',
    lh_div(count(case when account_id <> 'UNKNOWN' then 1 end), count(*))
from silver.booking
union all
select 'silver.subscription', 'completeness', 'account_id',
    lh_div(count(case when account_id <> 'UNKNOWN' then 1 end), count(*))
from silver.subscription
union all
select 'silver.ad_performance_daily', 'completeness', 'campaign_id',
    lh_div(count(case when campaign_id <> 'UNKNOWN' then 1 end), count(*))
from silver.ad_performance_daily
