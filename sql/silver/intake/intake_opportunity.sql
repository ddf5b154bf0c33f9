/*---
model: silver.intake_opportunity
kind: full
grain: [source_system, source_id]
tags: [intake]
owner: revops
description: Opportunities as the CRM had them at the run's as-of, deleted and merged records included, in the shape that all sources share.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the opportunity.}
  - {name: opportunity_name, type: string, description: The name.}
  - {name: account_source_id, type: string, description: The source's id of the account; null when the source has none.}
  - {name: owner_source_id, type: string, description: The source's id of the owning seller.}
  - {name: stage_raw, type: string, description: Stage as the source has it.}
  - {name: opportunity_type_raw, type: string, description: Type as the source has it.}
  - {name: lead_source_raw, type: string, description: Lead source as the source has it.}
  - {name: campaign_source_id, type: string, description: The source's id of the primary campaign.}
  - {name: product_raw, type: string, description: Product or product family as the source has it.}
  - {name: loss_reason_raw, type: string, description: Why it was lost as the source has it.}
  - {name: amount_txn, type: "decimal(19,4)", description: Amount in currency_code; null when the source has none.}
  - {name: currency_code, type: string, description: Currency as the source has it; null when the source has none.}
  - {name: close_date, type: date, description: Expected or actual day of closing.}
  - {name: probability, type: "decimal(9,4)", description: "Probability of winning in [0, 1]; null when the source has none."}
  - {name: forecast_category, type: string, description: Forecast category as the source has it.}
  - {name: merged_into_source_id, type: string, description: The opportunity that this one duplicates; null when it does not.}
  - {name: is_deleted, type: boolean, description: Whether the source has deleted the record.}
  - {name: entered_at, type: timestamp, description: "When it entered the pipeline, UTC; null when nobody knows."}
  - {name: recorded_at, type: timestamp, description: "When the source recorded this version, UTC."}
checks:
  - not_null: [source_system, source_id]
  - sql: select * from this where probability < 0 or probability > 1
    name: probability_is_a_share
---*/

with

versions as (

    select *, row_number() over (partition by Id order by SystemModstamp desc, _row_hash) as age

    from bronze.salesforce_opportunity

    where SystemModstamp < $as_of

)

select
    _source_system as source_system,
    Id as source_id,
    lh_clean(Name) as opportunity_name,
    AccountId as account_source_id,
    OwnerId as owner_source_id,
    lh_clean(StageName) as stage_raw,
    lh_clean(Type) as opportunity_type_raw,
    lh_clean(LeadSource) as lead_source_raw,
    CampaignId as campaign_source_id,
    lh_clean(ProductFamily__c) as product_raw,
    lh_clean(LossReason__c) as loss_reason_raw,
    Amount as amount_txn,
    upper(lh_clean(CurrencyIsoCode)) as currency_code,
    CloseDate as close_date,
    -- The source delivers percent; everything behind this model is a share.
    cast(Probability * 0.01 as decimal(9, 4)) as probability,
    lh_clean(ForecastCategoryName) as forecast_category,
    MergedInto__c as merged_into_source_id,
    coalesce(IsDeleted, false) as is_deleted,
    coalesce(CreatedDate, SystemModstamp) as entered_at,
    SystemModstamp as recorded_at

from versions

where age = 1
