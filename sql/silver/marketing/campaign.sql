/*---
model: silver.campaign
kind: full
grain: [campaign_id]
tags: [marketing]
owner: marketing-ops
description: >-
  Campaigns of all sources with conformed channel, objective and motion. A channel word without mapping
  becomes UNMAPPED and keeps its raw text; deleted campaigns stay, so that what was spent on them has a
  name. campaign_level tells LinkedIn's campaigns (AD_SET) from what the other systems call a campaign.
columns:
  - {name: campaign_id, type: string, description: "Source system and the source's id, joined by a colon."}
  - {name: source_system, type: string, description: "System that the campaign comes from."}
  - {name: source_id, type: string, description: "The campaign's id in that system."}
  - {name: parent_campaign_id, type: string, description: "Campaign above it, null at the top."}
  - {name: reporting_campaign_id, type: string, description: "The campaign itself, or for an AD_SET the campaign above it: the level on which systems compare."}
  - {name: campaign_name, type: string, description: "Name, null if the source has none."}
  - {name: campaign_level, type: string, description: "CAMPAIGN or AD_SET."}
  - {name: channel, type: string, description: "Conformed channel, or UNMAPPED."}
  - {name: channel_raw, type: string, description: "The source's own word for the channel."}
  - {name: objective, type: string, description: "BRAND, DEMAND or ENABLEMENT; the channel's usual one if the campaign names none; or UNMAPPED."}
  - {name: objective_raw, type: string, description: "The source's own word for the objective, null if it has none."}
  - {name: motion, type: string, description: "PUSH (we reach out) or PULL (they find us), by channel; UNMAPPED without a channel."}
  - {name: is_deleted, type: boolean, description: "True if the source has deleted it."}
  - {name: start_date, type: date, description: "First day, null if unknown."}
  - {name: end_date, type: date, description: "Last day, null if open or unknown."}
checks:
  - not_null: [campaign_id, source_system, source_id, reporting_campaign_id, channel, objective, motion]
  - accepted_values: {column: objective, values: [BRAND, DEMAND, ENABLEMENT, UNMAPPED]}
  - accepted_values: {column: motion, values: [PUSH, PULL, UNMAPPED]}
  - name: no_campaign_lost
    sql: >-
      select 1 as lost from (select count(*) as n from silver.intake_campaign) as intake
      cross join (select count(*) as n from this) as result where intake.n <> result.n
  - name: sources_agree_on_levels
    severity: warn
    sql: >-
      select this.campaign_id from this left join this as parent
      on parent.campaign_id = this.parent_campaign_id
      where this.parent_campaign_id is not null and parent.campaign_id is null
---*/

with

conformed as (

    select
        campaign.*,
        coalesce(channel_map.conformed_value, 'UNMAPPED') as channel,
        case
            when campaign.objective_raw is not null
                then coalesce(objective_map.conformed_value, 'UNMAPPED')
        end as own_objective

    from silver.intake_campaign as campaign

    left join silver.taxonomy_lookup as channel_map
        on
            channel_map.domain = 'channel'
            and channel_map.source_system = campaign.source_system
            and channel_map.raw_key = lower(campaign.channel_raw)
            and cast(channel_map.valid_from as timestamp) < $as_of
            and (channel_map.valid_to is null or cast(channel_map.valid_to as timestamp) >= $as_of)

    left join silver.taxonomy_lookup as objective_map
        on
            objective_map.domain = 'objective'
            and objective_map.source_system = campaign.source_system
            and objective_map.raw_key = lower(campaign.objective_raw)
            and cast(objective_map.valid_from as timestamp) < $as_of
            and (objective_map.valid_to is null or cast(objective_map.valid_to as timestamp) >= $as_of)

)

select
    conformed.source_system || ':' || conformed.source_id as campaign_id,
    conformed.source_system,
    conformed.source_id,
    conformed.source_system || ':' || conformed.parent_source_id as parent_campaign_id,
    conformed.source_system || ':' || case
        when conformed.campaign_level = 'AD_SET'
            then coalesce(conformed.parent_source_id, conformed.source_id)
        else conformed.source_id
    end as reporting_campaign_id,
    conformed.campaign_name,
    conformed.campaign_level,
    conformed.channel,
    conformed.channel_raw,
    coalesce(conformed.own_objective, channel.default_objective, 'UNMAPPED') as objective,
    conformed.objective_raw,
    coalesce(channel.motion, 'UNMAPPED') as motion,
    conformed.is_deleted,
    conformed.start_date,
    conformed.end_date

from conformed

left join definition.channel as channel
    on channel.channel = conformed.channel
