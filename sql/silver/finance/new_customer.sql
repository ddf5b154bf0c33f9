/*---
model: silver.new_customer
kind: full
grain: [account_id]
tags: [finance, accounts]
owner: revops
description: >-
  Accounts that became customers in the data: their first booking ever is a new one and no contract ran
  before it. An account whose first booking is a renewal, an expansion or the rest of an older
  order (is_opening) was a customer before the data begin and is not new; bookings without account make nobody a customer.
columns:
  - {name: account_id, type: string, description: "Golden account."}
  - {name: booking_id, type: string, description: "Its first booking, by date and id."}
  - {name: opportunity_id, type: string, description: "Opportunity of that booking, null if it has none."}
  - {name: segment, type: string, description: "Segment of the account on the day, UNKNOWN if it had none."}
  - {name: customer_since, type: date, description: "Date of that booking."}
checks:
  - not_null: [account_id, booking_id, segment, customer_since]
---*/

with

ranked as (

    select
        account_id,
        booking_id,
        opportunity_id,
        booking_type,
        booking_date,
        is_opening,
        row_number() over (
            partition by account_id
            -- Of several bookings on the first day a new one goes first.
            order by booking_date, case when booking_type = 'NEW' then 0 else 1 end, booking_id
        ) as booking_rank

    from silver.booking

    where account_id <> 'UNKNOWN' and booking_type <> 'CREDIT' and booking_date is not null

)

select
    ranked.account_id,
    ranked.booking_id,
    ranked.opportunity_id,
    coalesce(at_start.segment, current_account.segment, 'UNKNOWN') as segment,
    ranked.booking_date as customer_since

from ranked

left join silver.account as at_start
    on
        at_start.account_id = ranked.account_id
        and at_start.valid_from < cast(lh_add_days(ranked.booking_date, 1) as timestamp)
        and (at_start.valid_to is null or at_start.valid_to >= cast(lh_add_days(ranked.booking_date, 1) as timestamp))

left join silver.account as current_account
    on current_account.account_id = ranked.account_id and current_account.is_current

where
    ranked.booking_rank = 1
    and ranked.booking_type = 'NEW'
    and not ranked.is_opening
    and not exists (
        select 1
        from silver.subscription as subscription
        where
            subscription.account_id = ranked.account_id
            and subscription.start_date < ranked.booking_date
            -- A contract without opportunity is somebody else's, unless proven to be this booking's.
            and coalesce(subscription.opportunity_id <> ranked.opportunity_id, true)
    )
