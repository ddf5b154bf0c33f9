/*---
model: silver.intake_ad_day
kind: full
grain: [source_system, campaign_source_id, platform_date]
tags: [intake, marketing]
owner: marketing-ops
description: >-
  What each advertising platform reports for a campaign and day, as known before the as-of. A day is the
  platform's own: Google's is a day of the account's time zone, LinkedIn's a UTC day; both edges are given
  in UTC. Restated days count once, in their latest delivery.
columns:
  - {name: source_system, type: string, description: "Advertising platform."}
  - {name: ad_account_source_id, type: string, description: "Advertising account, null if the campaign is unknown to us."}
  - {name: campaign_source_id, type: string, description: "Campaign on the platform, UNKNOWN if the platform has deleted its id."}
  - {name: currency_code, type: string, description: "Currency of the account, null if the account is unknown."}
  - {name: time_zone, type: string, description: "Time zone whose days these are; UTC if the account is unknown."}
  - {name: impressions, type: bigint, description: "Times an ad was shown."}
  - {name: clicks, type: bigint, description: "Times an ad was clicked."}
  - {name: conversions, type: double, description: "Conversions that the platform claims."}
  - {name: cost_txn, type: "decimal(19,4)", description: "Cost in the account's currency."}
  - {name: platform_date, type: date, description: "The platform's own day."}
  - {name: starts_at, type: timestamp, description: "First instant of that day, UTC."}
  - {name: ends_at, type: timestamp, description: "First instant after that day, UTC."}
checks:
  - not_null: [source_system, campaign_source_id, platform_date, cost_txn, time_zone, starts_at, ends_at]
---*/

with

google_account as (

    select
        id,
        currency_code,
        time_zone,
        row_number() over (
            partition by id order by updated_at desc, _source_file desc, _row_hash
        ) as version_rank

    from bronze.google_ads_customer

    where updated_at < $as_of

),

google_day as (

    select
        stats.*,
        row_number() over (
            partition by stats.customer_id, stats.id, stats.date, stats.device
            order by stats._source_file desc, stats._row_hash
        ) as version_rank

    from bronze.google_ads_campaign_stats as stats

    where cast(stats.date as timestamp) < $as_of

),

linkedin_account as (

    select
        id,
        currency,
        row_number() over (
            partition by id order by last_modified_time desc, _source_file desc, _row_hash
        ) as version_rank

    from bronze.linkedin_ads_account

    where last_modified_time < $as_of

),

linkedin_only_account as (

    -- Days of a deleted campaign name no account; where there is only one it is that one's money.
    select min(id) as id

    from linkedin_account

    where version_rank = 1

    having count(*) = 1

),

linkedin_campaign as (

    select
        id,
        account_id,
        row_number() over (
            partition by id order by last_modified_time desc, _source_file desc, _row_hash
        ) as version_rank

    from bronze.linkedin_ads_campaign

    where last_modified_time < $as_of

),

linkedin_day as (

    select
        analytics.*,
        row_number() over (
            partition by analytics.campaign_id, analytics.day
            order by analytics._source_file desc, analytics._row_hash
        ) as version_rank

    from bronze.linkedin_ads_ad_analytics_by_campaign as analytics

    where cast(analytics.day as timestamp) < $as_of

),

every_day as (

    -- Money comes in millionths: added up as whole numbers, divided once.
    select
        'google_ads' as source_system,
        google_day.customer_id as ad_account_source_id,
        coalesce(google_day.id, 'UNKNOWN') as campaign_source_id,
        google_account.currency_code,
        coalesce(google_account.time_zone, 'UTC') as time_zone,
        sum(google_day.impressions) as impressions,
        sum(google_day.clicks) as clicks,
        sum(google_day.conversions) as conversions,
        cast(
            cast(sum(coalesce(google_day.cost_micros, 0)) as decimal(19, 0)) * cast(0.000001 as decimal(7, 6))
            as decimal(19, 4)
        ) as cost_txn,
        google_day.date as platform_date

    from google_day

    left join google_account
        on google_account.id = google_day.customer_id and google_account.version_rank = 1

    where google_day.version_rank = 1

    group by
        google_day.customer_id,
        google_day.id,
        google_account.currency_code,
        google_account.time_zone,
        google_day.date

    union all

    select
        'linkedin_ads',
        linkedin_account.id,
        coalesce(linkedin_day.campaign_id, 'UNKNOWN'),
        linkedin_account.currency,
        'UTC',
        linkedin_day.impressions,
        linkedin_day.clicks,
        cast(linkedin_day.external_website_conversions as double),
        coalesce(linkedin_day.cost_in_local_currency, cast(0 as decimal(19, 4))),
        linkedin_day.day

    from linkedin_day

    left join linkedin_campaign
        on linkedin_campaign.id = linkedin_day.campaign_id and linkedin_campaign.version_rank = 1

    left join linkedin_only_account
        on linkedin_campaign.id is null

    left join linkedin_account
        on
            linkedin_account.id = coalesce(linkedin_campaign.account_id, linkedin_only_account.id)
            and linkedin_account.version_rank = 1

    where linkedin_day.version_rank = 1

)

select
    every_day.*,
    lh_from_zone(cast(every_day.platform_date as timestamp), every_day.time_zone) as starts_at,
    lh_from_zone(cast(lh_add_days(every_day.platform_date, 1) as timestamp), every_day.time_zone) as ends_at

from every_day
