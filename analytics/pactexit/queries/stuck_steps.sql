/* ---
title: Exits authorised or decided, with no effect on record
description: >
  One row per agreement and partner whose exit Russia authorised, decided or notified, while no
  end of the agreement is on record: no effective exit, expiry or lapse for Russia, and for a
  bilateral agreement none of the partner either. The agreement is not ended. Only where coverage
  is complete from the first step to as_of does this say that there was no effect.
params:
  partner_id:
    type: VARCHAR
    default: null
    help: Only agreements with this state (ISO 3166-1 alpha-3).
    one_of: countries.country_id
  as_of:
    type: DATE
    default: null
    help: Only steps that had happened by this day; left out, all steps on record.
returns:
  agreement_id: {type: VARCHAR, meaning: The agreement.}
  partner_id: {type: VARCHAR, meaning: "Partner state, ISO 3166-1 alpha-3."}
  stage: {type: VARCHAR, meaning: "Highest live stage: authorised, decided or notified."}
  first_reached_on: {type: VARCHAR, meaning: "Day of the first such step, an EDTF date."}
  order_id: {type: VARCHAR, meaning: Act behind that step; NULL where no act is known.}
  waiting_days_min: {type: BIGINT, meaning: Days from that step to as_of at least.}
  waiting_days_max: {type: BIGINT, meaning: The same at most.}
  is_complete:
    type: BOOLEAN
    meaning: Whether declared coverage is complete from that step to as_of; NULL without as_of.
chart:
  transform:
    - {filter: "indexof(datum.first_reached_on, '..') < 0"}
    - {calculate: "slice(datum.first_reached_on, 0, 4)", as: year}
    - {calculate: "toNumber(datum.year) - 0.45", as: begins}
    - {calculate: "datum.begins + 0.9", as: ends}
    - {calculate: "indexof(['notified', 'decided', 'authorised'], datum.stage)", as: place}
  mark: bar
  encoding:
    x:
      field: begins
      bin: binned
      type: quantitative
      title: "Year of the first such step, where it is one year"
      axis: {format: d, tickMinStep: 1, grid: false}
      scale: {zero: false, nice: false}
    x2: {field: ends}
    y:
      aggregate: count
      type: quantitative
      title: Agreements by partner with no effect on record
      axis: {format: d, tickMinStep: 1}
    color:
      field: stage
      type: ordinal
      title: Highest stage on record
      legend: {values: [notified, decided, authorised]}
      scale: {domain: [effective, notified, decided, authorised, proposed, announced]}
    order: {field: place}
--- */
with sizes as (
    select distinct
        partners.agreement_id,
        partners.is_bilateral
    from partners
),

live as (
    select
        steps.event_id,
        steps.agreement_id,
        steps.actor_id,
        steps.action,
        steps.order_id,
        steps.stage,
        steps.stage_rank,
        steps.occurred_on,
        steps.occurred_on_earliest,
        steps.occurred_on_latest
    from steps
    inner join sizes on steps.agreement_id = sizes.agreement_id
    where
        steps.track = 'exit'
        and steps.stage_rank is not null
        and (steps.actor_id = 'RUS' or sizes.is_bilateral)
        and (
            cast($as_of as date) is null
            or steps.occurred_on_latest <= cast($as_of as date)
        )
        and (
            steps.cancelled_on is null
            or steps.cancelled_on > cast($as_of as date)
        )
),

waiting as (
    select
        live.agreement_id,
        live.order_id,
        live.occurred_on,
        live.occurred_on_earliest,
        live.occurred_on_latest,
        max(live.stage_rank) over (partition by live.agreement_id) as top_rank,
        row_number() over (
            partition by live.agreement_id
            order by live.occurred_on_latest, live.stage_rank, live.event_id
        ) as place
    from live
    where
        live.actor_id = 'RUS'
        and live.action in ('terminate', 'denounce', 'withdraw')
        and live.stage in ('authorised', 'decided', 'notified')
        and live.agreement_id not in (
            select ended.agreement_id
            from live as ended
            where ended.stage = 'effective'
        )
),

covered as (
    select distinct
        exit_coverage.agreement_id,
        exit_coverage.partner_id
    from waiting
    inner join exit_coverage on waiting.agreement_id = exit_coverage.agreement_id
    where
        waiting.place = 1
        and exit_coverage.actor_id = 'RUS'
        and waiting.occurred_on_earliest >= exit_coverage.from_on
        and cast($as_of as date) <= exit_coverage.to_on
)

select
    partners.agreement_id,
    partners.partner_id,
    terms.value as stage,
    waiting.occurred_on as first_reached_on,
    waiting.order_id,
    date_diff('day', waiting.occurred_on_latest, cast($as_of as date)) as waiting_days_min,
    date_diff('day', waiting.occurred_on_earliest, cast($as_of as date)) as waiting_days_max,
    case when cast($as_of as date) is not null then covered.agreement_id is not null end
        as is_complete
from waiting
inner join partners on waiting.agreement_id = partners.agreement_id
inner join terms on terms.field = 'events.stage' and waiting.top_rank = terms.rank
left join covered
    on
        partners.agreement_id = covered.agreement_id
        and partners.partner_id = covered.partner_id
where
    waiting.place = 1
    and (
        cast($partner_id as varchar) is null
        or partners.partner_id = cast($partner_id as varchar)
    )
order by partners.agreement_id, partners.partner_id
