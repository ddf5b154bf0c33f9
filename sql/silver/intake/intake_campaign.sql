/*---
model: silver.intake_campaign
kind: full
grain: [source_system, source_id]
tags: [intake, marketing]
owner: marketing-ops
description: >-
  Every campaign that a source knows, as it was known before the run's as-of: CRM campaigns, e-mail
  campaigns of marketing automation and both advertising platforms. LinkedIn's campaign group is what
  the others call a campaign; LinkedIn's campaign is an AD_SET below it.
columns:
  - {name: source_system, type: string, description: "System that the record comes from."}
  - {name: source_id, type: string, description: "The campaign's id in that system."}
  - {name: parent_source_id, type: string, description: "Id of the campaign above it in the same system, null at the top."}
  - {name: campaign_name, type: string, description: "Name with outer and repeated blanks removed, null if the source has none."}
  - {name: campaign_level, type: string, description: "CAMPAIGN, or AD_SET for the level below it on an advertising platform."}
  - {name: channel_raw, type: string, description: "The source's own word for the channel, not conformed."}
  - {name: objective_raw, type: string, description: "The source's own word for the objective, null if it has none."}
  - {name: is_deleted, type: boolean, description: "True if the source has deleted or removed the campaign."}
  - {name: start_date, type: date, description: "First day of the campaign, null if unknown."}
  - {name: end_date, type: date, description: "Last day of the campaign, null if open or unknown."}
checks:
  - not_null: [source_system, source_id, campaign_level, channel_raw, is_deleted]
  - accepted_values: {column: campaign_level, values: [CAMPAIGN, AD_SET]}
---*/

with

salesforce as (

    select
        campaign.*,
        row_number() over (
            partition by campaign.id
            order by campaign.systemmodstamp desc, campaign._source_file desc, campaign._row_hash
        ) as version_rank

    from bronze.salesforce_campaign as campaign

    where campaign.systemmodstamp < $as_of

),

google_ads as (

    select
        campaign.*,
        row_number() over (
            partition by campaign.id
            order by campaign.updated_at desc, campaign._source_file desc, campaign._row_hash
        ) as version_rank

    from bronze.google_ads_campaign as campaign

    where campaign.updated_at < $as_of

),

linkedin_group as (

    select
        campaign_group.*,
        row_number() over (
            partition by campaign_group.id
            order by
                campaign_group.last_modified_time desc,
                campaign_group._source_file desc,
                campaign_group._row_hash
        ) as version_rank

    from bronze.linkedin_ads_campaign_group as campaign_group

    where campaign_group.last_modified_time < $as_of

),

linkedin as (

    select
        campaign.*,
        row_number() over (
            partition by campaign.id
            order by campaign.last_modified_time desc, campaign._source_file desc, campaign._row_hash
        ) as version_rank

    from bronze.linkedin_ads_campaign as campaign

    where campaign.last_modified_time < $as_of

),

hubspot as (

    select
        email_campaign_id,
        max(email_campaign_name) as email_campaign_name,
        cast(min(created) as date) as first_sent_date

    from bronze.hubspot_email_event

    where created < $as_of and email_campaign_id is not null

    group by email_campaign_id

)

select
    'salesforce' as source_system,
    id as source_id,
    parentid as parent_source_id,
    lh_clean(name) as campaign_name,
    'CAMPAIGN' as campaign_level,
    coalesce(lh_clean(type), '') as channel_raw,
    lh_clean(objective__c) as objective_raw,
    coalesce(isdeleted, false) as is_deleted,
    startdate as start_date,
    enddate as end_date

from salesforce

where version_rank = 1

union all

select
    'google_ads', id, cast(null as string), lh_clean(name), 'CAMPAIGN',
    coalesce(lh_clean(advertising_channel_type), ''), cast(null as string),
    coalesce(upper(status) = 'REMOVED', false), start_date, end_date

from google_ads

where version_rank = 1

union all

select
    'linkedin_ads', 'group:' || id, cast(null as string), lh_clean(name), 'CAMPAIGN',
    'SPONSORED_CONTENT', cast(null as string),
    coalesce(upper(status) in ('REMOVED', 'DELETED', 'PENDING_DELETION'), false),
    cast(created_time as date), cast(null as date)

from linkedin_group

where version_rank = 1

union all

select
    'linkedin_ads', id, 'group:' || campaign_group_id, lh_clean(name), 'AD_SET',
    'SPONSORED_CONTENT', lh_clean(objective_type),
    coalesce(upper(status) in ('REMOVED', 'DELETED', 'PENDING_DELETION'), false),
    cast(created_time as date), cast(null as date)

from linkedin

where version_rank = 1

union all

select
    'hubspot', email_campaign_id, cast(null as string), lh_clean(email_campaign_name), 'CAMPAIGN',
    'email', cast(null as string), false, first_sent_date, cast(null as date)

from hubspot
