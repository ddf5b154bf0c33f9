/*---
model: silver.intake_seller
kind: full
grain: [source_system, source_id]
tags: [intake]
owner: sales_ops
description: Sales agents with their manager and regional office. The extract names people and gives them no id, so the name is the id.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The agent's name.}
  - {name: seller_name, type: string, description: The agent's name.}
  - {name: manager_source_id, type: string, description: The manager's name.}
  - {name: team, type: string, description: "The team, named by its manager."}
  - {name: region, type: string, description: The regional office.}
  - {name: email_norm, type: string, description: Always null here.}
  - {name: is_active, type: boolean, description: Always true here.}
checks:
  - not_null: [source_system, source_id]
---*/

with

sellers as (

    select sales_agent, manager, regional_office, _source_system,
        row_number() over (partition by sales_agent order by _row_hash) as delivery

    from bronze.crm_seller

)

select
    _source_system as source_system,
    lh_clean(sales_agent) as source_id,
    lh_clean(sales_agent) as seller_name,
    lh_clean(manager) as manager_source_id,
    lh_clean(manager) as team,
    lh_clean(regional_office) as region,
    cast(null as string) as email_norm,
    true as is_active

from sellers

where delivery = 1
