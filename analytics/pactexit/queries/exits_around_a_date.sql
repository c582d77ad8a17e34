/* ---
title: Exits of Russia around a date
description: >
  Agreements by partner whose first live exit step at or above the chosen stage may lie within a
  number of days before or after a day. Days before it are negative. Where a date is imprecise the
  days have bounds, and is_certain says whether all of it lies within the window. By default around
  24 February 2022. What is not listed may still have happened: see the coverage.
params:
  around_on:
    type: DATE
    default: "2022-02-24"
    help: The day in the middle of the window.
  window_days:
    type: BIGINT
    default: 365
    help: Days before and after it.
  at_stage:
    type: VARCHAR
    default: authorised
    help: The least stage that the step must have reached.
    one_of: events.stage
  as_of:
    type: DATE
    default: null
    help: Only steps that had happened by this day; left out, all steps on record.
returns:
  agreement_id: {type: VARCHAR, meaning: The agreement.}
  partner_id: {type: VARCHAR, meaning: "Partner state, ISO 3166-1 alpha-3."}
  stage: {type: VARCHAR, meaning: Stage of the step.}
  reached_on: {type: VARCHAR, meaning: "Day of the step, an EDTF date."}
  order_id: {type: VARCHAR, meaning: Act behind it; NULL where no act is known.}
  days_after_min: {type: BIGINT, meaning: Days after the day at least; negative before it.}
  days_after_max: {type: BIGINT, meaning: The same at most.}
  is_certain: {type: BOOLEAN, meaning: Whether the whole of the date lies within the window.}
chart:
  transform:
    - aggregate: [{op: count, as: partners}]
      groupby: [agreement_id, stage, days_after_min, days_after_max]
  height: {step: 22}
  encoding:
    y: {field: agreement_id, type: nominal, title: null, sort: {field: days_after_min, op: min}}
    x:
      field: days_after_min
      type: quantitative
      title: Days after the day asked for (below zero before it)
    color:
      field: stage
      type: ordinal
      title: Stage
      scale: {domain: [effective, notified, decided, authorised, proposed, announced]}
  layer:
    - mark: {type: rule, color: "#888888", strokeDash: [4, 4]}
      encoding: {x: {datum: 0}, y: null, color: null}
    - mark: {type: rule, strokeWidth: 4}
      encoding: {x2: {field: days_after_max}}
    - mark: {type: circle, opacity: 1, stroke: "#222222", strokeWidth: 0.5}
      encoding:
        size:
          field: partners
          type: quantitative
          title: Partner states
          legend: {format: d, tickMinStep: 1, symbolFillColor: '#888888'}
          scale: {zero: false, range: [60, 400]}
--- */
with candidates as (
    select
        exit_steps.agreement_id,
        exit_steps.order_id,
        exit_steps.stage,
        events.occurred_on,
        date_diff('day', cast($around_on as date), exit_steps.occurred_on_earliest)
            as least_days,
        date_diff('day', cast($around_on as date), exit_steps.occurred_on_latest) as most_days,
        row_number() over (
            partition by exit_steps.agreement_id
            order by exit_steps.occurred_on_latest, exit_steps.stage_rank, exit_steps.event_id
        ) as place
    from exit_steps
    inner join events on exit_steps.event_id = events.event_id
    inner join terms on terms.field = 'events.stage' and terms.value = cast($at_stage as varchar)
    where
        exit_steps.actor_id = 'RUS'
        and exit_steps.stage_rank >= terms.rank
        and (
            cast($as_of as date) is null
            or exit_steps.occurred_on_latest <= cast($as_of as date)
        )
        and (
            exit_steps.cancelled_on is null
            or exit_steps.cancelled_on > cast($as_of as date)
        )
)

select
    partners.agreement_id,
    partners.partner_id,
    candidates.stage,
    candidates.occurred_on as reached_on,
    candidates.order_id,
    candidates.least_days as days_after_min,
    candidates.most_days as days_after_max,
    candidates.least_days >= 0 - cast($window_days as double)
    and candidates.most_days <= cast($window_days as double) as is_certain
from candidates
inner join partners on candidates.agreement_id = partners.agreement_id
where
    candidates.place = 1
    and candidates.most_days >= 0 - cast($window_days as double)
    and candidates.least_days <= cast($window_days as double)
order by candidates.most_days, partners.agreement_id, partners.partner_id
