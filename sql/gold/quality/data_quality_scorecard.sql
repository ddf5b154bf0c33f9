/*---
model: gold.data_quality_scorecard
kind: full
grain: [table_name, check_name, dimension]
tags: [quality]
owner: revops
description: >-
  What is known to be wanting in the data, with rows and money: sizes, duplicates, values without mapping,
  records without account, date, amount or rate, key columns filled, age, and how far tables that tell of the
  same money are apart. Limits are in definition.quality_rule.
columns:
  - {name: as_of_date, type: date, description: "Date of the run's as-of."}
  - {name: table_name, type: string, description: "Table that is measured."}
  - {name: check_name, type: string, description: "What is measured."}
  - {name: dimension, type: string, description: "Column, domain, system or year that the row is about; empty for the whole table."}
  - {name: value, type: double, description: "The measure: rows, a share in [0, 1] or days; null if there is nothing to measure."}
  - {name: amount, type: "decimal(19,4)", description: "Money that it is about, in the reporting currency; null if it is not about money."}
  - {name: status, type: string, description: "OK, WARN or FAIL by the limits; INFO for a check without limits or with nothing to measure."}
  - {name: description, type: string, description: "What the check measures."}
checks:
  - not_null: [as_of_date, table_name, check_name, dimension, status, description]
  - accepted_values: {column: status, values: [OK, WARN, FAIL, INFO]}
  - name: spend_ties_to_the_ledger
    sql: select * from this where check_name = 'spend_less_ledger' and amount <> 0
---*/

with

measure as (

    select table_name, check_name, dimension, value, cast(null as decimal(19, 4)) as amount
    from silver.quality_volume
    union all
    select table_name, check_name, dimension, value, cast(null as decimal(19, 4))
    from silver.quality_completeness
    union all
    select table_name, check_name, dimension, value, amount from silver.quality_mapping
    union all
    select table_name, check_name, dimension, value, amount from silver.quality_unknown
    union all
    select table_name, check_name, dimension, value, amount from silver.quality_reconciliation

),

judged as (

    select
        measure.*,
        rule.warn_above,
        rule.fail_above,
        rule.warn_below,
        rule.fail_below,
        rule.description,
        case when rule.measures = 'AMOUNT' then cast(measure.amount as double) else measure.value end as judged_value

    from measure

    left join definition.quality_rule as rule
        on rule.check_name = measure.check_name

)

select
    cast($as_of as date) as as_of_date,
    table_name,
    check_name,
    dimension,
    value,
    amount,
    case
        when judged_value is null then 'INFO'
        when judged_value > fail_above or judged_value < fail_below then 'FAIL'
        when judged_value > warn_above or judged_value < warn_below then 'WARN'
        when coalesce(warn_above, fail_above, warn_below, fail_below) is null then 'INFO'
        else 'OK'
    end as status,
    coalesce(description, 'Not described in definition.quality_rule') as description

from judged
