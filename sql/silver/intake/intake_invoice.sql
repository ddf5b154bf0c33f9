/*---
model: silver.intake_invoice
kind: full
grain: [source_system, source_id]
tags: [intake, finance]
owner: finance-ops
description: Every invoice and credit note as known before the as-of, voided ones included and flagged.
columns:
  - {name: source_system, type: string, description: "System that the record comes from."}
  - {name: source_id, type: string, description: "The invoice's id in that system."}
  - {name: invoice_number, type: string, description: "Number printed on the invoice."}
  - {name: customer_name, type: string, description: "Name as finance writes it."}
  - {name: crm_system, type: string, description: "System whose account and opportunity ids the invoice carries."}
  - {name: crm_account_source_id, type: string, description: "Account id in that CRM, null if finance has none."}
  - {name: crm_opportunity_source_id, type: string, description: "Opportunity id in that CRM, null if none."}
  - {name: subscription_source_id, type: string, description: "Subscription that is billed, null if none."}
  - {name: invoice_type_raw, type: string, description: "Kind of invoice as finance writes it."}
  - {name: status_raw, type: string, description: "OPEN, PAID or VOID, upper case."}
  - {name: currency_code, type: string, description: "Currency in upper case, null if missing: never guessed."}
  - {name: amount_txn, type: "decimal(19,4)", description: "Amount without tax; credits are negative."}
  - {name: is_void, type: boolean, description: "True if the invoice was cancelled."}
  - {name: invoice_date, type: date, description: "Date of the invoice."}
checks:
  - not_null: [source_system, source_id, is_void]
---*/

with

version as (

    select
        invoice.*,
        row_number() over (
            partition by invoice.invoice_id
            order by invoice.updated_at desc, invoice._source_file desc, invoice._row_hash
        ) as version_rank

    from bronze.finance_invoice as invoice

    where invoice.updated_at < $as_of

)

select
    'finance' as source_system,
    invoice_id as source_id,
    lh_clean(invoice_number) as invoice_number,
    lh_clean(customer_name) as customer_name,
    'salesforce' as crm_system,
    lh_clean(crm_account_id) as crm_account_source_id,
    lh_clean(crm_opportunity_id) as crm_opportunity_source_id,
    lh_clean(subscription_id) as subscription_source_id,
    upper(lh_clean(invoice_type)) as invoice_type_raw,
    upper(lh_clean(status)) as status_raw,
    upper(lh_clean(currency)) as currency_code,
    amount as amount_txn,
    coalesce(upper(lh_clean(status)) = 'VOID', false) as is_void,
    invoice_date

from version

where version_rank = 1
