/* ---
title: Exits of Russia by year and quarter
description: >
  Agreements that Russia moved to leave, by the year and quarter of the first live exit step that
  reached at least the chosen stage. A step whose date does not lie in one quarter has none; one
  whose date does not lie in one year is the row without a year. A quarter without a row is no
  zero: only where the declared coverage is complete for the whole quarter does a count say all.
params:
  at_stage:
    type: VARCHAR
    default: authorised
    help: The least stage that the step must have reached.
    one_of: events.stage
  partner_group:
    type: VARCHAR
    default: all
    help: "Partners: nato, eu, nato-or-eu, or all."
    one_of: coverage.partner_group
  agreement_scope:
    type: VARCHAR
    default: null
    help: "Scope of the agreements: military or adjacent; left out, both."
    one_of: coverage.agreement_scope
  as_of:
    type: DATE
    default: null
    help: Only steps that had happened by this day; left out, all steps on record.
  known_by:
    type: DATE
    default: null
    help: Only steps for which a source on record spoke by this day; left out, all of them.
returns:
  exit_year: {type: INTEGER, meaning: Year of the step; NULL where not established.}
  exit_quarter: {type: INTEGER, meaning: "Quarter, 1 to 4; NULL where not established."}
  partners: {type: BIGINT, meaning: Distinct partner states.}
  agreements: {type: BIGINT, meaning: Distinct agreements.}
  agreements_by_partner: {type: BIGINT, meaning: Agreements by partner; the unit of the exits.}
  is_complete:
    type: BOOLEAN
    meaning: Whether coverage is declared complete for the whole quarter; if not, read at least.
chart:
  transform:
    - {filter: datum.exit_year !== null}
    - {calculate: "'' + (datum.exit_quarter || 'not established')", as: quarter}
    - {calculate: "toNumber(datum.exit_year) - 0.45", as: begins}
    - {calculate: "datum.begins + 0.9", as: ends}
  mark: bar
  encoding:
    x:
      field: begins
      bin: binned
      type: quantitative
      title: "Year of the step, where it is one year (no bar is no zero)"
      axis: {format: d, tickMinStep: 1, grid: false}
      scale: {zero: false, nice: false}
    x2: {field: ends}
    y:
      field: agreements_by_partner
      type: quantitative
      title: Agreements by partner, at least
      axis: {format: d, tickMinStep: 1}
    color:
      field: quarter
      type: ordinal
      title: Quarter
      scale:
        domain: ["1", "2", "3", "4", not established]
        range: ["#c6dbef", "#6baed6", "#2171b5", "#08306b", "#999999"]
    order: {field: quarter}
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

candidates as (
    select
        ladder.agreement_id,
        ladder.occurred_on_earliest,
        ladder.occurred_on_latest,
        row_number() over (
            partition by ladder.agreement_id
            order by ladder.occurred_on_latest, ladder.stage_rank, ladder.event_id
        ) as place
    from ladder
    inner join terms on terms.field = 'events.stage' and terms.value = cast($at_stage as varchar)
    left join cancelled on ladder.agreement_id = cancelled.agreement_id
    where
        ladder.actor_id = 'RUS'
        and ladder.action in ('terminate', 'denounce', 'withdraw')
        and ladder.stage_rank >= terms.rank
        and (
            cast($as_of as date) is null
            or ladder.occurred_on_latest <= cast($as_of as date)
        )
        and (
            cast($known_by as date) is null
            or ladder.event_id in (select known.event_id from known)
        )
        and coalesce(ladder.occurred_on_latest > cancelled.last_day, true)
),

dated as (
    select
        candidates.agreement_id,
        case
            when
                extract(year from candidates.occurred_on_earliest)
                = extract(year from candidates.occurred_on_latest)
                then cast(extract(year from candidates.occurred_on_latest) as integer)
        end as step_year,
        case
            when
                cast(date_trunc('quarter', candidates.occurred_on_earliest) as date)
                = cast(date_trunc('quarter', candidates.occurred_on_latest) as date)
                then cast(date_trunc('quarter', candidates.occurred_on_latest) as date)
        end as quarter_begins
    from candidates
    where candidates.place = 1
),

counted as (
    select
        dated.step_year,
        dated.quarter_begins,
        count(distinct partner_states.partner_id) as states,
        count(distinct partner_states.agreement_id) as instruments,
        count(*) as pairs
    from dated
    inner join partner_states on dated.agreement_id = partner_states.agreement_id
    where
        (
            cast($agreement_scope as varchar) is null
            or partner_states.scope = cast($agreement_scope as varchar)
        )
        and (
            cast($partner_group as varchar) = 'all'
            or (
                cast($partner_group as varchar) in ('nato', 'nato-or-eu')
                and partner_states.is_in_nato
            )
            or (cast($partner_group as varchar) in ('eu', 'nato-or-eu') and partner_states.is_in_eu)
        )
    group by dated.step_year, dated.quarter_begins
),

-- of the scopes asked for, those with a complete window that holds the whole quarter
covered as (
    select
        counted.quarter_begins,
        count(distinct complete_windows.agreement_scope) as scopes
    from counted
    inner join complete_windows
        on
            counted.quarter_begins >= complete_windows.from_on
            and cast(counted.quarter_begins + interval '3' month - interval '1' day as date)
            <= complete_windows.to_on
    where
        complete_windows.measure = 'exit-steps'
        and complete_windows.actor_id = 'RUS'
        and complete_windows.partner_group = cast($partner_group as varchar)
        and (
            cast($agreement_scope as varchar) is null
            or complete_windows.agreement_scope = cast($agreement_scope as varchar)
        )
        and (
            cast($as_of as date) is null
            or cast(counted.quarter_begins + interval '3' month - interval '1' day as date)
            <= cast($as_of as date)
        )
        and (
            cast($known_by as date) is null
            or complete_windows.searched_on <= cast($known_by as date)
        )
    group by counted.quarter_begins
),

asked as (
    select count(*) as scopes
    from terms
    where
        terms.field = 'coverage.agreement_scope'
        and (
            cast($agreement_scope as varchar) is null
            or terms.value = cast($agreement_scope as varchar)
        )
)

select
    counted.step_year as exit_year,
    cast(extract(quarter from counted.quarter_begins) as integer) as exit_quarter,
    counted.states as partners,
    counted.instruments as agreements,
    counted.pairs as agreements_by_partner,
    coalesce(covered.scopes, 0) = asked.scopes as is_complete
from counted
cross join asked
left join covered on counted.quarter_begins = covered.quarter_begins
order by counted.step_year nulls last, counted.quarter_begins nulls last
