/*---
model: silver.intake_opportunity
kind: full
grain: [source_system, source_id]
tags: [intake]
owner: revops
description: The sales pipeline of the extract. Only won deals have a value of their own; an open or lost one is worth its product's list price. A deal enters the pipeline on its engage date; one without is undated.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The opportunity id.}
  - {name: opportunity_name, type: string, description: Product and account.}
  - {name: account_source_id, type: string, description: The account's name; null when the source has none.}
  - {name: owner_source_id, type: string, description: The sales agent's name.}
  - {name: stage_raw, type: string, description: The deal stage.}
  - {name: opportunity_type_raw, type: string, description: Always null here.}
  - {name: lead_source_raw, type: string, description: Always null here.}
  - {name: campaign_source_id, type: string, description: Always null here.}
  - {name: product_raw, type: string, description: The product as the pipeline file has it.}
  - {name: loss_reason_raw, type: string, description: Always null here.}
  - {name: amount_txn, type: "decimal(19,4)", description: "Close value of a won deal, else the product's list price; null when the product has no price."}
  - {name: currency_code, type: string, description: Always USD here.}
  - {name: close_date, type: date, description: Day of closing; null while the deal is open.}
  - {name: probability, type: "decimal(9,4)", description: Always null here.}
  - {name: forecast_category, type: string, description: Always null here.}
  - {name: merged_into_source_id, type: string, description: Always null here.}
  - {name: is_deleted, type: boolean, description: Always false here.}
  - {name: entered_at, type: timestamp, description: "The start of the engage date, UTC; null without one."}
  - {name: recorded_at, type: timestamp, description: "The start of the day of the deal's last known date, UTC; null without any."}
checks:
  - not_null: [source_system, source_id]
---*/

with

deals as (

    -- What happened on or after the as-of was not known: the deal was then still open, or not there.
    select opportunity_id, sales_agent, product, account, engage_date, _source_system,
        case when cast(close_date as timestamp) < $as_of then close_date end as close_date,
        case when cast(close_date as timestamp) < $as_of then close_value end as close_value,
        case when close_date is null or cast(close_date as timestamp) < $as_of then deal_stage
            else 'Engaging' end as deal_stage,
        row_number() over (partition by opportunity_id order by _row_hash) as delivery

    from bronze.crm_opportunity

    where engage_date is null or cast(engage_date as timestamp) < $as_of

),

prices as (

    select lower(lh_clean(product)) as product_key, max(sales_price) as sales_price

    from bronze.crm_product

    group by lower(lh_clean(product))

)

select
    deals._source_system as source_system,
    deals.opportunity_id as source_id,
    lh_clean(deals.product) || coalesce(' for ' || lh_clean(deals.account), '') as opportunity_name,
    lh_clean(deals.account) as account_source_id,
    lh_clean(deals.sales_agent) as owner_source_id,
    lh_clean(deals.deal_stage) as stage_raw,
    cast(null as string) as opportunity_type_raw,
    cast(null as string) as lead_source_raw,
    cast(null as string) as campaign_source_id,
    lh_clean(deals.product) as product_raw,
    cast(null as string) as loss_reason_raw,
    case when deals.deal_stage = 'Won' then deals.close_value else prices.sales_price end as amount_txn,
    'USD' as currency_code,
    deals.close_date,
    cast(null as decimal(9, 4)) as probability,
    cast(null as string) as forecast_category,
    cast(null as string) as merged_into_source_id,
    false as is_deleted,
    cast(deals.engage_date as timestamp) as entered_at,
    cast(coalesce(deals.close_date, deals.engage_date) as timestamp) as recorded_at

from deals
left join silver.taxonomy_lookup as product
    on product.domain = 'product_family' and product.source_system = deals._source_system
    and product.raw_key = lower(lh_clean(deals.product))
left join prices on prices.product_key = lower(product.conformed_value)

where deals.delivery = 1
