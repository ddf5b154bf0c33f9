/*---
model: silver.intake_web_touch
kind: full
grain: [source_system, touch_type, source_id]
tags: [intake, marketing]
owner: marketing-ops
description: >-
  Touches that marketing automation records: e-mail events, form submissions and page views, with the
  channel in the notation "source / medium". A visit without campaign tags is taken from its referrer:
  a search engine is organic, another site a referral, none is direct.
columns:
  - {name: source_system, type: string, description: "System that the record comes from."}
  - {name: source_id, type: string, description: "The record's id in that system."}
  - {name: touch_type, type: string, description: "EMAIL_ and the event's type, FORM_SUBMISSION or PAGE_VIEW."}
  - {name: email_raw, type: string, description: "E-mail address as recorded, null for an anonymous visitor."}
  - {name: visitor_id, type: string, description: "Browser cookie of a page view, null elsewhere."}
  - {name: campaign_source_id, type: string, description: "E-mail campaign in the same system."}
  - {name: campaign_name_raw, type: string, description: "Campaign named by the link's tag (utm_campaign)."}
  - {name: channel_raw, type: string, description: "Source and medium of the touch."}
  - {name: topic_raw, type: string, description: "Form title or e-mail name."}
  - {name: self_report_raw, type: string, description: "The person's own answer to how they heard of us."}
  - {name: url, type: string, description: "Page or link."}
  - {name: user_agent, type: string, description: "Browser as it names itself."}
  - {name: dwell_seconds, type: bigint, description: "Seconds on the page, null if not measured."}
  - {name: is_source_filtered, type: boolean, description: "True if the source itself calls the event a bot's."}
  - {name: occurred_at, type: timestamp, description: "When it happened, UTC."}
checks:
  - not_null: [source_system, source_id, touch_type, channel_raw, occurred_at, is_source_filtered]
---*/

with

email_event as (

    select
        email_event.*,
        row_number() over (
            partition by email_event.id
            order by email_event.created desc, email_event._source_file desc, email_event._row_hash
        ) as version_rank

    from bronze.hubspot_email_event as email_event

    where email_event.created < $as_of

),

form_submission as (

    select
        form_submission.*,
        row_number() over (
            partition by form_submission.conversion_id
            order by
                form_submission.submitted_at desc,
                form_submission._source_file desc,
                form_submission._row_hash
        ) as version_rank

    from bronze.hubspot_form_submission as form_submission

    where form_submission.submitted_at < $as_of

),

page_view as (

    select
        page_view.*,
        row_number() over (
            partition by page_view.id
            order by page_view.occurred_at desc, page_view._source_file desc, page_view._row_hash
        ) as version_rank

    from bronze.hubspot_page_view as page_view

    where page_view.occurred_at < $as_of

)

select
    'hubspot' as source_system,
    id as source_id,
    'EMAIL_' || coalesce(upper(lh_clean(type)), 'UNKNOWN') as touch_type,
    recipient as email_raw,
    cast(null as string) as visitor_id,
    email_campaign_id as campaign_source_id,
    cast(null as string) as campaign_name_raw,
    'hubspot / email' as channel_raw,
    lh_clean(email_campaign_name) as topic_raw,
    cast(null as string) as self_report_raw,
    url,
    user_agent,
    cast(null as bigint) as dwell_seconds,
    coalesce(filtered_event, false) as is_source_filtered,
    created as occurred_at

from email_event

where version_rank = 1

union all

select
    'hubspot', conversion_id, 'FORM_SUBMISSION', email, cast(null as string), cast(null as string),
    lh_clean(utm_campaign),
    case
        when lh_clean(utm_source) is null and lh_clean(utm_medium) is null then '(direct) / (none)'
        else lower(coalesce(lh_clean(utm_source), '(none)') || ' / ' || coalesce(lh_clean(utm_medium), '(none)'))
    end,
    lh_clean(title), lh_clean(how_did_you_hear_about_us), page_url, cast(null as string),
    cast(null as bigint), false, submitted_at

from form_submission

where version_rank = 1

union all

select
    'hubspot', id, 'PAGE_VIEW', email, visitor_id, cast(null as string), lh_clean(utm_campaign),
    case
        when lh_clean(utm_source) is not null or lh_clean(utm_medium) is not null
            then lower(coalesce(lh_clean(utm_source), '(none)') || ' / ' || coalesce(lh_clean(utm_medium), '(none)'))
        when lh_clean(referrer) is null then '(direct) / (none)'
        when lh_matches(lower(referrer), '(google|bing|duckduckgo|yahoo|ecosia)[.]') then 'search / organic'
        else 'site / referral'
    end,
    cast(null as string), cast(null as string), url, user_agent, dwell_seconds, false, occurred_at

from page_view

where version_rank = 1
