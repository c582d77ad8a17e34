/* ---
title: Exits of Russia by issuer and kind of act
description: >
  Agreements that Russia moved to leave, by the organ and the kind of act behind a step. An issuer
  selects its agreements; the stages then count every later exit step of them, whichever act it
  came from. An agreement with acts of several issuers counts with each, so the groups do not add
  up. Agreements with no act on record are the row without an issuer. Each stage column counts
  agreements by partner whose exit has reached at least that stage; an exit below effective has
  ended nothing. Where the declared coverage is not complete from the first step to as_of (without
  as_of, to the end of the record; with known_by, as searched by then), a count means at least and
  0 becomes NULL.
params:
  subject:
    type: VARCHAR
    default: null
    help: Only agreements on this subject.
    one_of: agreements.subject
  as_of:
    type: DATE
    default: null
    help: Only steps that had happened by this day; left out, all steps on record.
  known_by:
    type: DATE
    default: null
    help: Only steps for which a source on record spoke by this day; left out, all of them.
returns:
  issuer: {type: VARCHAR, meaning: Organ; NULL where no act is on record.}
  order_kind: {type: VARCHAR, meaning: Kind of act; NULL where no act is on record.}
  orders: {type: BIGINT, meaning: Acts; NULL where no act is on record.}
  partners: {type: BIGINT, meaning: Distinct partner states.}
  agreements: {type: BIGINT, meaning: Distinct agreements.}
  authorised: {type: BIGINT, meaning: Agreements by partner whose exit is at least authorised}
  decided: {type: BIGINT, meaning: Agreements by partner whose exit is at least decided}
  notified: {type: BIGINT, meaning: Agreements by partner whose exit is at least notified}
  effective: {type: BIGINT, meaning: Agreements by partner whose exit is effective}
  note: {type: VARCHAR, meaning: Why a count means at least or is NULL; NULL where all are exact.}
chart:
  transform:
    - {fold: [authorised, decided, notified, effective], as: [stage, count]}
    - calculate: >-
        datum.issuer === null ? 'no act on record'
        : replace(datum.issuer, ' of the Russian Federation', '') + ': ' + datum.order_kind
      as: act
  mark: bar
  height: {step: 24}
  encoding:
    y:
      field: act
      type: nominal
      title: null
      sort: {field: authorised, op: max, order: descending}
    x:
      field: count
      type: quantitative
      stack: null
      title: Agreements by partner, at least
      axis: {format: d, tickMinStep: 1}
    color:
      field: stage
      type: ordinal
      title: Highest stage on record
      scale: {domain: [effective, notified, decided, authorised]}
--- */
with known as (
    select known_steps.event_id
    from known_steps
    where known_steps.known_on <= cast($known_by as date)
),

cancelled as (
    select
        ladder.agreement_id,
        max(ladder.occurred_on_latest) as last_day
    from ladder
    where
        ladder.is_cancelling
        and ladder.actor_id = 'RUS'
        and ladder.track = 'exit'
        and (
            cast($as_of as date) is null
            or ladder.occurred_on_latest <= cast($as_of as date)
        )
        and (
            cast($known_by as date) is null
            or ladder.event_id in (select known.event_id from known)
        )
    group by ladder.agreement_id
),

happened as (
    select
        ladder.agreement_id,
        ladder.order_id,
        ladder.stage_rank,
        ladder.occurred_on_earliest,
        coalesce(ladder.occurred_on_latest > cancelled.last_day, true) as is_live
    from ladder
    left join cancelled on ladder.agreement_id = cancelled.agreement_id
    where
        ladder.actor_id = 'RUS'
        and ladder.action in ('terminate', 'denounce', 'withdraw')
        and (
            cast($as_of as date) is null
            or ladder.occurred_on_latest <= cast($as_of as date)
        )
        and (
            cast($known_by as date) is null
            or ladder.event_id in (select known.event_id from known)
        )
),

exits as (
    select
        happened.agreement_id,
        min(happened.occurred_on_earliest) as first_step_on,
        max(happened.order_id) as some_order_id,
        max(
            case
                when
                    happened.stage_rank is not null and happened.is_live
                    then happened.stage_rank
                else 0
            end
        ) as reached_rank
    from happened
    group by happened.agreement_id
),

-- an agreement without any act keeps one row, without an order
acts as (
    select distinct
        exits.agreement_id,
        exits.first_step_on,
        exits.reached_rank,
        happened.order_id
    from exits
    inner join happened on exits.agreement_id = happened.agreement_id
    where happened.order_id is not null or exits.some_order_id is null
),

units as (
    select
        orders.issuer as organ,
        orders.kind as act_kind,
        partner_states.agreement_id,
        partner_states.partner_id,
        acts.reached_rank,
        count(complete_windows.to_on) as windows
    from acts
    inner join partner_states on acts.agreement_id = partner_states.agreement_id
    left join orders on acts.order_id = orders.order_id
    left join complete_windows
        on
            partner_states.scope = complete_windows.agreement_scope
            and partner_states.coverage_group = complete_windows.partner_group
            and complete_windows.measure = 'exit-steps'
            and complete_windows.actor_id = 'RUS'
            and acts.first_step_on >= complete_windows.from_on
            and coalesce(cast($as_of as date), complete_windows.record_ends_on)
            <= complete_windows.to_on
            and (
                cast($known_by as date) is null
                or complete_windows.searched_on <= cast($known_by as date)
            )
    where
        cast($subject as varchar) is null
        or partner_states.subject = cast($subject as varchar)
    group by
        orders.issuer,
        orders.kind,
        partner_states.agreement_id,
        partner_states.partner_id,
        acts.reached_rank
),

counted as (
    select
        units.organ,
        units.act_kind,
        count(distinct units.partner_id) as states,
        count(distinct units.agreement_id) as instruments,
        count(case when units.reached_rank >= stage_ranks.authorised then 1 end) as at_authorised,
        count(case when units.reached_rank >= stage_ranks.decided then 1 end) as at_decided,
        count(case when units.reached_rank >= stage_ranks.notified then 1 end) as at_notified,
        count(case when units.reached_rank >= stage_ranks.effective then 1 end) as at_effective,
        min(units.windows) as least_windows
    from units
    cross join stage_ranks
    group by units.organ, units.act_kind
),

documents as (
    select
        orders.issuer as organ,
        orders.kind as act_kind,
        count(distinct orders.order_id) as order_count
    from acts
    inner join orders on acts.order_id = orders.order_id
    inner join partner_states on acts.agreement_id = partner_states.agreement_id
    where
        cast($subject as varchar) is null
        or partner_states.subject = cast($subject as varchar)
    group by orders.issuer, orders.kind
)

select
    counted.organ as issuer,
    counted.act_kind as order_kind,
    documents.order_count as orders,
    counted.states as partners,
    counted.instruments as agreements,
    case when counted.at_authorised + counted.least_windows > 0 then counted.at_authorised end
        as authorised,
    case when counted.at_decided + counted.least_windows > 0 then counted.at_decided end
        as decided,
    case when counted.at_notified + counted.least_windows > 0 then counted.at_notified end
        as notified,
    case when counted.at_effective + counted.least_windows > 0 then counted.at_effective end
        as effective,
    case
        when counted.least_windows = 0
            then 'Coverage is incomplete: counts mean at least, and NULL is not zero.'
    end as note
from counted
left join documents
    on counted.organ = documents.organ and counted.act_kind = documents.act_kind
order by counted.organ nulls last, counted.act_kind nulls last
