/*---
model: silver.ad_performance_daily
kind: full
grain: [source_system, campaign_source_id, platform_date]
tags: [marketing, finance]
owner: marketing-ops
description: >-
  Advertising by campaign and platform day with cost in account and reporting currency. Spend of a
  campaign that the platform no longer names stays under campaign UNKNOWN, so that the total is the
  platform's invoice. Cost is converted at the day's spot rate; without a rate it stays null and is counted
  in gold.data_quality_scorecard.
columns:
  - {name: source_system, type: string, description: "Advertising platform."}
  - {name: campaign_source_id, type: string, description: "Campaign on the platform."}
  - {name: campaign_id, type: string, description: "The platform's campaign or ad set in silver.campaign, UNKNOWN if it is not there."}
  - {name: reporting_campaign_id, type: string, description: "The campaign on the level on which platforms compare, UNKNOWN if not there."}
  - {name: channel, type: string, description: "Conformed channel; of an unknown campaign the one that most of the platform's campaigns have, by name on a tie."}
  - {name: objective, type: string, description: "BRAND, DEMAND, ENABLEMENT or UNMAPPED; of an unknown campaign like the channel."}
  - {name: currency_code, type: string, description: "Currency of cost_txn, null if the account is unknown."}
  - {name: time_zone, type: string, description: "Time zone of the platform's day."}
  - {name: fx_policy, type: string, description: "SPOT_ON_DAY, or MISSING_RATE if there is none."}
  - {name: impressions, type: bigint, description: "Times an ad was shown."}
  - {name: clicks, type: bigint, description: "Times an ad was clicked."}
  - {name: conversions, type: double, description: "Conversions that the platform claims."}
  - {name: cost_txn, type: "decimal(19,4)", description: "Cost in the account's currency."}
  - {name: amount_reporting, type: "decimal(19,4)", description: "Cost in the reporting currency, null without a rate."}
  - {name: fx_rate_used, type: "decimal(18,8)", description: "Rate from account to reporting currency."}
  - {name: fx_rate_date, type: date, description: "Day of that rate."}
  - {name: platform_date, type: date, description: "The platform's own day, by which it invoices."}
  - {name: starts_at, type: timestamp, description: "First instant of that day, UTC."}
checks:
  - not_null: [source_system, campaign_source_id, campaign_id, channel, platform_date, cost_txn]
  - name: no_cost_lost
    sql: >-
      select 1 as lost from (select coalesce(sum(cost_txn), 0) as cost from silver.intake_ad_day) as intake
      cross join (select coalesce(sum(cost_txn), 0) as cost from this) as result
      where intake.cost <> result.cost
---*/

with

described as (

    -- What a campaign is for says the campaign on which systems compare.
    select
        campaign.source_system,
        campaign.source_id,
        campaign.campaign_id,
        campaign.reporting_campaign_id,
        campaign.channel,
        reporting.objective

    from silver.campaign as campaign

    inner join silver.campaign as reporting
        on reporting.campaign_id = campaign.reporting_campaign_id

),

usual as (

    select
        source_system,
        channel,
        objective,
        row_number() over (
            partition by source_system order by count(*) desc, channel, objective
        ) as usual_rank

    from described

    where channel <> 'UNMAPPED'

    group by source_system, channel, objective

),

valued as (

    select
        ad_day.*,
        case when fx.rate is null then 'MISSING_RATE' else 'SPOT_ON_DAY' end as fx_policy,
        fx.rate as fx_rate_used,
        case when fx.rate is not null then ad_day.platform_date end as fx_rate_date,
        cast(ad_day.cost_txn * fx.rate as decimal(19, 4)) as amount_reporting

    from silver.intake_ad_day as ad_day

    left join silver.fx_rate as fx
        on
            fx.from_currency = ad_day.currency_code
            and fx.to_currency = $reporting_currency
            and fx.rate_type = 'SPOT'
            and fx.rate_date = ad_day.platform_date

)

select
    valued.source_system,
    valued.campaign_source_id,
    coalesce(campaign.campaign_id, 'UNKNOWN') as campaign_id,
    coalesce(campaign.reporting_campaign_id, 'UNKNOWN') as reporting_campaign_id,
    coalesce(campaign.channel, usual.channel, 'UNMAPPED') as channel,
    coalesce(campaign.objective, usual.objective, 'UNMAPPED') as objective,
    valued.currency_code,
    valued.time_zone,
    valued.fx_policy,
    valued.impressions,
    valued.clicks,
    valued.conversions,
    valued.cost_txn,
    valued.amount_reporting,
    valued.fx_rate_used,
    valued.fx_rate_date,
    valued.platform_date,
    valued.starts_at

from valued

left join described as campaign
    on
        campaign.source_system = valued.source_system
        and campaign.source_id = valued.campaign_source_id

left join usual
    on usual.source_system = valued.source_system and usual.usual_rank = 1
