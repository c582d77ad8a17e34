/* ---
title: Exits of Russia by level of the agreement
description: >
  Agreements that Russia moved to leave, by the level at which they were concluded. Agreements
  whose level is not established are the row without a level. Each stage column counts agreements
  by partner whose exit has reached at least that stage; an exit below effective has ended
  nothing. Where the declared coverage is not complete from the first step to as_of (without
  as_of, to the end of the record; with known_by, as searched by then), a count means at least and
  0 becomes NULL. Groups add up for bilateral agreements.
params:
  partner_id:
    type: VARCHAR
    default: null
    help: Only agreements with this state (ISO 3166-1 alpha-3).
    one_of: countries.country_id
  with_expiry:
    type: BOOLEAN
    default: false
    help: "Also count refused extension, expiry and lapse."
  as_of:
    type: DATE
    default: null
    help: Only steps that had happened by this day; left out, all steps on record.
  known_by:
    type: DATE
    default: null
    help: Only steps for which a source on record spoke by this day; left out, all of them.
returns:
  level: {type: VARCHAR, meaning: "Level, as in agreements; NULL where not established."}
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
  mark: bar
  height: {step: 24}
  encoding:
    y:
      field: level
      type: nominal
      title: null
      sort: {field: authorised, op: max, order: descending}
      axis: {labelExpr: "datum.value === null ? 'not established' : datum.label"}
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

exits as (
    select
        ladder.agreement_id,
        min(ladder.occurred_on_earliest) as first_step_on,
        max(
            case
                when cancelled.last_day >= ladder.occurred_on_latest then 0
                else coalesce(ladder.stage_rank, 0)
            end
        ) as reached_rank
    from ladder
    left join cancelled on ladder.agreement_id = cancelled.agreement_id
    where
        ladder.actor_id = 'RUS'
        and ladder.track = 'exit'
        and (
            ladder.action in ('terminate', 'denounce', 'withdraw')
            or cast($with_expiry as boolean)
        )
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

units as (
    select
        partner_states.agreement_id,
        partner_states.partner_id,
        partner_states.level as concluded_at,
        exits.reached_rank,
        case when complete_windows.to_on is null then 0 else 1 end as windows
    from exits
    inner join partner_states on exits.agreement_id = partner_states.agreement_id
    left join complete_windows
        on
            partner_states.scope = complete_windows.agreement_scope
            and partner_states.coverage_group = complete_windows.partner_group
            and complete_windows.measure = 'exit-steps'
            and complete_windows.actor_id = 'RUS'
            and exits.first_step_on >= complete_windows.from_on
            and coalesce(cast($as_of as date), complete_windows.record_ends_on)
            <= complete_windows.to_on
            and (
                cast($known_by as date) is null
                or complete_windows.searched_on <= cast($known_by as date)
            )
    where
        cast($partner_id as varchar) is null
        or partner_states.partner_id = cast($partner_id as varchar)
),

counted as (
    select
        units.concluded_at,
        count(distinct units.partner_id) as states,
        count(distinct units.agreement_id) as instruments,
        count(case when units.reached_rank >= stage_ranks.authorised then 1 end) as at_authorised,
        count(case when units.reached_rank >= stage_ranks.decided then 1 end) as at_decided,
        count(case when units.reached_rank >= stage_ranks.notified then 1 end) as at_notified,
        count(case when units.reached_rank >= stage_ranks.effective then 1 end) as at_effective,
        min(units.windows) as least_windows
    from units
    cross join stage_ranks
    group by units.concluded_at
)

select
    counted.concluded_at as level,
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
order by counted.concluded_at nulls last
