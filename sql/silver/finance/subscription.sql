/*---
model: silver.subscription
kind: full
grain: [subscription_id]
tags: [finance]
owner: finance-ops
description: >-
  Subscription contracts with their golden account and opportunity. Recurring revenue is reported at the
  spot rate of the contract's first day, so that a later rate does not change a closed period; of a contract
  that has not begun at the rate of the last day before the as-of, of one older than all rates at the first.
columns:
  - {name: subscription_id, type: string, description: "The contract's id in finance."}
  - {name: account_id, type: string, description: "Golden account, or UNKNOWN."}
  - {name: opportunity_id, type: string, description: "Opportunity that sold it, null if none is known."}
  - {name: plan, type: string, description: "Plan as finance names it."}
  - {name: currency_code, type: string, description: "Currency of mrr_txn, null if missing."}
  - {name: fx_policy, type: string, description: "SPOT_ON_START, SPOT_FIRST_KNOWN for a contract older than all rates of its currency, or MISSING_RATE if there is none."}
  - {name: mrr_txn, type: "decimal(19,4)", description: "Recurring revenue of one month."}
  - {name: mrr_reporting, type: "decimal(19,4)", description: "The same in the reporting currency, null without a rate."}
  - {name: fx_rate_used, type: "decimal(18,8)", description: "Rate to the reporting currency."}
  - {name: fx_rate_date, type: date, description: "Day of that rate."}
  - {name: is_active, type: boolean, description: "True if the contract runs on the last day before the as-of."}
  - {name: start_date, type: date, description: "First day of the contract."}
  - {name: end_date, type: date, description: "First day after the contract, null while no end is known."}
checks:
  - not_null: [subscription_id, account_id, is_active]
  - name: no_contract_lost
    sql: >-
      select 1 as lost from (select count(*) as n from silver.intake_subscription) as intake
      cross join (select count(*) as n from this) as result where intake.n <> result.n
---*/

with

first_rate as (

    select from_currency, min(rate_date) as rate_date

    from silver.fx_rate

    where to_currency = $reporting_currency and rate_type = 'SPOT'

    group by from_currency

),

dated as (

    select
        subscription.*,
        coalesce(account_xref.account_id, opportunity.account_id, 'UNKNOWN') as account_id,
        opportunity.opportunity_id,
        greatest(
            least(subscription.start_date, cast($as_of - interval '1' day as date)),
            first_rate.rate_date
        ) as fx_rate_date

    from silver.intake_subscription as subscription

    left join silver.account_xref as account_xref
        on
            account_xref.source_system = subscription.crm_system
            and account_xref.source_id = subscription.crm_account_source_id

    left join silver.opportunity as opportunity
        on opportunity.opportunity_id = subscription.crm_opportunity_source_id

    left join first_rate
        on first_rate.from_currency = subscription.currency_code

)

select
    dated.source_id as subscription_id,
    dated.account_id,
    dated.opportunity_id,
    dated.plan,
    dated.currency_code,
    case
        when fx.rate is null then 'MISSING_RATE'
        when dated.fx_rate_date > dated.start_date then 'SPOT_FIRST_KNOWN'
        else 'SPOT_ON_START'
    end as fx_policy,
    dated.mrr_txn,
    cast(dated.mrr_txn * fx.rate as decimal(19, 4)) as mrr_reporting,
    fx.rate as fx_rate_used,
    case when fx.rate is not null then dated.fx_rate_date end as fx_rate_date,
    coalesce(
        cast(dated.start_date as timestamp) < $as_of
        and (dated.end_date is null or cast(dated.end_date as timestamp) >= $as_of),
        false
    ) as is_active,
    dated.start_date,
    dated.end_date

from dated

left join silver.fx_rate as fx
    on
        fx.from_currency = dated.currency_code
        and fx.to_currency = $reporting_currency
        and fx.rate_type = 'SPOT'
        and fx.rate_date = dated.fx_rate_date
