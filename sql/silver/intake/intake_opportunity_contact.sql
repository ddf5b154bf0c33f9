/*---
model: silver.intake_opportunity_contact
kind: full
grain: [source_system, opportunity_source_id, contact_source_id]
tags: [intake, pipeline]
owner: revops
description: The contacts that the CRM names on an opportunity, each pair once even if it has several roles.
columns:
  - {name: source_system, type: string, description: "System that the record comes from."}
  - {name: opportunity_source_id, type: string, description: "Opportunity in that system."}
  - {name: contact_source_id, type: string, description: "Contact in that system."}
  - {name: role_raw, type: string, description: "Role of the contact, the first by name if there are several."}
  - {name: is_primary, type: boolean, description: "True if any of the pair's roles is the primary one."}
checks:
  - not_null: [source_system, opportunity_source_id, contact_source_id, is_primary]
---*/

with

version as (

    select
        contact_role.*,
        row_number() over (
            partition by contact_role.id
            order by
                contact_role.systemmodstamp desc,
                contact_role._source_file desc,
                contact_role._row_hash
        ) as version_rank

    from bronze.salesforce_opportunity_contact_role as contact_role

    where contact_role.systemmodstamp < $as_of

)

select
    'salesforce' as source_system,
    opportunityid as opportunity_source_id,
    contactid as contact_source_id,
    min(lh_clean(role)) as role_raw,
    bool_or(coalesce(isprimary, false)) as is_primary

from version

where
    version_rank = 1
    and not coalesce(isdeleted, false)
    and opportunityid is not null
    and contactid is not null

group by opportunityid, contactid
