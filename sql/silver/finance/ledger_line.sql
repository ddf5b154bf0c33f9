/*---
model: silver.ledger_line
kind: full
grain: [source_system, source_id]
tags: [finance]
owner: finance-ops
description: >-
  Every ledger line with what it was spent on by definition.gl_account_map as in force on the posting day,
  and its cost in the reporting currency at that day's spot rate. A line that no rule covers is UNMAPPED
  and counted, never dropped; without a rate its reported amount is null and counted.
columns:
  - {name: source_system, type: string, description: "System that the line comes from."}
  - {name: source_id, type: string, description: "The line's id in that system."}
  - {name: account_code, type: string, description: "Account of the chart of accounts."}
  - {name: cost_center, type: string, description: "Cost centre, null if none."}
  - {name: vendor, type: string, description: "Supplier, null if none."}
  - {name: rule_id, type: string, description: "Rule of definition.gl_account_map that decided, null if none did."}
  - {name: scope, type: string, description: "SPEND for sales and marketing cost, OTHER for all else, UNMAPPED if no rule covers the line."}
  - {name: cost_category, type: string, description: "What kind of cost it is; UNMAPPED or NONE outside SPEND."}
  - {name: objective, type: string, description: "BRAND, DEMAND, ENABLEMENT or UNALLOCATED."}
  - {name: channel, type: string, description: "Channel that the line pays for, UNALLOCATED if it serves all."}
  - {name: platform, type: string, description: "Advertising platform whose days detail the line, null if none."}
  - {name: is_working, type: boolean, description: "True if the money reached the market (media, events), false for people, tools and fees."}
  - {name: currency_code, type: string, description: "Currency of amount_txn, null if missing."}
  - {name: fx_policy, type: string, description: "SPOT_ON_DAY, or MISSING_RATE if there is none."}
  - {name: amount_txn, type: "decimal(19,4)", description: "Debit less credit."}
  - {name: amount_reporting, type: "decimal(19,4)", description: "The same in the reporting currency, null without a rate."}
  - {name: fx_rate_used, type: "decimal(18,8)", description: "Rate to the reporting currency."}
  - {name: fx_rate_date, type: date, description: "Day of that rate."}
  - {name: posting_date, type: date, description: "Day of posting."}
  - {name: month, type: date, description: "First day of the posting month."}
checks:
  - not_null: [source_system, source_id, scope, cost_category, objective, channel, posting_date]
  - accepted_values: {column: scope, values: [SPEND, OTHER, UNMAPPED]}
  - accepted_values: {column: cost_category, values: [PROGRAM, PEOPLE, TOOLS, AGENCY, SALES_BASE, SALES_VARIABLE, SALES_SUPPORT, OVERHEAD, NONE, UNMAPPED]}
  - name: no_ledger_line_lost
    sql: >-
      select 1 as lost
      from (select count(*) as n, coalesce(sum(amount_txn), 0) as amount from silver.intake_ledger_line) as intake
      cross join (select count(*) as n, coalesce(sum(amount_txn), 0) as amount from this) as result
      where intake.n <> result.n or intake.amount <> result.amount
---*/

with

ranked as (

    select
        line.source_system,
        line.source_id,
        rule.rule_id,
        rule.scope,
        rule.cost_category,
        rule.objective,
        rule.channel,
        rule.platform,
        rule.is_working,
        row_number() over (
            partition by line.source_system, line.source_id
            order by rule.priority, rule.rule_id
        ) as rule_rank

    from silver.intake_ledger_line as line

    inner join definition.gl_account_map as rule
        on
            coalesce(line.account_code, '') like rule.account_like
            and lower(coalesce(line.cost_center, '')) like lower(rule.cost_center_like)
            and lower(coalesce(line.vendor, '')) like lower(rule.vendor_like)
            and line.posting_date >= rule.valid_from
            and (rule.valid_to is null or line.posting_date < rule.valid_to)

)

select
    line.source_system,
    line.source_id,
    line.account_code,
    line.cost_center,
    line.vendor,
    ranked.rule_id,
    coalesce(ranked.scope, 'UNMAPPED') as scope,
    case
        when ranked.rule_id is null then 'UNMAPPED'
        when ranked.scope = 'OTHER' then 'NONE'
        else ranked.cost_category
    end as cost_category,
    coalesce(ranked.objective, 'UNALLOCATED') as objective,
    coalesce(ranked.channel, 'UNALLOCATED') as channel,
    ranked.platform,
    coalesce(ranked.is_working, false) as is_working,
    line.currency_code,
    case when fx.rate is null then 'MISSING_RATE' else 'SPOT_ON_DAY' end as fx_policy,
    line.amount_txn,
    cast(line.amount_txn * fx.rate as decimal(19, 4)) as amount_reporting,
    fx.rate as fx_rate_used,
    case when fx.rate is not null then line.posting_date end as fx_rate_date,
    line.posting_date,
    lh_month_start(line.posting_date) as month

from silver.intake_ledger_line as line

left join ranked
    on
        ranked.source_system = line.source_system
        and ranked.source_id = line.source_id
        and ranked.rule_rank = 1

left join silver.fx_rate as fx
    on
        fx.from_currency = line.currency_code
        and fx.to_currency = $reporting_currency
        and fx.rate_type = 'SPOT'
        and fx.rate_date = line.posting_date
