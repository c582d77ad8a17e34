/* ---
title: Orders and how far they go
description: >
  One row per official act: what the act itself names, and what of it is on record here. That
  nothing of it is on record is NULL, never 0. With known_by only acts and steps for which a source
  on record spoke by that day, and only these sources.
params:
  issuing_country_id:
    type: VARCHAR
    default: null
    help: Only acts of this state (ISO 3166-1 alpha-3).
    one_of: countries.country_id
  published_from:
    type: DATE
    default: null
    help: Only acts published on this day or later.
  published_until:
    type: DATE
    default: null
    help: Only acts published on this day or earlier.
  known_by:
    type: DATE
    default: null
    help: Only what a source on record said by this day; left out, all of it.
returns:
  order_id: {type: VARCHAR, meaning: The act.}
  issuer: {type: VARCHAR, meaning: Organ that issued it.}
  kind: {type: VARCHAR, meaning: Kind of act.}
  number: {type: VARCHAR, meaning: Official number; NULL where not established.}
  signed_on: {type: VARCHAR, meaning: "Day of signing, an EDTF date; NULL where not established."}
  published_on: {type: VARCHAR, meaning: "First official publication, an EDTF date."}
  instruments_named: {type: BIGINT, meaning: Instruments that the act names.}
  states_named: {type: BIGINT, meaning: Partner states that the act names.}
  agreements: {type: BIGINT, meaning: Agreements with a step from this act; NULL for none.}
  partners: {type: BIGINT, meaning: Distinct partner states of them; NULL for none.}
  highest_stage: {type: VARCHAR, meaning: Highest stage that the act itself brought about.}
  sources: {type: BIGINT, meaning: Sources with a claim on the act.}
chart:
  transform:
    - {calculate: "datum.published_on || datum.signed_on || '..'", as: dated}
    - {filter: "indexof(datum.dated, '..') < 0"}
    - {calculate: "slice(datum.dated, 0, 4)", as: year}
    - {calculate: "toNumber(datum.year) - 0.45", as: begins}
    - {calculate: "datum.begins + 0.9", as: ends}
    - {calculate: "datum.highest_stage || 'none'", as: stage}
    - calculate: >-
        indexof(['effective', 'notified', 'decided', 'authorised', 'proposed', 'announced', 'none'],
        datum.stage)
      as: place
  mark: bar
  encoding:
    x:
      field: begins
      bin: binned
      type: quantitative
      title: "Year of publication, else of signature, where it is one year"
      axis: {format: d, tickMinStep: 1, grid: false}
      scale: {zero: false, nice: false}
    x2: {field: ends}
    y:
      aggregate: count
      type: quantitative
      title: Acts on record
      axis: {format: d, tickMinStep: 1}
    color:
      field: stage
      type: ordinal
      title: [Highest stage that, the act brought about]
      scale: {domain: [effective, notified, decided, authorised, proposed, announced, none]}
    order: {field: place}
--- */
with reach as (
    select
        steps.order_id,
        count(distinct steps.agreement_id) as agreement_count,
        count(distinct partners.partner_id) as partner_count,
        max(steps.stage_rank) as top_rank
    from steps
    inner join agreements on steps.agreement_id = agreements.agreement_id
    left join partners on steps.agreement_id = partners.agreement_id
    where
        agreements.scope <> 'context'
        and (
            cast($known_by as date) is null
            or steps.event_id in (
                select known_steps.event_id
                from known_steps
                where known_steps.known_on <= cast($known_by as date)
            )
        )
    group by steps.order_id
),

witnesses as (
    select
        claims.record_id,
        count(distinct claims.source_id) as source_count
    from claims
    inner join sources on claims.source_id = sources.source_id
    where
        claims.table_name = 'orders'
        and (
            cast($known_by as date) is null
            or coalesce(sources.published_on_latest, sources.read_on) <= cast($known_by as date)
        )
    group by claims.record_id
)

select
    orders.order_id,
    orders.issuer,
    orders.kind,
    orders.number,
    orders.signed_on,
    orders.published_on,
    orders.instruments_named,
    orders.states_named,
    reach.agreement_count as agreements,
    nullif(reach.partner_count, 0) as partners,
    terms.value as highest_stage,
    coalesce(witnesses.source_count, 0) as sources
from orders
left join reach on orders.order_id = reach.order_id
left join terms on terms.field = 'events.stage' and reach.top_rank = terms.rank
left join witnesses on orders.order_id = witnesses.record_id
where
    (
        cast($issuing_country_id as varchar) is null
        or orders.issuing_country_id = cast($issuing_country_id as varchar)
    )
    and (
        cast($published_from as date) is null
        or orders.published_on_earliest >= cast($published_from as date)
    )
    and (
        cast($published_until as date) is null
        or orders.published_on_latest <= cast($published_until as date)
    )
    and (
        cast($known_by as date) is null
        or orders.order_id in (
            select known_orders.order_id
            from known_orders
            where known_orders.known_on <= cast($known_by as date)
        )
    )
order by orders.published_on_earliest nulls last, orders.order_id
