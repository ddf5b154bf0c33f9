/*---
model: silver.invoice
kind: full
grain: [invoice_id]
tags: [finance]
owner: finance-ops
description: >-
  Invoices and credit notes with their golden account, opportunity and the order that they bill, in the
  reporting currency at the spot rate of the invoice date. Voided ones are here and flagged.
columns:
  - {name: invoice_id, type: string, description: "The invoice's id in finance."}
  - {name: invoice_number, type: string, description: "Number printed on it."}
  - {name: account_id, type: string, description: "Golden account: by finance's account id, else by the subscription, else by the opportunity; else UNKNOWN."}
  - {name: opportunity_id, type: string, description: "Opportunity, null if finance names none that we know."}
  - {name: subscription_id, type: string, description: "Subscription that is billed, null if none."}
  - {name: invoice_type, type: string, description: "NEW, EXPANSION, RENEWAL or CREDIT, UNMAPPED for any other word."}
  - {name: is_of_opportunity, type: boolean, description: "True if it bills its won opportunity; a credit note never does, a renewal only a renewal."}
  - {name: order_key, type: string, description: "What else it bills: the contract year of the subscription, or the invoice itself."}
  - {name: order_date, type: date, description: "First day of that contract year, or the invoice date."}
  - {name: currency_code, type: string, description: "Currency of amount_txn, null if missing."}
  - {name: fx_policy, type: string, description: "SPOT_ON_INVOICE, or MISSING_RATE if there is none."}
  - {name: is_void, type: boolean, description: "True if it was cancelled."}
  - {name: amount_txn, type: "decimal(19,4)", description: "Amount without tax; credits are negative."}
  - {name: amount_reporting, type: "decimal(19,4)", description: "The same in the reporting currency, null without a rate."}
  - {name: fx_rate_used, type: "decimal(18,8)", description: "Rate to the reporting currency."}
  - {name: fx_rate_date, type: date, description: "Day of that rate."}
  - {name: invoice_date, type: date, description: "Date of the invoice."}
checks:
  - not_null: [invoice_id, account_id, invoice_type, is_of_opportunity, order_key, is_void]
  - accepted_values: {column: invoice_type, values: [NEW, EXPANSION, RENEWAL, CREDIT, UNMAPPED]}
  - name: no_invoice_lost
    sql: >-
      select 1 as lost
      from (select count(*) as n, coalesce(sum(amount_txn), 0) as amount from silver.intake_invoice) as intake
      cross join (select count(*) as n, coalesce(sum(amount_txn), 0) as amount from this) as result
      where intake.n <> result.n or intake.amount <> result.amount
---*/

select
    intake.source_id as invoice_id,
    intake.invoice_number,
    coalesce(
        account_xref.account_id,
        nullif(subscription.account_id, 'UNKNOWN'),
        opportunity.account_id,
        'UNKNOWN'
    ) as account_id,
    opportunity.opportunity_id,
    subscription.subscription_id,
    case
        when intake.invoice_type_raw in ('NEW', 'EXPANSION', 'RENEWAL', 'CREDIT') then intake.invoice_type_raw
        else 'UNMAPPED'
    end as invoice_type,
    coalesce(
        opportunity.is_won
        and intake.invoice_type_raw <> 'CREDIT'
        and (intake.invoice_type_raw <> 'RENEWAL' or opportunity.opportunity_type = 'RENEWAL'),
        false
    ) as is_of_opportunity,
    -- The contract year that is billed, or the invoice itself.
    case
        when intake.invoice_type_raw <> 'CREDIT' and intake.invoice_date >= subscription.start_date
            then subscription.subscription_id || ':' || cast(
                lh_idiv(lh_full_months(subscription.start_date, intake.invoice_date), 12) as string
            )
        else intake.source_id
    end as order_key,
    case
        when intake.invoice_type_raw <> 'CREDIT' and intake.invoice_date >= subscription.start_date
            then lh_add_months(
                subscription.start_date,
                cast(12 * lh_idiv(lh_full_months(subscription.start_date, intake.invoice_date), 12) as int)
            )
        else intake.invoice_date
    end as order_date,
    intake.currency_code,
    case when fx.rate is null then 'MISSING_RATE' else 'SPOT_ON_INVOICE' end as fx_policy,
    intake.is_void,
    intake.amount_txn,
    cast(intake.amount_txn * fx.rate as decimal(19, 4)) as amount_reporting,
    fx.rate as fx_rate_used,
    case when fx.rate is not null then intake.invoice_date end as fx_rate_date,
    intake.invoice_date

from silver.intake_invoice as intake

left join silver.account_xref as account_xref
    on
        account_xref.source_system = intake.crm_system
        and account_xref.source_id = intake.crm_account_source_id

left join silver.opportunity as opportunity
    on opportunity.opportunity_id = intake.crm_opportunity_source_id

left join silver.subscription as subscription
    on subscription.subscription_id = intake.subscription_source_id

left join silver.fx_rate as fx
    on
        fx.from_currency = intake.currency_code
        and fx.to_currency = $reporting_currency
        and fx.rate_type = 'SPOT'
        and fx.rate_date = intake.invoice_date

