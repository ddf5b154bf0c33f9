/*---
model: silver.touch_bot
kind: full
grain: [source_system, touch_type, source_id]
tags: [marketing]
owner: marketing-ops
description: >-
  Touches that no person made, each with the first rule that tells: the source's own filter, a text of
  definition.bot_rule, or a burst of clicks by one recipient on all known links of one mail, or on
  $bot_burst_links of them, within less than $bot_burst_seconds seconds. A mail with a single link cannot
  show a burst.
columns:
  - {name: source_system, type: string, description: "System that the touch comes from."}
  - {name: source_id, type: string, description: "The touch's id in that system."}
  - {name: touch_type, type: string, description: "What was recorded."}
  - {name: bot_rule, type: string, description: "SOURCE_FILTER, LINK_BURST or the rule_id of definition.bot_rule; the first of these that applies."}
checks:
  - not_null: [source_system, source_id, touch_type, bot_rule]
---*/

with

click as (

    select
        source_system,
        source_id,
        touch_type,
        email_norm,
        campaign_source_id,
        url,
        occurred_at

    from silver.intake_touch

    where
        touch_type = 'EMAIL_CLICK'
        and email_norm is not null
        and campaign_source_id is not null
        and url is not null

),

mail_link as (

    select
        source_system,
        campaign_source_id,
        count(distinct url) as link_count

    from click

    group by source_system, campaign_source_id

),

burst as (

    -- A burst begins at any click from which enough links of the mail are clicked in time.
    select
        first_click.source_system,
        first_click.campaign_source_id,
        first_click.email_norm,
        first_click.occurred_at as burst_at

    from click as first_click

    inner join click as next_click
        on
            next_click.source_system = first_click.source_system
            and next_click.campaign_source_id = first_click.campaign_source_id
            and next_click.email_norm = first_click.email_norm
            and next_click.occurred_at >= first_click.occurred_at
            and lh_seconds(first_click.occurred_at, next_click.occurred_at) < $bot_burst_seconds

    inner join mail_link
        on
            mail_link.source_system = first_click.source_system
            and mail_link.campaign_source_id = first_click.campaign_source_id

    where mail_link.link_count > 1

    group by
        first_click.source_system,
        first_click.campaign_source_id,
        first_click.email_norm,
        first_click.occurred_at,
        mail_link.link_count

    having count(distinct next_click.url) >= least(mail_link.link_count, $bot_burst_links)

),

finding as (

    select
        source_system,
        source_id,
        touch_type,
        'SOURCE_FILTER' as bot_rule,
        1 as precedence

    from silver.intake_touch

    where is_source_filtered

    union all

    select
        click.source_system,
        click.source_id,
        click.touch_type,
        'LINK_BURST',
        2

    from click

    inner join burst
        on
            burst.source_system = click.source_system
            and burst.campaign_source_id = click.campaign_source_id
            and burst.email_norm = click.email_norm
            and click.occurred_at >= burst.burst_at
            and lh_seconds(burst.burst_at, click.occurred_at) < $bot_burst_seconds

    union all

    select
        touch.source_system,
        touch.source_id,
        touch.touch_type,
        rule.rule_id,
        3

    from silver.intake_touch as touch

    inner join definition.bot_rule as rule
        on
            touch.touch_type like rule.touch_type_like
            and lower(coalesce(touch.user_agent, '')) like rule.user_agent_like
            and lower(coalesce(touch.topic_raw, '')) like rule.topic_like

),

ranked as (

    select
        finding.*,
        row_number() over (
            partition by source_system, touch_type, source_id order by precedence, bot_rule
        ) as finding_rank

    from finding

)

select
    source_system,
    source_id,
    touch_type,
    bot_rule

from ranked

where finding_rank = 1
