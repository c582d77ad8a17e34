/* ---
title: Agreements that one act moves to end
description: >
  One row per act with a step on the exit track of its own state, with the agreements that the step
  concerns: many in one act are a burst. The count is of what is on record; what the act itself is
  said to name stands beside it. An agreement that is only context is not counted.
params:
  issuing_country_id:
    type: VARCHAR
    default: RUS
    help: Only acts of this state (ISO 3166-1 alpha-3).
    one_of: countries.country_id
  least_agreements:
    type: BIGINT
    default: 1
    help: Only acts with at least so many agreements.
  subject:
    type: VARCHAR
    default: null
    help: Only agreements on this subject.
    one_of: agreements.subject
returns:
  order_id: {type: VARCHAR, meaning: The act.}
  issuer: {type: VARCHAR, meaning: Organ that issued it.}
  order_kind: {type: VARCHAR, meaning: Kind of act.}
  published_on: {type: VARCHAR, meaning: "First official publication, an EDTF date."}
  instruments_named: {type: BIGINT, meaning: Instruments that the act names; NULL where unknown.}
  agreements: {type: BIGINT, meaning: Distinct agreements on record with an exit step from the act.}
  partners: {type: BIGINT, meaning: Distinct partner states; NULL where none is on record.}
  agreements_by_partner: {type: BIGINT, meaning: Agreements by partner; NULL likewise.}
  highest_stage: {type: VARCHAR, meaning: Highest stage that the act itself brought about.}
chart:
  transform: [{calculate: "datum.highest_stage || 'none'", as: stage}]
  mark: bar
  height: {step: 14}
  encoding:
    y: {field: order_id, type: nominal, title: null, sort: null}
    x:
      field: agreements
      type: quantitative
      title: Agreements on record with an exit step from the act
      axis: {format: d, tickMinStep: 1, orient: top}
    color:
      field: stage
      type: ordinal
      title: [Highest stage that, the act brought about]
      scale: {domain: [effective, notified, decided, authorised, proposed, announced, none]}
--- */
with moved as (
    select
        steps.order_id,
        steps.agreement_id,
        max(steps.stage_rank) as reached_rank
    from steps
    inner join orders
        on steps.order_id = orders.order_id and steps.actor_id = orders.issuing_country_id
    inner join agreements on steps.agreement_id = agreements.agreement_id
    where
        steps.track = 'exit'
        and agreements.scope <> 'context'
        and (
            cast($issuing_country_id as varchar) is null
            or orders.issuing_country_id = cast($issuing_country_id as varchar)
        )
        and (
            cast($subject as varchar) is null
            or agreements.subject = cast($subject as varchar)
        )
    group by steps.order_id, steps.agreement_id
),

counted as (
    select
        moved.order_id,
        count(distinct moved.agreement_id) as instruments,
        count(distinct partners.partner_id) as states,
        count(partners.partner_id) as pairs,
        max(moved.reached_rank) as top_rank
    from moved
    left join partners on moved.agreement_id = partners.agreement_id
    group by moved.order_id
)

select
    orders.order_id,
    orders.issuer,
    orders.kind as order_kind,
    orders.published_on,
    orders.instruments_named,
    counted.instruments as agreements,
    nullif(counted.states, 0) as partners,
    nullif(counted.pairs, 0) as agreements_by_partner,
    terms.value as highest_stage
from counted
inner join orders on counted.order_id = orders.order_id
left join terms on terms.field = 'events.stage' and counted.top_rank = terms.rank
where counted.instruments >= cast($least_agreements as double)
order by counted.instruments desc, orders.order_id asc
