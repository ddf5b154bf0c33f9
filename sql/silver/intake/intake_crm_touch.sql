/*---
model: silver.intake_crm_touch
kind: full
grain: [source_system, touch_type, source_id]
tags: [intake, marketing]
owner: marketing-ops
description: >-
  Touches that the CRM records: campaign membership and response, tasks and events of sellers. A member
  who responded gives two touches, one when added to the campaign and one on the response; the CRM has
  the response as a day only, so its time is that day's midnight or the moment of joining if later.
columns:
  - {name: source_system, type: string, description: "System that the record comes from."}
  - {name: source_id, type: string, description: "The record's id in that system."}
  - {name: touch_type, type: string, description: "CAMPAIGN_MEMBER, CAMPAIGN_RESPONSE, TASK or EVENT."}
  - {name: who_source_id, type: string, description: "Contact or lead that was touched, null if unknown."}
  - {name: what_source_id, type: string, description: "Opportunity or account that the activity is filed under."}
  - {name: account_source_id, type: string, description: "Account that the activity is filed under."}
  - {name: seller_source_id, type: string, description: "Seller who did it, null for marketing touches."}
  - {name: campaign_source_id, type: string, description: "Campaign in the same system, null if none."}
  - {name: channel_raw, type: string, description: "The source's own word for the channel, null where the campaign gives it."}
  - {name: topic_raw, type: string, description: "Subject of the activity."}
  - {name: status_raw, type: string, description: "Status, disposition or outcome as the source writes it."}
  - {name: occurred_at, type: timestamp, description: "When it happened, UTC."}
checks:
  - not_null: [source_system, source_id, touch_type, occurred_at]
  - accepted_values: {column: touch_type, values: [CAMPAIGN_MEMBER, CAMPAIGN_RESPONSE, TASK, EVENT]}
---*/

with

member as (

    select
        campaign_member.*,
        row_number() over (
            partition by campaign_member.id
            order by
                campaign_member.systemmodstamp desc,
                campaign_member._source_file desc,
                campaign_member._row_hash
        ) as version_rank

    from bronze.salesforce_campaign_member as campaign_member

    where campaign_member.systemmodstamp < $as_of

),

task as (

    select
        task.*,
        row_number() over (
            partition by task.id order by task.systemmodstamp desc, task._source_file desc, task._row_hash
        ) as version_rank

    from bronze.salesforce_task as task

    where task.systemmodstamp < $as_of

),

event as (

    select
        event.*,
        row_number() over (
            partition by event.id order by event.systemmodstamp desc, event._source_file desc, event._row_hash
        ) as version_rank

    from bronze.salesforce_event as event

    where event.systemmodstamp < $as_of

),

every_touch as (

    select
        id as source_id,
        'CAMPAIGN_MEMBER' as touch_type,
        coalesce(contactid, leadid) as who_source_id,
        cast(null as string) as what_source_id,
        cast(null as string) as account_source_id,
        cast(null as string) as seller_source_id,
        campaignid as campaign_source_id,
        cast(null as string) as channel_raw,
        cast(null as string) as topic_raw,
        lh_clean(status) as status_raw,
        createddate as occurred_at

    from member

    where version_rank = 1 and not coalesce(isdeleted, false)

    union all

    select
        id, 'CAMPAIGN_RESPONSE', coalesce(contactid, leadid), cast(null as string), cast(null as string),
        cast(null as string), campaignid, cast(null as string), cast(null as string), lh_clean(status),
        greatest(createddate, cast(firstrespondeddate as timestamp))

    from member

    where version_rank = 1 and not coalesce(isdeleted, false) and coalesce(hasresponded, false)

    union all

    -- A task that is still to do is no touch; one without a completion time happened on its day.
    select
        id, 'TASK', whoid, whatid, accountid, ownerid, cast(null as string),
        'activity / ' || coalesce(lower(lh_clean(tasksubtype)), 'task'), lh_clean(subject),
        coalesce(lh_clean(calldisposition), lh_clean(status)),
        coalesce(completeddatetime, cast(activitydate as timestamp), createddate)

    from task

    where
        version_rank = 1
        and not coalesce(isdeleted, false)
        and (completeddatetime is not null or lower(status) = 'completed')

    union all

    select
        id, 'EVENT', whoid, whatid, accountid, ownerid, cast(null as string), 'activity / meeting',
        lh_clean(subject), coalesce(lh_clean(outcome__c), 'Planned'), startdatetime

    from event

    where version_rank = 1 and not coalesce(isdeleted, false)

)

select 'salesforce' as source_system, every_touch.*

from every_touch

where every_touch.occurred_at < $as_of
