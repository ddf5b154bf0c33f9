/*---
model: silver.customer_credit
kind: full
grain: [account_id, channel]
tags: [attribution]
owner: marketing-ops
description: >-
  Each new customer shared out over the channels that won it, by the credit model
  $acquisition_attribution_model over all touches of the account before its first booking. A customer whose
  first booking has no opportunity, or no touch, is UNATTRIBUTED. A customer's shares add up to exactly 1.
columns:
  - {name: account_id, type: string, description: "Golden account."}
  - {name: channel, type: string, description: "Conformed channel, or UNATTRIBUTED."}
  - {name: segment, type: string, description: "Segment of the account when it became a customer."}
  - {name: customer_share, type: "decimal(18,12)", description: "Share of the customer, in [0, 1]."}
  - {name: period_start, type: date, description: "Reporting period in which it became a customer."}
checks:
  - not_null: [account_id, channel, segment, customer_share, period_start]
  - name: shares_add_up_to_one
    sql: select account_id from this group by account_id having sum(customer_share) <> 1
  - name: every_new_customer_once
    sql: >-
      select customer.account_id from silver.new_customer as customer
      left join this on this.account_id = customer.account_id where this.account_id is null
---*/

with

credit as (

    select
        touch.conversion_id,
        touch.channel,
        sum(weight.weight_units) as weight_units

    from silver.attribution_weight as weight

    inner join silver.attribution_touch as touch
        on
            touch.conversion_type = weight.conversion_type
            and touch.conversion_id = weight.conversion_id
            and touch.scope = weight.scope
            and touch.touch_position = weight.touch_position

    where
        weight.conversion_type = 'WON'
        and weight.scope = 'ACCOUNT'
        and weight.model = $acquisition_attribution_model

    group by touch.conversion_id, touch.channel

)

select
    customer.account_id,
    coalesce(credit.channel, 'UNATTRIBUTED') as channel,
    customer.segment,
    cast(
        cast(coalesce(credit.weight_units, 1000000000000) as decimal(13, 0)) * cast(0.000000000001 as decimal(13, 12))
        as decimal(18, 12)
    ) as customer_share,
    coalesce(calendar.reporting_period_start, lh_month_start(customer.customer_since)) as period_start

from silver.new_customer as customer

left join credit
    on credit.conversion_id = customer.opportunity_id

left join silver.calendar as calendar
    on calendar.calendar_date = customer.customer_since
