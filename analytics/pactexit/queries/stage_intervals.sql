/* ---
title: Time between the steps of an exit
description: >
  One row per agreement and partner with an exit that Russia authorised or decided: the days from
  signature to publication of the act behind the first such step, from that step to the
  notification, and from it to the day of effect. Imprecise dates give bounds. Days are below zero
  where the act came after the fact, and may be where dates overlap. What has not come, or is not
  on record, is NULL.
method: >
  Imprecise dates have the bounds of the Extended Date/Time Format (Library of Congress 2019; ISO
  8601-2:2019); a least interval runs from the latest day to the earliest one.
params:
  partner_id:
    type: VARCHAR
    default: null
    help: Only agreements with this state (ISO 3166-1 alpha-3).
    one_of: countries.country_id
  subject:
    type: VARCHAR
    default: null
    help: Only agreements on this subject.
    one_of: agreements.subject
  as_of:
    type: DATE
    default: null
    help: Only steps that had happened by this day; left out, all steps on record.
returns:
  agreement_id: {type: VARCHAR, meaning: The agreement.}
  partner_id: {type: VARCHAR, meaning: "Partner state, ISO 3166-1 alpha-3."}
  order_id: {type: VARCHAR, meaning: Act behind the first step; NULL where no act is known.}
  stage: {type: VARCHAR, meaning: "Stage of the first step, authorised or decided."}
  reached_on: {type: VARCHAR, meaning: "Day of the first step, an EDTF date."}
  notified_on: {type: VARCHAR, meaning: "Day of the first notification, an EDTF date."}
  effective_on: {type: VARCHAR, meaning: "Day on which the exit took effect, an EDTF date."}
  publication_days_min: {type: BIGINT, meaning: Days from signature to publication at least.}
  publication_days_max: {type: BIGINT, meaning: The same at most.}
  notification_days_min: {type: BIGINT, meaning: Days from the first step to notification at least.}
  notification_days_max: {type: BIGINT, meaning: The same at most.}
  effect_days_min: {type: BIGINT, meaning: Days from the first step to effect at least.}
  effect_days_max: {type: BIGINT, meaning: The same at most.}
chart:
  transform:
    - fold: [notification_days_min, effect_days_min]
      as: [interval, least]
    - calculate: >-
        datum.interval === 'effect_days_min' ? datum.effect_days_max
        : datum.notification_days_max
      as: most
    - calculate: "datum.interval === 'effect_days_min' ? 'effect' : 'notification'"
      as: until
    - filter: datum.least !== null
    - aggregate: [{op: count, as: partners}]
      groupby: [agreement_id, until, least, most]
  height: {step: 24, for: position}
  encoding:
    y: {field: agreement_id, type: nominal, title: null}
    yOffset: {field: until, sort: [notification, effect]}
    x:
      field: least
      type: quantitative
      title: Days from the first authorised or decided step (below zero before it)
    color: {field: until, type: nominal, title: Until, scale: {domain: [notification, effect]}}
  layer:
    - mark: {type: rule, strokeWidth: 4}
      encoding: {x2: {field: most}}
    - mark: {type: point, filled: true, size: 70, opacity: 1}
      encoding:
        shape: {field: until, type: nominal, scale: {domain: [notification, effect]}}
--- */
with live as (
    select
        exit_steps.agreement_id,
        exit_steps.order_id,
        exit_steps.stage,
        events.occurred_on,
        exit_steps.occurred_on_earliest,
        exit_steps.occurred_on_latest,
        row_number() over (
            partition by
                exit_steps.agreement_id,
                case
                    when exit_steps.stage in ('authorised', 'decided') then 'first'
                    else exit_steps.stage
                end
            order by exit_steps.occurred_on_latest, exit_steps.stage_rank, exit_steps.event_id
        ) as place
    from exit_steps
    inner join events on exit_steps.event_id = events.event_id
    where
        exit_steps.actor_id = 'RUS'
        and exit_steps.stage in ('authorised', 'decided', 'notified', 'effective')
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
    acts.order_id,
    acts.stage,
    acts.occurred_on as reached_on,
    notices.occurred_on as notified_on,
    effects.occurred_on as effective_on,
    date_diff('day', orders.signed_on_latest, orders.published_on_earliest)
        as publication_days_min,
    date_diff('day', orders.signed_on_earliest, orders.published_on_latest)
        as publication_days_max,
    date_diff('day', acts.occurred_on_latest, notices.occurred_on_earliest)
        as notification_days_min,
    date_diff('day', acts.occurred_on_earliest, notices.occurred_on_latest)
        as notification_days_max,
    date_diff('day', acts.occurred_on_latest, effects.occurred_on_earliest) as effect_days_min,
    date_diff('day', acts.occurred_on_earliest, effects.occurred_on_latest) as effect_days_max
from live as acts
inner join partners on acts.agreement_id = partners.agreement_id
left join orders on acts.order_id = orders.order_id
left join live as notices
    on
        acts.agreement_id = notices.agreement_id
        and notices.stage = 'notified'
        and notices.place = 1
left join live as effects
    on
        acts.agreement_id = effects.agreement_id
        and effects.stage = 'effective'
        and effects.place = 1
where
    acts.stage in ('authorised', 'decided')
    and acts.place = 1
    and (
        cast($partner_id as varchar) is null
        or partners.partner_id = cast($partner_id as varchar)
    )
    and (
        cast($subject as varchar) is null
        or partners.subject = cast($subject as varchar)
    )
order by partners.agreement_id, partners.partner_id
