/*---
model: silver.touchpoint
kind: full
grain: [touch_id]
tags: [marketing]
owner: marketing-ops
description: >-
  Every touch of marketing or sales with the person, account, channel and campaign it belongs to and what
  it counts as under definition.touch_kind_rule. Bots are kept and flagged: marts use is_human rows only.
  Records that are no touch (kind NONE, such as a mail sent but not delivered) are left out.
columns:
  - {name: touch_id, type: string, description: "Source system, touch type and source id, joined by colons."}
  - {name: source_system, type: string, description: "System that the touch comes from."}
  - {name: touch_type, type: string, description: "What was recorded, such as EMAIL_CLICK, FORM_SUBMISSION, TASK."}
  - {name: person_id, type: string, description: "Person, null if unknown."}
  - {name: contact_id, type: string, description: "Golden contact, null if unknown."}
  - {name: lead_id, type: string, description: "Golden lead, null if unknown."}
  - {name: account_id, type: string, description: "Golden account, or UNKNOWN."}
  - {name: person_rule, type: string, description: "How the person was found: SOURCE_ID, EMAIL, VISITOR or NONE."}
  - {name: seller_source_id, type: string, description: "Seller who did it as the source names them, null for marketing."}
  - {name: campaign_id, type: string, description: "The campaign of silver.campaign on which systems compare, null if none is known."}
  - {name: channel, type: string, description: "Conformed channel: the campaign's, else by the touch's own words; SALES for activities of sellers; UNMAPPED if its words have no mapping."}
  - {name: channel_raw, type: string, description: "The source's own words for the channel."}
  - {name: kind, type: string, description: "EXPOSURE (seen), ENGAGEMENT (did something), HIGH_INTENT (showed interest in buying), or UNMAPPED if no rule covers the touch type."}
  - {name: topic, type: string, description: "Subject, form title or e-mail name."}
  - {name: url, type: string, description: "Page or link."}
  - {name: bot_rule, type: string, description: "Rule that tells the touch is a bot's, null for a person's."}
  - {name: is_human, type: boolean, description: "False if a bot made it."}
  - {name: is_marketing, type: boolean, description: "True for marketing, false for a seller's activity."}
  - {name: is_purchase_intent, type: boolean, description: "True if the person asked to buy: demo, pricing, contact, trial."}
  - {name: is_attributable, type: boolean, description: "True if the touch stands in attribution paths."}
  - {name: touched_at, type: timestamp, description: "When it happened, UTC."}
  - {name: touched_date, type: date, description: "UTC day of touched_at."}
checks:
  - not_null: [touch_id, account_id, channel, kind, is_human, is_marketing, touched_at]
  - accepted_values: {column: kind, values: [EXPOSURE, ENGAGEMENT, HIGH_INTENT, UNMAPPED]}
  - name: no_touch_from_the_future
    sql: select touch_id from this where touched_at >= $as_of
---*/

with

classified as (

    select
        touch.source_system,
        touch.touch_type,
        touch.source_id,
        rule.kind,
        rule.is_marketing,
        rule.is_purchase_intent,
        rule.is_attributable,
        row_number() over (
            partition by touch.source_system, touch.touch_type, touch.source_id
            order by rule.priority, rule.rule_id
        ) as rule_rank

    from silver.intake_touch as touch

    left join definition.touch_kind_rule as rule
        on
            rule.touch_type = touch.touch_type
            and lower(coalesce(touch.topic_raw, '')) like rule.topic_like
            and lower(coalesce(touch.url, '')) like rule.url_like
            and lower(coalesce(touch.status_raw, '')) like rule.status_like

),

campaign_by_name as (

    -- Links carry names; several systems may know the campaign, but it must be one campaign.
    select
        name_key,
        min(reporting_campaign_id) as reporting_campaign_id,
        min(channel) as channel

    from silver.campaign

    where name_key is not null and channel <> 'UNMAPPED'

    group by name_key

    having count(distinct reporting_campaign_id) = 1

),

joined as (

    select
        touch.*,
        classified.kind,
        classified.is_marketing,
        classified.is_purchase_intent,
        classified.is_attributable,
        coalesce(own_campaign.reporting_campaign_id, campaign_by_name.reporting_campaign_id) as campaign_id,
        coalesce(own_campaign.channel, campaign_by_name.channel) as campaign_channel,
        channel_map.conformed_value as touch_channel,
        bot.bot_rule

    from silver.intake_touch as touch

    inner join classified
        on
            classified.source_system = touch.source_system
            and classified.touch_type = touch.touch_type
            and classified.source_id = touch.source_id
            and classified.rule_rank = 1

    left join silver.campaign as own_campaign
        on
            own_campaign.source_system = touch.source_system
            and own_campaign.source_id = touch.campaign_source_id

    left join campaign_by_name
        on campaign_by_name.name_key = lower(replace(touch.campaign_name_raw, ' ', '-'))

    left join silver.taxonomy_lookup as channel_map
        on
            channel_map.domain = 'channel'
            and channel_map.source_system = touch.source_system
            and channel_map.raw_key = lower(touch.channel_raw)
            and cast(touch.occurred_at as date) >= channel_map.valid_from
            and (channel_map.valid_to is null or cast(touch.occurred_at as date) < channel_map.valid_to)

    left join silver.touch_bot as bot
        on
            bot.source_system = touch.source_system
            and bot.touch_type = touch.touch_type
            and bot.source_id = touch.source_id

    where coalesce(classified.kind, 'UNMAPPED') <> 'NONE'

)

select
    joined.source_system || ':' || joined.touch_type || ':' || joined.source_id as touch_id,
    joined.source_system,
    joined.touch_type,
    identity.person_id,
    identity.contact_id,
    identity.lead_id,
    coalesce(identity.account_id, 'UNKNOWN') as account_id,
    coalesce(identity.person_rule, 'NONE') as person_rule,
    joined.seller_source_id,
    joined.campaign_id,
    case
        when not coalesce(joined.is_marketing, true) then 'SALES'
        else coalesce(nullif(joined.campaign_channel, 'UNMAPPED'), joined.touch_channel, 'UNMAPPED')
    end as channel,
    joined.channel_raw,
    coalesce(joined.kind, 'UNMAPPED') as kind,
    joined.topic_raw as topic,
    joined.url,
    joined.bot_rule,
    joined.bot_rule is null as is_human,
    coalesce(joined.is_marketing, true) as is_marketing,
    coalesce(joined.is_purchase_intent, false) as is_purchase_intent,
    coalesce(joined.is_attributable, false) as is_attributable,
    joined.occurred_at as touched_at,
    cast(joined.occurred_at as date) as touched_date

from joined

left join silver.touch_identity as identity
    on
        identity.source_system = joined.source_system
        and identity.touch_type = joined.touch_type
        and identity.source_id = joined.source_id
