/*---
model: gold.pipeline_balance_sheet
kind: full
grain: [snapshot_date, stage, close_fiscal_quarter, owner_seller_id, segment, product_family, pipeline_source]
tags: [pipeline]
owner: revops
description: How many opportunities of what worth were in each stage at the end of each month and of the run, as it was then known. The rows of one snapshot_date add up to the whole pipeline; never add up over dates.
columns:
  - {name: snapshot_date, type: date, description: The day at whose end the pipeline was looked at.}
  - {name: stage, type: string, description: "The stage; UNMAPPED when the taxonomy does not know it."}
  - {name: close_fiscal_quarter, type: string, description: "The fiscal quarter of the expected close date, NO_CLOSE_DATE without one."}
  - {name: owner_seller_id, type: string, description: The owner on that day.}
  - {name: segment, type: string, description: The account's segment on that day.}
  - {name: product_family, type: string, description: The product family.}
  - {name: pipeline_source, type: string, description: The go-to-market motion that brought it.}
  - {name: opp_count, type: bigint, description: Opportunities.}
  - {name: amount_missing_count, type: bigint, description: Those of them whose amount is not known and counts as 0.}
  - {name: amount, type: "decimal(19,4)", description: Their amount in the reporting currency.}
  - {name: weighted_amount, type: "decimal(19,4)", description: Their amount times probability.}
  - {name: avg_deal_size, type: "decimal(19,4)", description: Amount per opportunity whose amount is known; null without any.}
  - {name: as_of_date, type: date, description: The UTC day of the run's as-of.}
checks:
  - not_null: [snapshot_date, stage, opp_count, amount]
  - sql: >-
      select snapshot.snapshot_date from (select snapshot_date, count(*) as opp_count,
      sum(amount_reporting) as amount, sum(weighted_amount) as weighted_amount
      from gold.pipeline_snapshot group by snapshot_date) as snapshot
      left join (select snapshot_date, sum(opp_count) as opp_count, sum(amount) as amount,
      sum(weighted_amount) as weighted_amount from this group by snapshot_date) as balance
      on balance.snapshot_date = snapshot.snapshot_date
      where balance.opp_count is distinct from snapshot.opp_count or balance.amount is distinct from snapshot.amount
      or balance.weighted_amount is distinct from snapshot.weighted_amount
    name: total_is_the_sum_of_the_snapshot
---*/

select
    snapshot_date,
    stage,
    close_fiscal_quarter,
    owner_seller_id,
    segment,
    product_family,
    pipeline_source,
    count(*) as opp_count,
    count(case when is_amount_missing then 1 end) as amount_missing_count,
    sum(amount_reporting) as amount,
    sum(weighted_amount) as weighted_amount,
    lh_dec4(
        cast(sum(amount_reporting) as double)
        / nullif(cast(count(case when not is_amount_missing then 1 end) as double), 0)
    ) as avg_deal_size,
    cast($as_of as date) as as_of_date

from gold.pipeline_snapshot

group by snapshot_date, stage, close_fiscal_quarter, owner_seller_id, segment, product_family, pipeline_source
