/*---
model: silver.intake_subscription
kind: full
grain: [source_system, source_id]
tags: [intake, finance]
owner: finance-ops
description: Every subscription contract as known before the as-of.
columns:
  - {name: source_system, type: string, description: "System that the record comes from."}
  - {name: source_id, type: string, description: "The subscription's id in that system."}
  - {name: crm_system, type: string, description: "System whose account and opportunity ids the contract carries."}
  - {name: crm_account_source_id, type: string, description: "Account id in that CRM, null if finance has none."}
  - {name: crm_opportunity_source_id, type: string, description: "Opportunity id in that CRM, null if none."}
  - {name: plan, type: string, description: "Plan as finance names it."}
  - {name: status_raw, type: string, description: "ACTIVE or CANCELLED, upper case."}
  - {name: currency_code, type: string, description: "Currency in upper case, null if missing."}
  - {name: mrr_txn, type: "decimal(19,4)", description: "Recurring revenue of one month."}
  - {name: start_date, type: date, description: "First day of the contract."}
  - {name: end_date, type: date, description: "First day after the contract, null while it runs."}
checks:
  - not_null: [source_system, source_id]
---*/

with

version as (

    select
        subscription.*,
        row_number() over (
            partition by subscription.subscription_id
            order by
                subscription.updated_at desc,
                subscription._source_file desc,
                subscription._row_hash
        ) as version_rank

    from bronze.finance_subscription as subscription

    where subscription.updated_at < $as_of

)

select
    'finance' as source_system,
    subscription_id as source_id,
    'salesforce' as crm_system,
    lh_clean(crm_account_id) as crm_account_source_id,
    lh_clean(crm_opportunity_id) as crm_opportunity_source_id,
    lh_clean(version.plan) as plan,
    upper(lh_clean(status)) as status_raw,
    upper(lh_clean(currency)) as currency_code,
    mrr as mrr_txn,
    start_date,
    end_date

from version

where version_rank = 1
