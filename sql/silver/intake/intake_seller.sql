/*---
model: silver.intake_seller
kind: full
grain: [source_system, source_id]
tags: [intake]
owner: sales_ops
description: Sellers as the CRM had them at the run's as-of, in the shape that all sources share.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the seller.}
  - {name: seller_name, type: string, description: Full name.}
  - {name: manager_source_id, type: string, description: The source's id of the manager; null at the top.}
  - {name: team, type: string, description: Team or department as the source has it.}
  - {name: region, type: string, description: Region as the source has it.}
  - {name: email_norm, type: string, description: E-mail address in lower case.}
  - {name: is_active, type: boolean, description: Whether the source lets the seller own records.}
checks:
  - not_null: [source_system, source_id]
---*/

with

users as (

    select Id, Name, FirstName, LastName, Email, Department, UserRole, Region__c, ManagerId, IsActive, _source_system,
        row_number() over (partition by Id order by SystemModstamp desc, _row_hash) as age

    from bronze.salesforce_user

    where SystemModstamp < $as_of

)

select
    _source_system as source_system,
    Id as source_id,
    coalesce(lh_clean(Name), lh_clean(coalesce(FirstName, '') || ' ' || coalesce(LastName, ''))) as seller_name,
    ManagerId as manager_source_id,
    coalesce(lh_clean(UserRole), lh_clean(Department)) as team,
    lh_clean(Region__c) as region,
    lower(lh_clean(Email)) as email_norm,
    IsActive as is_active

from users

where age = 1
