/*---
model: silver.opportunity_classification
kind: full
grain: [opportunity_id]
tags: [opportunity]
owner: revops
description: What does not change with an opportunity's versions - its golden account and its conformed type, lead source, pipeline source, product family and loss reason - and the stage and outcome that its present record stands for, which count only where no version was recorded.
columns:
  - {name: opportunity_id, type: string, description: The opportunity.}
  - {name: source_system, type: string, description: The source system.}
  - {name: opportunity_name, type: string, description: The name.}
  - {name: account_id, type: string, description: "The golden account; UNKNOWN without one."}
  - {name: owner_seller_id, type: string, description: The owning seller of the present record.}
  - {name: opportunity_type, type: string, description: "NEW, EXPANSION, RENEWAL or UNMAPPED."}
  - {name: opportunity_type_raw, type: string, description: The type as the source has it.}
  - {name: pipeline_source, type: string, description: "The go-to-market motion of the lead source, UNKNOWN or UNMAPPED."}
  - {name: lead_source_conformed, type: string, description: "The lead source, UNKNOWN or UNMAPPED."}
  - {name: lead_source_raw, type: string, description: The lead source as the source has it.}
  - {name: campaign_id, type: string, description: The primary campaign.}
  - {name: product_family, type: string, description: "The product family, UNKNOWN or UNMAPPED."}
  - {name: product_raw, type: string, description: The product as the source has it.}
  - {name: stage_conformed, type: string, description: "The stage of the present record or UNMAPPED."}
  - {name: stage_order, type: int, description: Position of that stage.}
  - {name: stage_raw, type: string, description: The stage as the source has it.}
  - {name: is_qualified, type: boolean, description: Whether that stage counts as qualified.}
  - {name: stage_probability, type: "decimal(9,4)", description: That stage's probability of winning.}
  - {name: outcome, type: string, description: The outcome of the present record.}
  - {name: amount_txn, type: "decimal(19,4)", description: Amount of the present record.}
  - {name: currency_code, type: string, description: Currency of the present record.}
  - {name: close_date, type: date, description: Close date of the present record.}
  - {name: probability, type: "decimal(9,4)", description: "The source's own probability in [0, 1]."}
  - {name: forecast_category, type: string, description: The source's own forecast category.}
  - {name: loss_reason, type: string, description: "The loss reason, UNKNOWN or UNMAPPED."}
  - {name: loss_reason_raw, type: string, description: The loss reason as the source has it.}
  - {name: merged_into_opportunity_id, type: string, description: The opportunity that this one duplicates.}
  - {name: is_deleted, type: boolean, description: Whether the source has deleted the record.}
  - {name: entered_at, type: timestamp, description: "When it entered the pipeline, UTC; null when nobody knows."}
checks:
  - not_null: [opportunity_id, account_id, outcome]
---*/

with

lookups as (

    select domain, source_system, raw_key, conformed_value

    from silver.taxonomy_lookup

    where valid_from <= cast($as_of as date) and (valid_to is null or valid_to > cast($as_of as date))

),

conformed as (

    select intake.*,
        account_xref.account_id,
        case when intake.opportunity_type_raw is null then 'NEW'
            else coalesce(opportunity_type.conformed_value, 'UNMAPPED') end as opportunity_type,
        case when intake.lead_source_raw is null then 'UNKNOWN'
            else coalesce(lead_source.conformed_value, 'UNMAPPED') end as lead_source_conformed,
        case when intake.product_raw is null then 'UNKNOWN'
            else coalesce(product.conformed_value, 'UNMAPPED') end as product_family,
        coalesce(stage.conformed_value, 'UNMAPPED') as stage_name,
        case when intake.loss_reason_raw is null then 'UNKNOWN'
            else coalesce(reason.conformed_value, 'UNMAPPED') end as loss_reason

    from silver.intake_opportunity as intake
    left join silver.account_xref as account_xref
        on account_xref.source_system = intake.source_system
        and account_xref.source_id = intake.account_source_id
    left join lookups as opportunity_type
        on opportunity_type.domain = 'opportunity_type' and opportunity_type.source_system = intake.source_system
        and opportunity_type.raw_key = lower(intake.opportunity_type_raw)
    left join lookups as lead_source
        on lead_source.domain = 'lead_source' and lead_source.source_system = intake.source_system
        and lead_source.raw_key = lower(intake.lead_source_raw)
    left join lookups as product
        on product.domain = 'product_family' and product.source_system = intake.source_system
        and product.raw_key = lower(intake.product_raw)
    left join lookups as stage
        on stage.domain = 'stage' and stage.source_system = intake.source_system
        and stage.raw_key = lower(intake.stage_raw)
    left join lookups as reason
        on reason.domain = 'loss_reason' and reason.source_system = intake.source_system
        and reason.raw_key = lower(intake.loss_reason_raw)

)

select
    conformed.source_id as opportunity_id,
    conformed.source_system,
    conformed.opportunity_name,
    coalesce(conformed.account_id, 'UNKNOWN') as account_id,
    conformed.owner_source_id as owner_seller_id,
    conformed.opportunity_type,
    conformed.opportunity_type_raw,
    coalesce(pipeline_source.conformed_value,
        case when conformed.lead_source_conformed = 'UNKNOWN' then 'UNKNOWN' else 'UNMAPPED' end) as pipeline_source,
    conformed.lead_source_conformed,
    conformed.lead_source_raw,
    conformed.campaign_source_id as campaign_id,
    conformed.product_family,
    conformed.product_raw,
    coalesce(stage_definition.stage, 'UNMAPPED') as stage_conformed,
    coalesce(stage_definition.stage_order, 0) as stage_order,
    conformed.stage_raw,
    coalesce(stage_definition.is_qualified, false) as is_qualified,
    coalesce(stage_definition.probability, cast(0 as decimal(9, 4))) as stage_probability,
    case
        when conformed.merged_into_source_id is not null then 'MERGED'
        when conformed.is_deleted then 'DELETED'
        when stage_definition.outcome = 'LOST' then coalesce(loss_reason.outcome, 'LOST')
        else coalesce(stage_definition.outcome, 'OPEN')
    end as outcome,
    conformed.amount_txn,
    conformed.currency_code,
    conformed.close_date,
    conformed.probability,
    conformed.forecast_category,
    conformed.loss_reason,
    conformed.loss_reason_raw,
    conformed.merged_into_source_id as merged_into_opportunity_id,
    conformed.is_deleted,
    conformed.entered_at

from conformed
left join lookups as pipeline_source
    on pipeline_source.domain = 'pipeline_source' and pipeline_source.source_system = conformed.source_system
    and pipeline_source.raw_key = lower(conformed.lead_source_conformed)
left join definition.stage_definition as stage_definition
    on stage_definition.funnel_name = 'opportunity' and stage_definition.stage = conformed.stage_name
    and stage_definition.valid_from <= cast($as_of as date)
    and (stage_definition.valid_to is null or stage_definition.valid_to > cast($as_of as date))
left join definition.loss_reason as loss_reason on loss_reason.reason = conformed.loss_reason
