/* ---
title: Spells of agreements, for survival analysis
description: >
  One row per agreement and partner state: from the day both had signed to the first live step by
  which an exit of Russia or of that partner (expiry and lapse included) reached at least the chosen
  stage, or to the last day that was searched. Imprecise dates give bounds of the days and of their
  number. A spell whose date of signature is not established is left-censored: it began by
  start_latest. One without such a step is right-censored; that no step was missed is not known.
  Exits before observed_from were not searched for, so spells begun earlier enter late (left
  truncation). A stage below effective is no end: read the stop as the day on which that stage was
  reached.
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
  at_stage:
    type: VARCHAR
    default: effective
    help: The least stage that the step must have reached.
    one_of: events.stage
  as_of:
    type: DATE
    default: null
    help: Only steps that had happened by this day; left out, all steps on record.
returns:
  agreement_id: {type: VARCHAR, meaning: The agreement.}
  iso3: {type: VARCHAR, meaning: "Partner state, ISO 3166-1 alpha-3; XKX is Kosovo."}
  cow_code: {type: BIGINT, meaning: Correlates of War number; NULL where it has none.}
  gw_code: {type: BIGINT, meaning: Gleditsch-Ward number; NULL where it has none.}
  scope: {type: VARCHAR, meaning: military or adjacent.}
  subject: {type: VARCHAR, meaning: Subject of the agreement.}
  has_entered_into_force: {type: BOOLEAN, meaning: Whether it did; NULL where not established.}
  start_earliest: {type: DATE, meaning: Earliest day of signature; NULL where not established.}
  start_latest: {type: DATE, meaning: Latest day of signature.}
  stop_earliest: {type: DATE, meaning: "Earliest day of the step, or the last day searched."}
  stop_latest: {type: DATE, meaning: "Latest day of the step, or the last day searched."}
  is_left_censored: {type: BOOLEAN, meaning: Whether the date of signature is not established.}
  is_right_censored: {type: BOOLEAN, meaning: Whether no such step is on record.}
  exit_actor_id: {type: VARCHAR, meaning: State whose step it was.}
  exit_action: {type: VARCHAR, meaning: Action of the step.}
  exit_stage: {type: VARCHAR, meaning: Stage of the step.}
  observed_from: {type: DATE, meaning: First day for which exits were searched.}
  days_min: {type: BIGINT, meaning: Days from start to stop at least.}
  days_max: {type: BIGINT, meaning: The same at most; NULL where not established.}
  stop_note:
    type: VARCHAR
    meaning: "step on record, no step on record, or outside coverage (then stop and days are NULL)."
chart:
  transform:
    - filter: datum.start_earliest != null
    - calculate: "datum.is_right_censored ? 'none on record' : datum.exit_stage"
      as: step
  mark: {type: point, tooltip: true}
  encoding:
    x: {field: start_earliest, type: temporal, title: Signature (earliest day)}
    y: {field: days_min, type: quantitative, title: Days from start to stop (at least)}
    color: {field: step, type: nominal, title: Step that stops the spell}
    shape: {field: step, type: nominal}
--- */
with ranked as (
    select
        pair_steps.agreement_id,
        pair_steps.partner_id,
        pair_steps.actor_id,
        pair_steps.action,
        pair_steps.stage,
        pair_steps.occurred_on_earliest,
        pair_steps.occurred_on_latest,
        row_number() over (
            partition by pair_steps.agreement_id, pair_steps.partner_id
            order by pair_steps.occurred_on_latest, pair_steps.stage_rank, pair_steps.event_id
        ) as place
    from pair_steps
    inner join terms on terms.field = 'events.stage' and terms.value = cast($at_stage as varchar)
    where
        pair_steps.track = 'exit'
        and pair_steps.stage_rank >= terms.rank
        and (
            cast($as_of as date) is null
            or pair_steps.occurred_on_latest <= cast($as_of as date)
        )
        and (
            pair_steps.cancelled_on is null
            or pair_steps.cancelled_on > cast($as_of as date)
        )
),

observed as (
    select
        partners.agreement_id,
        partners.partner_id,
        min(coverage.from_on) as observed_from,
        max(
            case
                when cast($as_of as date) < coverage.to_on then cast($as_of as date)
                else coverage.to_on
            end
        ) as observed_until
    from partners
    inner join coverage on partners.scope = coverage.agreement_scope
    where
        coverage.measure = 'exit-steps'
        and coverage.actor_id = 'RUS'
        and coverage.completeness <> 'not-searched'
        and (
            coverage.partner_group = 'all'
            or (coverage.partner_group in ('nato', 'nato-or-eu') and partners.is_in_nato)
            or (coverage.partner_group in ('eu', 'nato-or-eu') and partners.is_in_eu)
        )
        and (
            cast($as_of as date) is null
            or coverage.from_on <= cast($as_of as date)
        )
    group by partners.agreement_id, partners.partner_id
),

spells as (
    select
        pairs.agreement_id,
        pairs.partner_id,
        pairs.scope,
        pairs.subject,
        pairs.has_entered_into_force,
        pairs.signed_earliest,
        pairs.signed_latest,
        coalesce(ranked.occurred_on_earliest, observed.observed_until) as stopped_earliest,
        coalesce(ranked.occurred_on_latest, observed.observed_until) as stopped_latest,
        ranked.actor_id,
        ranked.action,
        ranked.stage,
        observed.observed_from
    from pairs
    left join ranked
        on
            pairs.agreement_id = ranked.agreement_id
            and pairs.partner_id = ranked.partner_id
            and ranked.place = 1
    left join observed
        on
            pairs.agreement_id = observed.agreement_id
            and pairs.partner_id = observed.partner_id
    where
        (
            cast($agreement_scope as varchar) is null
            or pairs.scope = cast($agreement_scope as varchar)
        )
        and (
            cast($partner_id as varchar) is null
            or pairs.partner_id = cast($partner_id as varchar)
        )
        and (
            cast($as_of as date) is null
            or pairs.signed_earliest is null
            or pairs.signed_earliest <= cast($as_of as date)
        )
)

select
    spells.agreement_id,
    countries.country_id as iso3,
    countries.cow_code,
    countries.gw_code,
    spells.scope,
    spells.subject,
    spells.has_entered_into_force,
    spells.signed_earliest as start_earliest,
    spells.signed_latest as start_latest,
    spells.stopped_earliest as stop_earliest,
    spells.stopped_latest as stop_latest,
    spells.signed_earliest is null as is_left_censored,
    spells.stage is null as is_right_censored,
    spells.actor_id as exit_actor_id,
    spells.action as exit_action,
    spells.stage as exit_stage,
    spells.observed_from,
    case
        when spells.signed_latest > spells.stopped_earliest then 0
        else date_diff('day', spells.signed_latest, spells.stopped_earliest)
    end as days_min,
    date_diff('day', spells.signed_earliest, spells.stopped_latest) as days_max,
    case
        when spells.stage is not null then 'step on record'
        when spells.stopped_latest is not null then 'no step on record'
        else 'outside coverage'
    end as stop_note
from spells
inner join countries on spells.partner_id = countries.country_id
order by spells.agreement_id, countries.country_id
