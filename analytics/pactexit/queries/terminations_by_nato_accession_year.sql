/* ---
title: Terminations by NATO accession year
description: >
  How far Russia has come in terminating, denouncing or leaving agreements, by the year in which
  the partner became a Party to the North Atlantic Treaty. Parameters about orders select
  agreements; the stages then count every exit step of those agreements by Russia, whichever act it
  came from. Military and adjacent agreements are counted, each once per partner. A stage column
  counts what has reached at least that stage. It is NULL instead of 0 where the declared coverage
  is not complete from the first step to as_of (without as_of, to the end of the record; with
  known_by, as searched by then): NULL is not zero. Partners outside NATO are the row without a
  year.
method: >
  A stage counts as reached if that stage or a higher one is on record and live; docs/coding-
  rules.md ("One step, one row") has the question that decides each stage.
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
  nato_accession_year: {type: INTEGER, meaning: Year of accession to NATO; NULL outside NATO.}
  partners: {type: BIGINT, meaning: Distinct partner states.}
  agreements: {type: BIGINT, meaning: Distinct agreements.}
  authorised: {type: BIGINT, meaning: Agreements by partner whose exit is at least authorised}
  decided: {type: BIGINT, meaning: Agreements by partner whose exit is at least decided}
  notified: {type: BIGINT, meaning: Agreements by partner whose exit is at least notified}
  effective: {type: BIGINT, meaning: Agreements by partner whose exit is effective}
chart:
  transform:
    - {fold: [authorised, decided, notified, effective], as: [stage, count]}
  mark: bar
  encoding:
    x:
      field: nato_accession_year
      type: ordinal
      title: Year in which the partner joined NATO
      sort: null
      axis: {labelAngle: 0, labelExpr: "datum.value === null ? ['not in', 'NATO'] : datum.label"}
    y:
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
        partners.nato_accession_year as accession_year,
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
    group by partners.agreement_id, partners.partner_id, partners.nato_accession_year
),

counted as (
    select
        units.accession_year,
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
    group by units.accession_year
)

select
    counted.accession_year as nato_accession_year,
    counted.states as partners,
    counted.instruments as agreements,
    case when counted.at_authorised + counted.least_windows > 0 then counted.at_authorised end
        as authorised,
    case when counted.at_decided + counted.least_windows > 0 then counted.at_decided end
        as decided,
    case when counted.at_notified + counted.least_windows > 0 then counted.at_notified end
        as notified,
    case when counted.at_effective + counted.least_windows > 0 then counted.at_effective end
        as effective
from counted
order by counted.accession_year nulls last
