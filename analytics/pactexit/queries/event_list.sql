/* ---
title: List of legal steps with the codes of states
description: >
  One row per legal step and partner state, for event-history software: a step of Russia in a
  multilateral agreement is one row per partner, a step of another state one row with that state.
  Keys are event_id and iso3. A step is an event of its stage only: below effective nothing has
  ended. Steps by Russia on an agreement with an organisation alone have no partner state. What is
  only context is left out.
params:
  partner_id:
    type: VARCHAR
    default: null
    help: Only agreements with this state (ISO 3166-1 alpha-3).
    one_of: countries.country_id
  agreement_scope:
    type: VARCHAR
    default: null
    help: "Scope of the agreements: military or adjacent; left out, both."
    one_of: coverage.agreement_scope
  track:
    type: VARCHAR
    default: null
    help: "Only steps on this track: exit, suspension, limitation or consent."
    one_of: terms.track
  as_of:
    type: DATE
    default: null
    help: Only steps that had happened by this day; left out, all steps on record.
returns:
  event_id: {type: VARCHAR, meaning: The step.}
  agreement_id: {type: VARCHAR, meaning: The agreement.}
  scope: {type: VARCHAR, meaning: military or adjacent.}
  subject: {type: VARCHAR, meaning: Subject of the agreement.}
  actor_id: {type: VARCHAR, meaning: "State whose step it is, ISO 3166-1 alpha-3."}
  actor_cow_code: {type: BIGINT, meaning: Its Correlates of War number.}
  actor_gw_code: {type: BIGINT, meaning: Its Gleditsch-Ward number.}
  iso3: {type: VARCHAR, meaning: "Partner state, ISO 3166-1 alpha-3; XKX is Kosovo."}
  cow_code: {type: BIGINT, meaning: Correlates of War number; NULL where it has none.}
  gw_code: {type: BIGINT, meaning: Gleditsch-Ward number; NULL where it has none.}
  track: {type: VARCHAR, meaning: "exit, suspension, limitation or consent."}
  action: {type: VARCHAR, meaning: "What is done: terminate, denounce, withdraw and others."}
  stage: {type: VARCHAR, meaning: Stage that the step reached.}
  stage_rank:
    type: INTEGER
    meaning: "Its rank, 1 (announced) to 6 (effective); NULL where the step cancels others."
  occurred_on: {type: VARCHAR, meaning: "Day of the step, an EDTF date."}
  occurred_on_earliest: {type: DATE, meaning: Earliest day that the date allows.}
  occurred_on_latest: {type: DATE, meaning: Latest day that the date allows.}
  date_basis: {type: VARCHAR, meaning: "What the day is: signed, published, received and others."}
  order_id: {type: VARCHAR, meaning: Act behind the step; NULL where no act is known.}
  cancelling_on: {type: DATE, meaning: Day of the later step that cancelled this one.}
chart:
  mark: {type: tick, tooltip: true}
  encoding:
    x: {field: occurred_on_earliest, type: temporal, title: Day of the step}
    y:
      field: stage
      type: nominal
      title: Stage
      sort: [effective, notified, decided, authorised, proposed, announced, revoked]
    color: {field: track, type: nominal, title: Track}
--- */
select
    steps.event_id,
    agreements.agreement_id,
    agreements.scope,
    agreements.subject,
    steps.actor_id,
    actors.cow_code as actor_cow_code,
    actors.gw_code as actor_gw_code,
    states.country_id as iso3,
    states.cow_code,
    states.gw_code,
    steps.track,
    steps.action,
    steps.stage,
    steps.stage_rank,
    steps.occurred_on,
    steps.occurred_on_earliest,
    steps.occurred_on_latest,
    events.date_basis,
    steps.order_id,
    case
        when cast($as_of as date) is null or steps.cancelled_on <= cast($as_of as date)
            then steps.cancelled_on
    end as cancelling_on
from steps
inner join events on steps.event_id = events.event_id
inner join agreements on steps.agreement_id = agreements.agreement_id
left join pair_steps on steps.event_id = pair_steps.event_id
left join countries as actors on steps.actor_id = actors.country_id
left join countries as states on pair_steps.partner_id = states.country_id
where
    agreements.scope <> 'context'
    and (
        cast($agreement_scope as varchar) is null
        or agreements.scope = cast($agreement_scope as varchar)
    )
    and (
        cast($partner_id as varchar) is null
        or states.country_id = cast($partner_id as varchar)
    )
    and (
        cast($track as varchar) is null
        or steps.track = cast($track as varchar)
    )
    and (
        cast($as_of as date) is null
        or steps.occurred_on_latest <= cast($as_of as date)
    )
order by steps.occurred_on_latest, steps.event_id, states.country_id
