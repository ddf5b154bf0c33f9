/*---
model: silver.opportunity_history
kind: full
grain: [opportunity_id, version_no, recorded_from]
tags: [opportunity]
owner: revops
description: What was true of an opportunity when (valid time, half open) and when that was believed (recorded time, half open). Version k, once recorded, ends what was believed true from its valid time on. A version has several rows when what was believed of it changed, and a row only for times at which it was believed true for some time. As known at an instant is the row whose both intervals hold the instant; as corrected is the row without recorded_to whose valid interval holds it.
columns:
  - {name: opportunity_id, type: string, description: The opportunity.}
  - {name: version_no, type: bigint, description: The recorded version that the row tells of.}
  - {name: stage_conformed, type: string, description: Stage; UNMAPPED when it is not known.}
  - {name: stage_order, type: int, description: Position of the stage in its funnel.}
  - {name: is_open, type: boolean, description: Whether it was in the pipeline.}
  - {name: is_qualified, type: boolean, description: Whether the stage counts as qualified.}
  - {name: outcome, type: string, description: "OPEN, WON, LOST, DISQUALIFIED, MERGED or DELETED."}
  - {name: stage_entered_at, type: timestamp, description: "When the present stay in the stage, or in the closed state, was first recorded, UTC."}
  - {name: forecast_category, type: string, description: Forecast category.}
  - {name: amount_txn, type: "decimal(19,4)", description: Amount in currency_code.}
  - {name: currency_code, type: string, description: Currency.}
  - {name: amount_reporting, type: "decimal(19,4)", description: "Amount in the reporting currency by fx_rate_used; null when amount, currency or rate are missing."}
  - {name: fx_rate_used, type: "decimal(18,8)", description: Rate from the transaction to the reporting currency.}
  - {name: fx_rate_date, type: date, description: The day that the rate is for.}
  - {name: fx_policy, type: string, description: "Which rate was used: IDENTITY, MONTH_BUDGET or MONTH_SPOT of the first day of the month for open amounts, DATED_SPOT of the close date for closed ones, MISSING when there is none."}
  - {name: close_date, type: date, description: Expected or actual day of closing.}
  - {name: probability, type: "decimal(9,4)", description: "Probability of winning in [0, 1]."}
  - {name: owner_seller_id, type: string, description: The owning seller.}
  - {name: is_deleted, type: boolean, description: Whether the record was deleted.}
  - {name: merged_into_opportunity_id, type: string, description: The opportunity that this one duplicates.}
  - {name: is_backdated, type: boolean, description: Whether the version is true from before the day it was recorded.}
  - {name: is_history_incomplete, type: boolean, description: Whether the version stands for changes that the source's history does not hold.}
  - {name: version_recorded_at, type: timestamp, description: "When the version was recorded, UTC; the row with recorded_from equal to it is the version as first believed."}
  - {name: valid_from, type: timestamp, description: "From when on it was believed true, UTC."}
  - {name: valid_to, type: timestamp, description: "Until when it was believed true, exclusive; null for no end."}
  - {name: recorded_from, type: timestamp, description: "From when on that was believed, UTC."}
  - {name: recorded_to, type: timestamp, description: "Until when that was believed, exclusive; null while it is."}
checks:
  - not_null: [opportunity_id, version_no, valid_from, recorded_from]
  - sql: select * from this where valid_to <= valid_from or recorded_to <= recorded_from
    name: intervals_last
  - sql: >-
      select one.opportunity_id from this as one
      inner join this as other on other.opportunity_id = one.opportunity_id
      and (other.version_no > one.version_no
      or (other.version_no = one.version_no and other.recorded_from > one.recorded_from))
      where (one.valid_to is null or other.valid_from < one.valid_to)
      and (other.valid_to is null or one.valid_from < other.valid_to)
      and (one.recorded_to is null or other.recorded_from < one.recorded_to)
      and (other.recorded_to is null or one.recorded_from < other.recorded_to)
    name: no_instant_is_told_twice
---*/

with

beliefs as (

    -- After version i was recorded, version j ends where the earliest version recorded after j begins.
    select told.opportunity_id, told.version_no, told.valid_at as valid_from, later.recorded_at as recorded_from,
        min(case when later.version_no > told.version_no then later.valid_at end) over (
            partition by told.opportunity_id, told.version_no
            order by later.version_no rows between unbounded preceding and current row
        ) as valid_to,
        later.version_no - told.version_no as distance

    from silver.opportunity_version as told
    inner join silver.opportunity_version as later
        on later.opportunity_id = told.opportunity_id and later.version_no >= told.version_no

),

changes as (

    select beliefs.*,
        lag(valid_to) over (
            partition by opportunity_id, version_no order by recorded_from
        ) as previous_valid_to

    from beliefs

),

spells as (

    select opportunity_id, version_no, valid_from, valid_to, recorded_from,
        lead(recorded_from) over (
            partition by opportunity_id, version_no order by recorded_from
        ) as recorded_to

    from changes

    where distance = 0 or valid_to is distinct from previous_valid_to

),

final as (

    select
        spells.opportunity_id, spells.version_no, version.stage_conformed, version.stage_order, version.is_open,
        version.is_qualified, version.stage_entered_at, version.outcome, version.forecast_category, version.amount_txn,
        version.currency_code, version.amount_reporting, version.fx_rate_used, version.fx_rate_date,
        version.fx_policy, version.close_date, version.probability, version.owner_seller_id, version.is_deleted,
        version.merged_into_opportunity_id, version.is_backdated, version.is_history_incomplete,
        version.recorded_at as version_recorded_at,
        spells.valid_from, spells.valid_to, spells.recorded_from, spells.recorded_to

    from spells
    inner join silver.opportunity_version_valued as version
        on version.opportunity_id = spells.opportunity_id and version.version_no = spells.version_no

    where spells.valid_to is null or spells.valid_to > spells.valid_from

)

select * from final
