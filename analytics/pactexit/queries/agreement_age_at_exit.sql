/* ---
title: Age of each agreement at its exit
description: >
  Completed years from signature to the first live step of Russia on the exit track that reached
  at least the chosen stage. Imprecise dates give a least and a greatest age. An agreement whose
  exit is only authorised or decided has not ended.
method: >
  Imprecise dates have the bounds of the Extended Date/Time Format (Library of Congress 2019; ISO
  8601-2:2019); a year is completed when month and day of the signature are reached.
params:
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
  signed_on: {type: VARCHAR, meaning: "Signature, an EDTF date."}
  stage: {type: VARCHAR, meaning: Stage of that first step.}
  reached_on: {type: VARCHAR, meaning: "Day of that step, an EDTF date."}
  age_years_min: {type: INTEGER, meaning: Completed years at least; NULL where not established.}
  age_years_max: {type: INTEGER, meaning: Completed years at most; NULL where not established.}
chart:
  transform: [{filter: datum.age_years_min !== null}]
  height: {step: 14}
  encoding:
    y:
      field: agreement_id
      type: nominal
      title: null
      sort: {field: age_years_min, op: max, order: descending}
    x:
      field: age_years_min
      type: quantitative
      title: Completed years from signature to the step
      axis: {orient: top}
    color:
      field: stage
      type: ordinal
      title: Stage of the step
      scale: {domain: [effective, notified, decided, authorised, proposed, announced]}
  layer:
    - mark: bar
    - mark: {type: rule, strokeWidth: 2}
      encoding: {x2: {field: age_years_max}}
--- */
with candidates as (
    select
        steps.agreement_id,
        steps.stage,
        steps.occurred_on,
        steps.occurred_on_earliest,
        steps.occurred_on_latest,
        row_number() over (
            partition by steps.agreement_id
            order by steps.occurred_on_latest, steps.stage_rank, steps.event_id
        ) as place
    from steps
    inner join terms on terms.field = 'events.stage' and terms.value = cast($at_stage as varchar)
    where
        steps.actor_id = 'RUS'
        and steps.track = 'exit'
        and steps.stage_rank >= terms.rank
        and (
            cast($as_of as date) is null
            or steps.occurred_on_latest <= cast($as_of as date)
        )
        and (
            steps.cancelled_on is null
            or steps.cancelled_on > cast($as_of as date)
        )
)

select
    agreements.agreement_id,
    agreements.signed_on,
    candidates.stage,
    candidates.occurred_on as reached_on,
    cast(
        extract(year from candidates.occurred_on_earliest)
        - extract(year from agreements.signed_on_latest)
        - case
            when
                extract(month from candidates.occurred_on_earliest) * 100
                + extract(day from candidates.occurred_on_earliest)
                < extract(month from agreements.signed_on_latest) * 100
                + extract(day from agreements.signed_on_latest)
                then 1
            else 0
        end as integer
    ) as age_years_min,
    cast(
        extract(year from candidates.occurred_on_latest)
        - extract(year from agreements.signed_on_earliest)
        - case
            when
                extract(month from candidates.occurred_on_latest) * 100
                + extract(day from candidates.occurred_on_latest)
                < extract(month from agreements.signed_on_earliest) * 100
                + extract(day from agreements.signed_on_earliest)
                then 1
            else 0
        end as integer
    ) as age_years_max
from candidates
inner join agreements on candidates.agreement_id = agreements.agreement_id
where candidates.place = 1 and agreements.scope <> 'context'
order by agreements.agreement_id
