/*---
model: silver.seller
kind: full
grain: [seller_id]
tags: [reference]
owner: sales_ops
description: Everybody who owns or owned accounts, leads or opportunities, as the source knows them now.
columns:
  - {name: seller_id, type: string, description: The seller's id in the CRM.}
  - {name: seller_name, type: string, description: Full name.}
  - {name: manager_id, type: string, description: The seller id of the manager; null at the top.}
  - {name: team, type: string, description: The team or department; UNKNOWN where none is given.}
  - {name: region, type: string, description: The region; UNKNOWN where none is given.}
  - {name: email_norm, type: string, description: E-mail address in lower case.}
  - {name: is_active, type: boolean, description: Whether the seller may still own records.}
checks:
  - not_null: [seller_id]
---*/

select
    intake_seller.source_id as seller_id,
    coalesce(intake_seller.seller_name, intake_seller.source_id) as seller_name,
    intake_seller.manager_source_id as manager_id,
    coalesce(intake_seller.team, 'UNKNOWN') as team,
    coalesce(intake_seller.region, 'UNKNOWN') as region,
    intake_seller.email_norm,
    coalesce(intake_seller.is_active, true) as is_active

from silver.intake_seller as intake_seller
