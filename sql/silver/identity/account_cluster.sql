/*---
model: silver.account_cluster
kind: full
grain: [source_system, source_id]
tags: [identity]
owner: revops
description: The connected components of account records that share keys. In each round every record takes the smallest rank seen on any of its keys; five rounds settle chains of ten keys, and a check refuses the result if a longer chain is not settled.
columns:
  - {name: source_system, type: string, description: The source system.}
  - {name: source_id, type: string, description: The source's id of the account record.}
  - {name: cluster_rank, type: bigint, description: The rank of the cluster's first record.}
  - {name: golden_source_id, type: string, description: "The source id of the cluster's first record by creation, then id: the golden id."}
  - {name: record_count, type: bigint, description: How many records the cluster has.}
checks:
  - not_null: [source_system, source_id, golden_source_id]
  - sql: >-
      select keys.match_key from silver.account_key as keys
      inner join this on this.source_system = keys.source_system and this.source_id = keys.source_id
      group by keys.match_key having count(distinct this.cluster_rank) > 1
    name: every_chain_is_settled
---*/

with

round_1 as (

    select source_system, source_id, match_key, record_rank,
        min(record_rank) over (partition by match_key) as seen
    from silver.account_key

),

round_2 as (

    select source_system, source_id, match_key, record_rank,
        min(known) over (partition by match_key) as seen
    from (
        select source_system, source_id, match_key, record_rank,
            min(seen) over (partition by source_system, source_id) as known
        from round_1
    ) as known_1

),

round_3 as (

    select source_system, source_id, match_key, record_rank,
        min(known) over (partition by match_key) as seen
    from (
        select source_system, source_id, match_key, record_rank,
            min(seen) over (partition by source_system, source_id) as known
        from round_2
    ) as known_2

),

round_4 as (

    select source_system, source_id, match_key, record_rank,
        min(known) over (partition by match_key) as seen
    from (
        select source_system, source_id, match_key, record_rank,
            min(seen) over (partition by source_system, source_id) as known
        from round_3
    ) as known_3

),

round_5 as (

    select source_system, source_id, match_key, record_rank,
        min(known) over (partition by match_key) as seen
    from (
        select source_system, source_id, match_key, record_rank,
            min(seen) over (partition by source_system, source_id) as known
        from round_4
    ) as known_4

),

clusters as (

    select source_system, source_id, min(record_rank) as record_rank, min(seen) as cluster_rank

    from round_5

    group by source_system, source_id

)

select
    member.source_system,
    member.source_id,
    member.cluster_rank,
    first_record.source_id as golden_source_id,
    count(*) over (partition by member.cluster_rank) as record_count

from clusters as member
left join clusters as first_record on first_record.record_rank = member.cluster_rank
