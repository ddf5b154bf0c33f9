/*---
model: silver.booking
kind: full
grain: [booking_id]
tags: [finance]
owner: finance-ops
description: >-
  Orders won. Every won opportunity is one booking on its close date, however often it was reopened; its
  invoices are counted beside it. Finance adds what the CRM does not have: every credit note (CREDIT,
  negative), and what it bills without a won opportunity, such as an automatic renewal: one booking for each
  type and contract year of a subscription, dated by that year's first day, with what has been invoiced of it.
  Voided invoices are no bookings.
columns:
  - {name: booking_id, type: string, description: "CRM: and the opportunity, or FINANCE: and the first invoice."}
  - {name: source, type: string, description: "CRM or FINANCE."}
  - {name: opportunity_id, type: string, description: "Opportunity, null if finance names none that we know."}
  - {name: account_id, type: string, description: "Golden account, or UNKNOWN."}
  - {name: booking_type, type: string, description: "NEW, EXPANSION, RENEWAL or CREDIT, UNMAPPED if the source's type has no mapping."}
  - {name: first_invoice_id, type: string, description: "First invoice of the booking by date and id, null if none."}
  - {name: currency_code, type: string, description: "Currency of amount_txn, null if missing."}
  - {name: fx_policy, type: string, description: "How the amount was converted: the opportunity's policy, SPOT_ON_INVOICE, or MISSING_RATE."}
  - {name: is_opening, type: boolean, description: "True if it was booked before the month of the first invoice in the data: the rest of an older order, incomplete here."}
  - {name: invoice_count, type: bigint, description: "Invoices that belong to the booking, voided ones left out."}
  - {name: amount_txn, type: "decimal(19,4)", description: "Amount in currency_code, null if missing."}
  - {name: amount_reporting, type: "decimal(19,4)", description: "The same in the reporting currency, null if missing or without a rate."}
  - {name: invoiced_reporting, type: "decimal(19,4)", description: "What the booking's invoices add up to in the reporting currency, 0 without invoices."}
  - {name: fx_rate_used, type: "decimal(18,8)", description: "Rate to the reporting currency."}
  - {name: fx_rate_date, type: date, description: "Day of that rate."}
  - {name: booking_date, type: date, description: "Close date of the opportunity, first day of the contract year, or date of a credit note or of an invoice without subscription."}
checks:
  - not_null: [booking_id, source, account_id, booking_type, invoice_count, invoiced_reporting]
  - accepted_values: {column: booking_type, values: [NEW, EXPANSION, RENEWAL, CREDIT, UNMAPPED]}
  - name: every_won_opportunity_is_one_booking
    sql: >-
      select opportunity.opportunity_id from silver.opportunity as opportunity
      left join this on this.opportunity_id = opportunity.opportunity_id and this.source = 'CRM'
      where opportunity.is_won group by opportunity.opportunity_id having count(this.booking_id) <> 1
  - name: every_invoice_is_in_one_booking
    sql: >-
      select 1 as lost
      from (select count(*) as n from silver.invoice where not is_void) as invoice
      cross join (select coalesce(sum(invoice_count), 0) as n from this) as booking where invoice.n <> booking.n
---*/

with

first_month as (

    select lh_month_start(min(invoice_date)) as month from silver.invoice

),

ranked as (

    select
        invoice.*,
        row_number() over (
            partition by
                is_of_opportunity,
                case when is_of_opportunity then opportunity_id else order_key end,
                case when is_of_opportunity then '' else invoice_type end,
                case when is_of_opportunity then '' else currency_code end
            order by invoice_date, invoice_id
        ) as invoice_rank

    from silver.invoice as invoice

    where not invoice.is_void

),

opportunity_invoice as (

    select
        opportunity_id,
        count(*) as invoice_count,
        sum(coalesce(amount_reporting, 0)) as invoiced_reporting,
        min(case when invoice_rank = 1 then invoice_id end) as first_invoice_id

    from ranked

    where is_of_opportunity

    group by opportunity_id

),

finance_order as (

    -- Rates differ from invoice to invoice; the first one's is shown.
    select
        order_key,
        invoice_type,
        currency_code,
        count(*) as invoice_count,
        sum(amount_txn) as amount_txn,
        case when count(*) = count(amount_reporting) then sum(amount_reporting) end as amount_reporting,
        sum(coalesce(amount_reporting, 0)) as invoiced_reporting,
        min(case when invoice_rank = 1 then invoice_id end) as first_invoice_id,
        min(case when invoice_rank = 1 then account_id end) as account_id,
        min(case when invoice_rank = 1 then opportunity_id end) as opportunity_id,
        min(case when invoice_rank = 1 then fx_rate_used end) as fx_rate_used,
        min(case when invoice_rank = 1 then invoice_date end) as fx_rate_date,
        min(order_date) as order_date

    from ranked

    where not is_of_opportunity

    group by order_key, invoice_type, currency_code

)

select
    'CRM:' || opportunity.opportunity_id as booking_id,
    'CRM' as source,
    opportunity.opportunity_id,
    opportunity.account_id,
    case
        when opportunity.opportunity_type in ('NEW', 'EXPANSION', 'RENEWAL') then opportunity.opportunity_type
        else 'UNMAPPED'
    end as booking_type,
    opportunity_invoice.first_invoice_id,
    opportunity.currency_code,
    opportunity.fx_policy,
    false as is_opening,
    coalesce(opportunity_invoice.invoice_count, 0) as invoice_count,
    opportunity.amount_txn,
    opportunity.amount_reporting,
    coalesce(opportunity_invoice.invoiced_reporting, 0) as invoiced_reporting,
    opportunity.fx_rate_used,
    opportunity.fx_rate_date,
    opportunity.closed_date as booking_date

from silver.opportunity as opportunity

left join opportunity_invoice
    on opportunity_invoice.opportunity_id = opportunity.opportunity_id

where opportunity.is_won

union all

select
    'FINANCE:' || first_invoice_id,
    'FINANCE',
    opportunity_id,
    account_id,
    invoice_type,
    first_invoice_id,
    currency_code,
    case when amount_reporting is null then 'MISSING_RATE' else 'SPOT_ON_INVOICE' end,
    order_date < first_month.month,
    invoice_count,
    amount_txn,
    amount_reporting,
    invoiced_reporting,
    fx_rate_used,
    case when fx_rate_used is not null then fx_rate_date end,
    order_date

from finance_order

cross join first_month
