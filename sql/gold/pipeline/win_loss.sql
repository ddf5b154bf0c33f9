/*---
model: gold.win_loss
kind: full
grain: [close_period, seller_id, segment, product_family, pipeline_source, opportunity_type]
tags: [pipeline]
owner: revops
description: Won and lost opportunities by the reporting period of their close date, as it is now known. Counts, amounts and day sums may be added up over any rows; rates may not - divide the sums, or take gold.win_rate_summary for the whole. win_rate_count looks only at what has closed; what is still open is not in it, so it is no chance of winning.
columns:
  - {name: close_period, type: date, description: First day of the reporting period of the close date.}
  - {name: seller_id, type: string, description: The owner.}
  - {name: segment, type: string, description: The account's segment on the day of closing.}
  - {name: product_family, type: string, description: The product family.}
  - {name: pipeline_source, type: string, description: The go-to-market motion that brought it.}
  - {name: opportunity_type, type: string, description: "NEW, EXPANSION, RENEWAL or UNMAPPED."}
  - {name: won_count, type: bigint, description: Opportunities won.}
  - {name: lost_count, type: bigint, description: Opportunities lost.}
  - {name: disqualified_count, type: bigint, description: "Opportunities that turned out to be none; in no rate."}
  - {name: amount_missing_count, type: bigint, description: Won or lost ones whose amount is not known; counted but without value.}
  - {name: won_amount, type: "decimal(19,4)", description: Amount won in the reporting currency.}
  - {name: lost_amount, type: "decimal(19,4)", description: Amount lost in the reporting currency.}
  - {name: win_rate_count, type: "decimal(12,9)", description: "Won by won and lost, in [0, 1]; null when there is neither."}
  - {name: win_rate_value, type: "decimal(12,9)", description: "Amount won by amount won and lost; null when the sum is not positive."}
  - {name: win_loss_ratio, type: "decimal(19,9)", description: Won by lost; null without a lost one.}
  - {name: avg_deal_size, type: "decimal(19,4)", description: Amount won per won opportunity whose amount is known; null without any.}
  - {name: won_cycle_days_sum, type: bigint, description: Days from entering the pipeline to winning.}
  - {name: lost_cycle_days_sum, type: bigint, description: Days from entering the pipeline to losing.}
  - {name: won_dated_count, type: bigint, description: Won ones in won_cycle_days_sum.}
  - {name: lost_dated_count, type: bigint, description: Lost ones in lost_cycle_days_sum.}
  - {name: won_cycle_days, type: "decimal(19,4)", description: Mean days from entering the pipeline to winning; null without a won one.}
  - {name: won_first_contact_days_sum, type: bigint, description: Days from the first response of the lead to winning.}
  - {name: won_first_contact_count, type: bigint, description: Won ones in won_first_contact_days_sum.}
  - {name: is_left_truncated, type: boolean, description: "Whether it is the first period with any close: what closed before the data begins is missing, so its rates are not to be trusted."}
  - {name: is_small_sample, type: boolean, description: Whether won and lost are fewer than minimum_sample_count.}
  - {name: as_of_date, type: date, description: The UTC day of the run's as-of.}
checks:
  - not_null: [close_period, seller_id, won_count, lost_count, won_amount, lost_amount]
  - sql: select * from this where win_rate_count < 0 or win_rate_count > 1
    name: a_rate_is_a_share
  - sql: >-
      select totals.won_count from (select sum(won_count) as won_count, sum(lost_count) as lost_count,
      sum(won_amount) as won_amount from this) as totals
      cross join (select count(case when outcome = 'WON' then 1 end) as won_count,
      count(case when outcome = 'LOST' then 1 end) as lost_count,
      sum(case when outcome = 'WON' then amount_reporting end) as won_amount from silver.opportunity
      where closed_date is not null) as source
      where coalesce(totals.won_count, 0) <> source.won_count or coalesce(totals.lost_count, 0) <> source.lost_count
      or coalesce(totals.won_amount, 0) <> coalesce(source.won_amount, 0)
    name: nothing_won_or_lost_is_dropped
---*/

with

sums as (

    select
        close_period, seller_id, segment, product_family, pipeline_source, opportunity_type,
        count(case when outcome = 'WON' then 1 end) as won_count,
        count(case when outcome = 'LOST' then 1 end) as lost_count,
        count(case when outcome = 'DISQUALIFIED' then 1 end) as disqualified_count,
        count(case when outcome <> 'DISQUALIFIED' and amount_reporting is null then 1 end) as amount_missing_count,
        count(case when outcome = 'WON' and amount_reporting is not null then 1 end) as won_valued_count,
        coalesce(sum(case when outcome = 'WON' then amount_reporting end), 0) as won_amount,
        coalesce(sum(case when outcome = 'LOST' then amount_reporting end), 0) as lost_amount,
        coalesce(sum(case when outcome = 'WON' then cycle_days end), 0) as won_cycle_days_sum,
        coalesce(sum(case when outcome = 'LOST' then cycle_days end), 0) as lost_cycle_days_sum,
        count(case when outcome = 'WON' then cycle_days end) as won_dated_count,
        count(case when outcome = 'LOST' then cycle_days end) as lost_dated_count,
        coalesce(sum(case when outcome = 'WON' then first_contact_cycle_days end), 0) as won_first_contact_days_sum,
        count(case when outcome = 'WON' then first_contact_cycle_days end) as won_first_contact_count,
        bool_or(is_left_truncated) as is_left_truncated

    from silver.opportunity_closed

    group by close_period, seller_id, segment, product_family, pipeline_source, opportunity_type

)

select
    close_period, seller_id, segment, product_family, pipeline_source, opportunity_type,
    won_count,
    lost_count,
    disqualified_count,
    amount_missing_count,
    won_amount,
    lost_amount,
    cast(lh_div(won_count, won_count + lost_count) as decimal(12, 9)) as win_rate_count,
    case when won_amount + lost_amount > 0 and won_amount >= 0 and lost_amount >= 0
        then cast(lh_div(won_amount, won_amount + lost_amount) as decimal(12, 9)) end as win_rate_value,
    cast(lh_div(won_count, lost_count) as decimal(19, 9)) as win_loss_ratio,
    lh_dec4(lh_div(won_amount, won_valued_count)) as avg_deal_size,
    won_cycle_days_sum,
    lost_cycle_days_sum,
    won_dated_count,
    lost_dated_count,
    lh_dec4(lh_div(won_cycle_days_sum, won_dated_count)) as won_cycle_days,
    won_first_contact_days_sum,
    won_first_contact_count,
    is_left_truncated,
    won_count + lost_count < $minimum_sample_count as is_small_sample,
    cast($as_of as date) as as_of_date

from sums
