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
  mark: bar
  encoding:
    x: {field: exit_year, type: ordinal, title: Year}
    y:
      field: agreements_by_partner
      type: quantitative
      title: Agreements by partner
      aggregate: sum
      axis: {format: d, tickMinStep: 1}
    color: {field: exit_quarter, type: ordinal, title: Quarter}
--- */
with candidates as (
    select
        exit_steps.agreement_id,
        exit_steps.occurred_on_earliest,
        exit_steps.occurred_on_latest,
        row_number() over (
            partition by exit_steps.agreement_id
            order by exit_steps.occurred_on_latest, exit_steps.stage_rank, exit_steps.event_id
        ) as place
    from exit_steps
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
        count(distinct partners.partner_id) as states,
        count(distinct partners.agreement_id) as instruments,
        count(*) as pairs
    from dated
    inner join partners on dated.agreement_id = partners.agreement_id
    where
        (
            cast($agreement_scope as varchar) is null
            or partners.scope = cast($agreement_scope as varchar)
        )
        and (
            cast($partner_group as varchar) = 'all'
            or (cast($partner_group as varchar) in ('nato', 'nato-or-eu') and partners.is_in_nato)
            or (cast($partner_group as varchar) in ('eu', 'nato-or-eu') and partners.is_in_eu)
        )
    group by dated.step_year, dated.quarter_begins
),

-- of the scopes asked for, those with a complete window that holds the whole quarter
covered as (
    select
        counted.quarter_begins,
        count(distinct coverage.agreement_scope) as scopes
    from counted
    inner join coverage
        on
            counted.quarter_begins >= coverage.from_on
            and cast(counted.quarter_begins + interval '3' month - interval '1' day as date)
            <= coverage.to_on
    where
        coverage.measure = 'exit-steps'
        and coverage.actor_id = 'RUS'
        and coverage.completeness = 'complete'
        and (
            cast($agreement_scope as varchar) is null
            or coverage.agreement_scope = cast($agreement_scope as varchar)
        )
        and (
            coverage.partner_group in (cast($partner_group as varchar), 'all')
            or (
                coverage.partner_group = 'nato-or-eu'
                and cast($partner_group as varchar) in ('nato', 'eu')
            )
        )
        and (
            cast($as_of as date) is null
            or cast(counted.quarter_begins + interval '3' month - interval '1' day as date)
            <= cast($as_of as date)
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
