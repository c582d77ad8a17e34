/* ---
title: Terminations in total
description: >
  One row: how far Russia has come in terminating, denouncing or leaving agreements, over all
  partners. Agreements and partners are distinct; the stage columns count agreements by partner, so
  they equal the sum of the groups of other questions. A total of zero is NULL where the declared
  coverage is not complete from the first step to as_of (without as_of, to the end of the record),
  and so is one of nothing on record: that is no proof that there is nothing.
params:
  order_id:
    type: VARCHAR
    default: null
    help: Only agreements with a step from this order.
    one_of: orders.order_id
  subject:
    type: VARCHAR
    default: null
    help: Only agreements on this subject.
    one_of: agreements.subject
  published_from:
    type: DATE
    default: null
    help: Only agreements with a step from an order published on this day or later.
  published_until:
    type: DATE
    default: null
    help: Only agreements with a step from an order published on this day or earlier.
  as_of:
    type: DATE
    default: null
    help: Only steps that had happened by this day; left out, all steps on record.
  known_by:
    type: DATE
    default: null
    help: Only steps for which a source on record spoke by this day; left out, all of them.
returns:
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
    - calculate: "datum.count === null ? 'not established' : datum.count"
      as: said
  height: {step: 34}
  encoding:
    y:
      field: stage
      type: ordinal
      title: Exit has reached at least
      sort: [authorised, decided, notified, effective]
    x:
      field: count
      type: quantitative
      title: Agreements by partner, at least
      axis: {format: d, tickMinStep: 1}
  layer:
    - mark: bar
      encoding:
        color:
          field: stage
          type: ordinal
          legend: null
          scale: {domain: [effective, notified, decided, authorised]}
    - mark: {type: text, align: left, dx: 4}
      encoding:
        x: {field: count, type: quantitative}
        text: {field: said, type: nominal}
--- */
with known as (
    select known_steps.event_id
    from known_steps
    where known_steps.known_on <= cast($known_by as date)
),

cancelled as (
    select distinct cancellations.event_id
    from cancellations
    where
        (
            cast($as_of as date) is null
            or cancellations.cancelled_on <= cast($as_of as date)
        )
        and (
            cast($known_by as date) is null
            or cancellations.cancelling_event_id in (select known.event_id from known)
        )
),

happened as (
    select
        exit_steps.agreement_id,
        exit_steps.order_id,
        exit_steps.stage_rank,
        exit_steps.occurred_on_earliest,
        cancelled.event_id is null as is_live
    from exit_steps
    left join cancelled on exit_steps.event_id = cancelled.event_id
    where
        exit_steps.actor_id = 'RUS'
        and (
            cast($as_of as date) is null
            or exit_steps.occurred_on_latest <= cast($as_of as date)
        )
        and (
            cast($known_by as date) is null
            or exit_steps.event_id in (select known.event_id from known)
        )
),

chosen as (
    select
        happened.agreement_id,
        min(happened.occurred_on_earliest) as first_step_on
    from happened
    left join orders on happened.order_id = orders.order_id
    where
        (
            cast($order_id as varchar) is null
            or happened.order_id = cast($order_id as varchar)
        )
        and (
            cast($published_from as date) is null
            or orders.published_on_earliest >= cast($published_from as date)
        )
        and (
            cast($published_until as date) is null
            or orders.published_on_latest <= cast($published_until as date)
        )
    group by happened.agreement_id
),

reached as (
    select
        happened.agreement_id,
        max(happened.stage_rank) as top_rank
    from happened
    where happened.is_live
    group by happened.agreement_id
),

units as (
    select
        partners.agreement_id,
        partners.partner_id,
        coalesce(max(reached.top_rank), 0) as reached_rank,
        count(exit_coverage.to_on) as windows
    from chosen
    inner join partners on chosen.agreement_id = partners.agreement_id
    left join reached on chosen.agreement_id = reached.agreement_id
    left join exit_coverage
        on
            partners.agreement_id = exit_coverage.agreement_id
            and partners.partner_id = exit_coverage.partner_id
            and exit_coverage.actor_id = 'RUS'
            and chosen.first_step_on >= exit_coverage.from_on
            and coalesce(cast($as_of as date), exit_coverage.record_ends_on)
            <= exit_coverage.to_on
            and (
                cast($known_by as date) is null
                or exit_coverage.searched_on <= cast($known_by as date)
            )
    where
        cast($subject as varchar) is null
        or partners.subject = cast($subject as varchar)
    group by partners.agreement_id, partners.partner_id
),

counted as (
    select
        count(distinct units.partner_id) as states,
        count(distinct units.agreement_id) as instruments,
        count(case when stages.value = 'authorised' then 1 end) as at_authorised,
        count(case when stages.value = 'decided' then 1 end) as at_decided,
        count(case when stages.value = 'notified' then 1 end) as at_notified,
        count(case when stages.value = 'effective' then 1 end) as at_effective,
        min(units.windows) as least_windows
    from units
    left join terms as stages
        on stages.field = 'events.stage' and units.reached_rank >= stages.rank
)

select
    nullif(counted.states, 0) as partners,
    nullif(counted.instruments, 0) as agreements,
    case when counted.at_authorised + counted.least_windows > 0 then counted.at_authorised end
        as authorised,
    case when counted.at_decided + counted.least_windows > 0 then counted.at_decided end
        as decided,
    case when counted.at_notified + counted.least_windows > 0 then counted.at_notified end
        as notified,
    case when counted.at_effective + counted.least_windows > 0 then counted.at_effective end
        as effective,
    case
        when counted.instruments = 0
            then 'No such step is on record; that is no proof that there is none.'
        when counted.least_windows = 0
            then 'Coverage is incomplete: counts mean at least, and NULL is not zero.'
    end as note
from counted
order by counted.states
