/*---
model: silver.intake_touch
kind: full
grain: [source_system, touch_type, source_id]
tags: [intake, marketing]
owner: marketing-ops
description: >-
  Every touch of a person or visitor that a source recorded before the as-of, bots included, in one
  shape. Advertising that is known only by campaign and day is no touch: see silver.ad_performance_daily.
columns:
  - {name: source_system, type: string, description: "System that the record comes from."}
  - {name: source_id, type: string, description: "The record's id in that system."}
  - {name: touch_type, type: string, description: "What was recorded, such as EMAIL_CLICK, FORM_SUBMISSION, TASK."}
  - {name: who_source_id, type: string, description: "Contact or lead id in the source, null if known by e-mail only."}
  - {name: what_source_id, type: string, description: "Opportunity or account that the activity is filed under."}
  - {name: account_source_id, type: string, description: "Account that the activity is filed under."}
  - {name: seller_source_id, type: string, description: "Seller who did it, null for marketing touches."}
  - {name: email_norm, type: string, description: "E-mail address in lower case without blanks, null if unknown."}
  - {name: visitor_id, type: string, description: "Browser cookie of a page view, null elsewhere."}
  - {name: campaign_source_id, type: string, description: "Campaign in the same system, null if none."}
  - {name: campaign_name_raw, type: string, description: "Campaign named by the link's tag, null if none."}
  - {name: channel_raw, type: string, description: "The source's own word for the channel, null where the campaign gives it."}
  - {name: topic_raw, type: string, description: "Subject, form title or e-mail name."}
  - {name: status_raw, type: string, description: "Status, disposition or outcome as the source writes it."}
  - {name: self_report_raw, type: string, description: "The person's own answer to how they heard of us."}
  - {name: url, type: string, description: "Page or link."}
  - {name: user_agent, type: string, description: "Browser as it names itself."}
  - {name: dwell_seconds, type: bigint, description: "Seconds on the page, null if not measured."}
  - {name: is_source_filtered, type: boolean, description: "True if the source itself calls the event a bot's."}
  - {name: occurred_at, type: timestamp, description: "When it happened, UTC."}
checks:
  - not_null: [source_system, source_id, touch_type, is_source_filtered, occurred_at]
---*/

select
    source_system,
    source_id,
    touch_type,
    who_source_id,
    what_source_id,
    account_source_id,
    seller_source_id,
    cast(null as string) as email_norm,
    cast(null as string) as visitor_id,
    campaign_source_id,
    cast(null as string) as campaign_name_raw,
    channel_raw,
    topic_raw,
    status_raw,
    cast(null as string) as self_report_raw,
    cast(null as string) as url,
    cast(null as string) as user_agent,
    cast(null as bigint) as dwell_seconds,
    false as is_source_filtered,
    occurred_at

from silver.intake_crm_touch

union all

select
    source_system,
    source_id,
    touch_type,
    cast(null as string),
    cast(null as string),
    cast(null as string),
    cast(null as string),
    nullif(lower(replace(email_raw, ' ', '')), ''),
    visitor_id,
    campaign_source_id,
    campaign_name_raw,
    channel_raw,
    topic_raw,
    cast(null as string),
    self_report_raw,
    url,
    user_agent,
    dwell_seconds,
    is_source_filtered,
    occurred_at

from silver.intake_web_touch
