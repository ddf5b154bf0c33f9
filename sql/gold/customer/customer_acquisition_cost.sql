/*---
model: gold.customer_acquisition_cost
kind: full
grain: [period_start, channel, segment]
tags: [customers, finance]
owner: finance-ops
description: >-
  What new customers cost by period, channel and segment: program money alone (cac_paid) and everything that
  sales and marketing spent (cac_fully_loaded), both null without a new customer. Customers are shared over
  channels by $acquisition_attribution_model and are therefore fractions; costs count $acquisition_lag_months
  after their month. Over all rows cost is the ledger's and customers are all new customers.
columns:
  - {name: period_start, type: date, description: "First day of the reporting period."}
  - {name: channel, type: string, description: "Conformed channel; UNATTRIBUTED for customers without touches, UNALLOCATED for common cost of a period without new customers."}
  - {name: segment, type: string, description: "Segment of the accounts, UNKNOWN or UNALLOCATED."}
  - {name: program_cost, type: "decimal(19,4)", description: "Media, events and other program cost, in the reporting currency as all cost here."}
  - {name: people_cost, type: "decimal(19,4)", description: "Marketing staff."}
  - {name: tools_cost, type: "decimal(19,4)", description: "Software and data."}
  - {name: agency_cost, type: "decimal(19,4)", description: "Agencies and freelancers."}
  - {name: sales_base_cost, type: "decimal(19,4)", description: "Sellers' fixed pay."}
  - {name: sales_variable_cost, type: "decimal(19,4)", description: "Commission and bonus."}
  - {name: sales_support_cost, type: "decimal(19,4)", description: "Sales operations, engineering, travel."}
  - {name: overhead_cost, type: "decimal(19,4)", description: "Share of overhead."}
  - {name: unmapped_cost, type: "decimal(19,4)", description: "Ledger lines that no rule covers."}
  - {name: total_cost, type: "decimal(19,4)", description: "Sum of all cost columns."}
  - {name: new_customer_count, type: "decimal(18,12)", description: "New customers, shared out by credit."}
  - {name: cac_paid, type: "decimal(19,4)", description: "program_cost / new_customer_count, null without customers."}
  - {name: cac_fully_loaded, type: "decimal(19,4)", description: "total_cost / new_customer_count, null without customers."}
  - {name: lag_months, type: int, description: "Months after which cost counts."}
  - {name: attribution_model, type: string, description: "Model that shared the customers."}
  - {name: is_complete, type: boolean, description: "True if the period ended by the as-of."}
  - {name: is_small_sample, type: boolean, description: "True if there are fewer than $minimum_sample_count new customers."}
  - {name: as_of_date, type: date, description: "Date of the run's as-of."}
checks:
  - not_null: [period_start, channel, segment, total_cost, new_customer_count]
  - name: cost_adds_up_to_the_spend
    sql: >-
      select 1 as differs from (select coalesce(sum(total_cost), 0) as amount from this) as cost
      cross join (select coalesce(sum(amount_reporting), 0) as amount from silver.marketing_spend) as spend
      where cost.amount <> spend.amount
  - name: customers_add_up_to_new_customers
    sql: >-
      select 1 as differs from (select coalesce(sum(new_customer_count), 0) as n from this) as cost
      cross join (select count(*) as n from silver.new_customer) as customer where cost.n <> customer.n
  - name: no_customer_no_cac
    sql: select * from this where new_customer_count = 0 and (cac_paid is not null or cac_fully_loaded is not null)
---*/

with

cost as (

    select
        period_start,
        channel,
        segment,
        sum(case when cost_category = 'PROGRAM' then amount else 0 end) as program_cost,
        sum(case when cost_category = 'PEOPLE' then amount else 0 end) as people_cost,
        sum(case when cost_category = 'TOOLS' then amount else 0 end) as tools_cost,
        sum(case when cost_category = 'AGENCY' then amount else 0 end) as agency_cost,
        sum(case when cost_category = 'SALES_BASE' then amount else 0 end) as sales_base_cost,
        sum(case when cost_category = 'SALES_VARIABLE' then amount else 0 end) as sales_variable_cost,
        sum(case when cost_category = 'SALES_SUPPORT' then amount else 0 end) as sales_support_cost,
        sum(case when cost_category = 'OVERHEAD' then amount else 0 end) as overhead_cost,
        sum(case when cost_category = 'UNMAPPED' then amount else 0 end) as unmapped_cost,
        sum(amount) as total_cost

    from silver.acquisition_cost

    group by period_start, channel, segment

),

customer as (

    select
        period_start,
        channel,
        segment,
        sum(customer_share) as new_customer_count

    from silver.customer_credit

    group by period_start, channel, segment

),

period as (

    select reporting_period_start as period_start, max(reporting_period_end) as period_end
    from silver.calendar
    group by reporting_period_start

),

joined as (

    select
        coalesce(cost.period_start, customer.period_start) as period_start,
        coalesce(cost.channel, customer.channel) as channel,
        coalesce(cost.segment, customer.segment) as segment,
        coalesce(cost.program_cost, 0) as program_cost,
        coalesce(cost.people_cost, 0) as people_cost,
        coalesce(cost.tools_cost, 0) as tools_cost,
        coalesce(cost.agency_cost, 0) as agency_cost,
        coalesce(cost.sales_base_cost, 0) as sales_base_cost,
        coalesce(cost.sales_variable_cost, 0) as sales_variable_cost,
        coalesce(cost.sales_support_cost, 0) as sales_support_cost,
        coalesce(cost.overhead_cost, 0) as overhead_cost,
        coalesce(cost.unmapped_cost, 0) as unmapped_cost,
        coalesce(cost.total_cost, 0) as total_cost,
        coalesce(customer.new_customer_count, 0) as new_customer_count

    from cost

    full join customer
        on
            customer.period_start = cost.period_start
            and customer.channel = cost.channel
            and customer.segment = cost.segment

)

select
    joined.*,
    lh_dec4(lh_div(cast(program_cost as double), cast(new_customer_count as double))) as cac_paid,
    lh_dec4(lh_div(cast(total_cost as double), cast(new_customer_count as double))) as cac_fully_loaded,
    $acquisition_lag_months as lag_months,
    $acquisition_attribution_model as attribution_model,
    coalesce(cast(period.period_end as timestamp) <= $as_of, false) as is_complete,
    new_customer_count < $minimum_sample_count as is_small_sample,
    cast($as_of as date) as as_of_date

from joined

left join period
    on period.period_start = joined.period_start
