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
  - {name: campaign_id, type: string, description: "The source's own id in a system that is the source of truth (definition.source_registry), else the system and the id joined by a colon."}
  - {name: source_system, type: string, description: "System that the campaign comes from."}
  - {name: source_id, type: string, description: "The campaign's id in that system."}
  - {name: parent_campaign_id, type: string, description: "Campaign above it, null at the top."}
  - {name: reporting_campaign_id, type: string, description: "The campaign on which systems compare: the source of truth's campaign of the same name, else for an AD_SET the campaign above it, else itself."}
  - {name: name_key, type: string, description: "Name in lower case with hyphens for blanks, as links carry it; null without name."}
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
  - name: reporting_campaigns_exist
    sql: >-
      select this.campaign_id from this left join this as target
      on target.campaign_id = this.reporting_campaign_id where target.campaign_id is null
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
        coalesce(registry.mode = 'SOURCE_OF_TRUTH', false) as is_source_of_truth,
        case
            when registry.mode = 'SOURCE_OF_TRUTH' then ''
            else campaign.source_system || ':'
        end as id_prefix,
        lower(replace(campaign.campaign_name, ' ', '-')) as name_key,
        coalesce(channel_map.conformed_value, 'UNMAPPED') as channel,
        case
            when campaign.objective_raw is not null
                then coalesce(objective_map.conformed_value, 'UNMAPPED')
        end as own_objective

    from silver.intake_campaign as campaign

    left join definition.source_registry as registry
        on registry.source_system = campaign.source_system

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

),

named_by_truth as (

    -- Platforms and links repeat the name of the CRM's campaign; a name that it uses twice tells nothing.
    select
        name_key,
        min(id_prefix || source_id) as campaign_id

    from conformed

    where is_source_of_truth and name_key is not null

    group by name_key

    having count(*) = 1

)

select
    conformed.id_prefix || conformed.source_id as campaign_id,
    conformed.source_system,
    conformed.source_id,
    conformed.id_prefix || conformed.parent_source_id as parent_campaign_id,
    case
        when conformed.is_source_of_truth then conformed.source_id
        when named_by_truth.campaign_id is not null then named_by_truth.campaign_id
        when conformed.campaign_level = 'AD_SET' and parent.source_id is not null
            then conformed.id_prefix || parent.source_id
        else conformed.id_prefix || conformed.source_id
    end as reporting_campaign_id,
    conformed.name_key,
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

left join named_by_truth
    on named_by_truth.name_key = conformed.name_key

left join silver.intake_campaign as parent
    on parent.source_system = conformed.source_system and parent.source_id = conformed.parent_source_id

left join definition.channel as channel
    on channel.channel = conformed.channel
