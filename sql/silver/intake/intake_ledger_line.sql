/*---
model: silver.intake_ledger_line
kind: full
grain: [source_system, source_id]
tags: [intake, finance]
owner: finance-ops
description: >-
  Every line of the general ledger posted before the as-of. A ledger is never edited, only reversed, so a
  line that is delivered twice counts once.
columns:
  - {name: source_system, type: string, description: "System that the record comes from."}
  - {name: source_id, type: string, description: "The line's id in that system."}
  - {name: journal_id, type: string, description: "Journal entry that the line belongs to."}
  - {name: account_code, type: string, description: "Account of the chart of accounts."}
  - {name: account_name, type: string, description: "Its name."}
  - {name: cost_center, type: string, description: "Cost centre, null if none."}
  - {name: vendor, type: string, description: "Supplier, null if none."}
  - {name: line_text, type: string, description: "Description of the line."}
  - {name: currency_code, type: string, description: "Currency in upper case, null if missing."}
  - {name: debit_txn, type: "decimal(19,4)", description: "Debit, zero if none."}
  - {name: credit_txn, type: "decimal(19,4)", description: "Credit, zero if none."}
  - {name: amount_txn, type: "decimal(19,4)", description: "Debit less credit: a cost is positive, a refund of it negative."}
  - {name: posting_date, type: date, description: "Day of posting."}
checks:
  - not_null: [source_system, source_id, posting_date, amount_txn]
---*/

with

version as (

    select
        ledger.*,
        row_number() over (
            partition by ledger.line_id
            order by ledger.posting_date desc, ledger._source_file desc, ledger._row_hash
        ) as version_rank

    from bronze.finance_general_ledger as ledger

    where cast(ledger.posting_date as timestamp) < $as_of

)

select
    'finance' as source_system,
    line_id as source_id,
    lh_clean(journal_id) as journal_id,
    lh_clean(account_code) as account_code,
    lh_clean(account_name) as account_name,
    lh_clean(cost_center) as cost_center,
    lh_clean(vendor) as vendor,
    lh_clean(description) as line_text,
    upper(lh_clean(currency)) as currency_code,
    coalesce(debit, cast(0 as decimal(19, 4))) as debit_txn,
    coalesce(credit, cast(0 as decimal(19, 4))) as credit_txn,
    coalesce(debit, cast(0 as decimal(19, 4))) - coalesce(credit, cast(0 as decimal(19, 4))) as amount_txn,
    posting_date

from version

where version_rank = 1
