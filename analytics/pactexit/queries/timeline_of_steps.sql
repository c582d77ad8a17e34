/* ---
title: Timeline of the legal steps
description: >
  One row per step of a state, in order of time: by default those of Russia on the exit track. An
  imprecise date has a first and a last day. Only a step that is effective has ended anything, and
  one with a day in cancelled_on no longer stands. What is only context is left out. A step that is
  not listed may still have happened; see the coverage.
params:
  agreement_id:
    type: VARCHAR
    default: null
    help: Only steps on this agreement.
    one_of: agreements.agreement_id
  partner_id:
    type: VARCHAR
    default: null
    help: Only agreements with this state (ISO 3166-1 alpha-3).
    one_of: countries.country_id
  order_id:
    type: VARCHAR
    default: null
    help: Only steps of agreements with a step from this order.
    one_of: orders.order_id
  actor_id:
    type: VARCHAR
    default: RUS
    help: Only steps of this state.
    one_of: events.actor_id
  track:
    type: VARCHAR
    default: exit
    help: "Only this track: exit, suspension, limitation or consent."
    one_of: terms.track
  as_of:
    type: DATE
    default: null
    help: Only steps that had happened by this day; left out, all steps on record.
returns:
  event_id: {type: VARCHAR, meaning: The step.}
  agreement_id: {type: VARCHAR, meaning: The agreement.}
  partners: {type: VARCHAR, meaning: "Partner states, ISO 3166-1 alpha-3, separated by a space."}
  actor_id: {type: VARCHAR, meaning: State whose step it is.}
  track: {type: VARCHAR, meaning: "exit, suspension, limitation or consent."}
  action: {type: VARCHAR, meaning: What the state does.}
  stage: {type: VARCHAR, meaning: How far it has come.}
  order_id: {type: VARCHAR, meaning: Act behind it; NULL where no act is known.}
  occurred_on: {type: VARCHAR, meaning: "Day of the step, an EDTF date."}
  first_day: {type: DATE, meaning: First day on which it may have happened.}
  last_day: {type: DATE, meaning: Last such day.}
  cancelled_on:
    type: DATE
    meaning: Day by which a later step had cancelled it; NULL if it stands.
chart:
  transform:
    - calculate: >-
        datum.cancelled_on !== null ? 'cancelled'
        : datum.stage === 'revoked' || datum.action === 'resume' ? 'cancels' : datum.stage
      as: standing
    # of steps on one day the highest lies on top, and the lower ones look out behind it
    - calculate: >-
        indexof(['cancelled', 'announced', 'proposed', 'authorised', 'decided', 'notified',
        'effective', 'cancels'], datum.standing)
      as: place
    - {calculate: toDate(datum.first_day), as: begins}
    - {calculate: toDate(datum.last_day), as: ends}
    - joinaggregate: [{op: min, field: begins, as: earliest}, {op: max, field: ends, as: latest}]
      groupby: [agreement_id]
    - {calculate: toDate(datum.earliest), as: earliest_day}
    - {calculate: toDate(datum.latest), as: latest_day}
  height: {step: 16}
  encoding:
    y: {field: agreement_id, type: nominal, title: null, sort: {field: begins, op: min}}
    x:
      type: temporal
      scale: {type: utc}
      title: Day of the step
      axis:
        orient: top
        format: {year: "%Y", quarter: "%b %Y", month: "%b %Y", week: "%-d %b %Y", date: "%-d %b %Y"}
  layer:
    - mark: {type: rule, color: "#bbbbbb"}
      encoding: {x: {field: earliest_day}, x2: {field: latest_day}}
    - mark: {type: rule, strokeWidth: 4}
      encoding:
        x: {field: begins}
        x2: {field: ends}
        color: {field: standing, type: ordinal}
    - mark: {type: point, filled: true, opacity: 1, stroke: white, strokeWidth: 0.3}
      encoding:
        x: {field: begins}
        color:
          field: standing
          type: ordinal
          title: Stage
          scale:
            domain:
              [effective, notified, decided, authorised, proposed, announced, cancelled, cancels]
        size:
          field: place
          type: quantitative
          legend: null
          scale: {domain: [0, 7], range: [150, 45]}
        order: {field: place}
--- */
with named_partners as (
    select distinct
        partners.agreement_id,
        partners.partner_id
    from partners
),

agreement_partners as (
    select
        named_partners.agreement_id,
        string_agg(
            named_partners.partner_id, ' ' order by named_partners.partner_id
        ) as partner_list,
        max(
            case when named_partners.partner_id = cast($partner_id as varchar) then 1 else 0 end
        ) as has_partner
    from named_partners
    group by named_partners.agreement_id
),

agreement_orders as (
    select
        steps.agreement_id,
        max(
            case when steps.order_id = cast($order_id as varchar) then 1 else 0 end
        ) as has_order
    from steps
    group by steps.agreement_id
),

chosen as (
    select
        steps.event_id,
        steps.agreement_id,
        agreement_partners.partner_list,
        steps.actor_id,
        steps.track,
        steps.action,
        steps.stage,
        steps.order_id,
        steps.occurred_on,
        steps.occurred_on_earliest,
        steps.occurred_on_latest,
        case
            when
                cast($as_of as date) is null
                or steps.cancelled_on <= cast($as_of as date)
                then steps.cancelled_on
        end as fell_on
    from steps
    inner join agreements on steps.agreement_id = agreements.agreement_id
    inner join agreement_orders on steps.agreement_id = agreement_orders.agreement_id
    left join agreement_partners on steps.agreement_id = agreement_partners.agreement_id
    where
        agreements.scope <> 'context'
        and (
            cast($agreement_id as varchar) is null
            or steps.agreement_id = cast($agreement_id as varchar)
        )
        and (cast($partner_id as varchar) is null or agreement_partners.has_partner = 1)
        and (cast($order_id as varchar) is null or agreement_orders.has_order = 1)
        and (cast($actor_id as varchar) is null or steps.actor_id = cast($actor_id as varchar))
        and (cast($track as varchar) is null or steps.track = cast($track as varchar))
        and (
            cast($as_of as date) is null
            or steps.occurred_on_latest <= cast($as_of as date)
        )
)

select
    chosen.event_id,
    chosen.agreement_id,
    chosen.partner_list as partners,
    chosen.actor_id,
    chosen.track,
    chosen.action,
    chosen.stage,
    chosen.order_id,
    chosen.occurred_on,
    chosen.occurred_on_earliest as first_day,
    chosen.occurred_on_latest as last_day,
    chosen.fell_on as cancelled_on
from chosen
order by chosen.occurred_on_earliest, chosen.occurred_on_latest, chosen.event_id
