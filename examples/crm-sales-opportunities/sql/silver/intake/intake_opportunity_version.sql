/*---
model: silver.intake_opportunity_version
kind: full
grain: [source_system, source_id, version_no]
tags: [intake]
owner: revops
description: The two versions that the extract tells of a deal - open in Engaging at list price from its engage date, and closed from its close date. It records nothing else, so each is recorded when it was true. A deal without an engage date has no version.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The opportunity id.}
  - {name: version_no, type: bigint, description: "1 for the open version, 2 for the closed one."}
  - {name: recorded_at, type: timestamp, description: "The start of the engage or close date, UTC; a deal that closes on its engage date closes a second later."}
  - {name: stage_raw, type: string, description: The deal stage.}
  - {name: amount_txn, type: "decimal(19,4)", description: "List price while open or lost, close value once won."}
  - {name: currency_code, type: string, description: Always USD here.}
  - {name: close_date, type: date, description: Day of closing; null while the deal is open.}
  - {name: owner_source_id, type: string, description: The sales agent's name.}
  - {name: merged_into_source_id, type: string, description: Always null here.}
  - {name: is_deleted, type: boolean, description: Always false here.}
  - {name: is_history_incomplete, type: boolean, description: Always false here.}
checks:
  - not_null: [source_system, source_id, version_no, recorded_at]
---*/

with

dated as (

    select intake.source_system, intake.source_id, intake.stage_raw, intake.amount_txn, intake.close_date,
        intake.owner_source_id, intake.entered_at, prices.sales_price

    from silver.intake_opportunity as intake
    left join silver.taxonomy_lookup as product
        on product.domain = 'product_family' and product.source_system = intake.source_system
        and product.raw_key = lower(intake.product_raw)
    left join (
        select lower(lh_clean(product)) as product_key, max(sales_price) as sales_price
        from bronze.crm_product
        group by lower(lh_clean(product))
    ) as prices on prices.product_key = lower(product.conformed_value)

    where intake.entered_at is not null

),

final as (

    select source_system, source_id, 1 as version_no, entered_at as recorded_at, 'Engaging' as stage_raw,
        sales_price as amount_txn, cast(null as date) as close_date, owner_source_id
    from dated
    union all
    select source_system, source_id, 2,
        greatest(cast(close_date as timestamp), entered_at + interval '1' second),
        stage_raw, amount_txn, close_date, owner_source_id
    from dated
    where close_date is not null

)

select
    source_system,
    source_id,
    version_no,
    recorded_at,
    stage_raw,
    amount_txn,
    'USD' as currency_code,
    close_date,
    owner_source_id,
    cast(null as string) as merged_into_source_id,
    false as is_deleted,
    false as is_history_incomplete

from final
