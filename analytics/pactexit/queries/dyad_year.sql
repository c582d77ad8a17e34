/* ---
title: Panel of directed dyads by year
description: >
  Two rows per partner state and year, from Russia to the partner and from the partner to Russia:
  the agreements between the two whose exit by the first state reached each stage in that year. An
  exit that passes several stages at once counts in each; below effective it has ended nothing. The
  step of a third state is none between the two. The note says what the counts mean: outside
  coverage they are NULL, and 0 is said only where coverage is complete. The record declares what it
  holds of the steps of Russia; where it declares nothing of a partner, only on_record tells of the
  steps that were met. The tables do not say since when a state exists: merge with a list of states
  to drop the years before.
params:
  partner_id:
    type: VARCHAR
    default: null
    help: Only this state (ISO 3166-1 alpha-3).
    one_of: countries.country_id
  first_year:
    type: BIGINT
    default: null
    help: First year; left out, that in which the declared coverage of exit steps begins.
  last_year:
    type: BIGINT
    default: null
    help: Last year; left out, that in which the declared coverage of exit steps ends.
  agreement_scope:
    type: VARCHAR
    default: null
    help: "Scope of the agreements: military or adjacent; left out, both."
    one_of: coverage.agreement_scope
  with_expiry:
    type: BOOLEAN
    default: false
    help: "Also count refused extension, expiry and lapse among the exits."
  as_of:
    type: DATE
    default: null
    help: Only years and steps up to this day; left out, all on record.
returns:
  iso3_1: {type: VARCHAR, meaning: "State whose steps these are, ISO 3166-1 alpha-3."}
  iso3_2: {type: VARCHAR, meaning: "State with which it has the agreements, ISO 3166-1 alpha-3."}
  cow_code_1: {type: BIGINT, meaning: Correlates of War number of the first state.}
  cow_code_2: {type: BIGINT, meaning: Correlates of War number of the second state.}
  gw_code_1: {type: BIGINT, meaning: Gleditsch-Ward number of the first state.}
  gw_code_2: {type: BIGINT, meaning: Gleditsch-Ward number of the second state.}
  year: {type: INTEGER, meaning: Calendar year.}
  announced: {type: BIGINT, meaning: Agreements whose exit reached at least announced in the year.}
  proposed: {type: BIGINT, meaning: The same for proposed.}
  authorised: {type: BIGINT, meaning: The same for authorised.}
  decided: {type: BIGINT, meaning: The same for decided.}
  notified: {type: BIGINT, meaning: The same for notified.}
  effective: {type: BIGINT, meaning: The same for effective; only these have ended.}
  exits_note:
    type: VARCHAR
    meaning: "What the six columns before mean: exactly, at least, or outside coverage (then NULL)."
  on_record:
    type: VARCHAR
    meaning: "Highest stage on record that an exit reached in the year, covered or not; NULL: none."
chart:
  transform:
    - filter: datum.on_record != null
    - calculate: "datum.iso3_1 == 'RUS' ? 'Steps of Russia' : 'Steps of its partners'"
      as: side
  mark: {type: bar, size: 9}
  height: 150
  encoding:
    x: {field: year, type: quantitative, title: Year, axis: {format: d}, scale: {zero: false}}
    y: {aggregate: count, type: quantitative, title: 'Pairs of states, at least'}
    color:
      field: on_record
      type: ordinal
      title: Highest stage in the year
      scale: {domain: [effective, notified, decided, authorised, proposed, announced]}
    row: {field: side, type: nominal, title: null}
--- */
with declared as (
    select
        min(extract(year from coverage.from_on)) as first_declared,
        max(extract(year from coverage.to_on)) as last_declared
    from coverage
    where
        coverage.measure = 'exit-steps'
        and coverage.actor_id = 'RUS'
        and (
            cast($agreement_scope as varchar) is null
            or coverage.agreement_scope = cast($agreement_scope as varchar)
        )
),

span as (
    select
        coalesce(cast($first_year as bigint), declared.first_declared) as first_year,
        coalesce(cast($last_year as bigint), declared.last_declared) as last_year
    from declared
),

days as (
    select years.calendar_year
    from years
    inner join span
        on years.calendar_year >= span.first_year and years.calendar_year <= span.last_year
    where
        cast($as_of as date) is null
        or years.begins_on <= cast($as_of as date)
),

dyads as (
    select
        countries.country_id as partner_id,
        'RUS' as state_1,
        countries.country_id as state_2
    from countries
    where countries.country_id not in ('RUS', 'SUN')
    union all
    select
        countries.country_id as partner_id,
        countries.country_id as state_1,
        'RUS' as state_2
    from countries
    where countries.country_id not in ('RUS', 'SUN')
),

-- the day by which each exit had reached at least each stage
reached as (
    select
        pair_steps.agreement_id,
        pair_steps.partner_id,
        pair_steps.actor_id,
        stages.rank as least_rank,
        min(pair_steps.occurred_on_latest) as reached_on
    from pair_steps
    inner join pairs
        on
            pair_steps.agreement_id = pairs.agreement_id
            and pair_steps.partner_id = pairs.partner_id
    inner join terms as stages
        on stages.field = 'events.stage' and pair_steps.stage_rank >= stages.rank
    where
        pair_steps.track = 'exit'
        and (
            pair_steps.action in ('terminate', 'denounce', 'withdraw')
            or cast($with_expiry as boolean)
        )
        and (
            cast($agreement_scope as varchar) is null
            or pairs.scope = cast($agreement_scope as varchar)
        )
        and (
            cast($as_of as date) is null
            or pair_steps.occurred_on_latest <= cast($as_of as date)
        )
        and (
            pair_steps.cancelled_on is null
            or pair_steps.cancelled_on > cast($as_of as date)
        )
    group by
        pair_steps.agreement_id,
        pair_steps.partner_id,
        pair_steps.actor_id,
        stages.rank
),

exits as (
    select
        reached.partner_id,
        reached.actor_id,
        extract(year from reached.reached_on) as reached_year,
        count(case when reached.least_rank = 1 then 1 end) as at_announced,
        count(case when reached.least_rank = 2 then 1 end) as at_proposed,
        count(case when reached.least_rank = 3 then 1 end) as at_authorised,
        count(case when reached.least_rank = 4 then 1 end) as at_decided,
        count(case when reached.least_rank = 5 then 1 end) as at_notified,
        count(case when reached.least_rank = 6 then 1 end) as at_effective,
        max(reached.least_rank) as top_rank
    from reached
    group by reached.partner_id, reached.actor_id, extract(year from reached.reached_on)
)

select
    dyads.state_1 as iso3_1,
    dyads.state_2 as iso3_2,
    first_states.cow_code as cow_code_1,
    second_states.cow_code as cow_code_2,
    first_states.gw_code as gw_code_1,
    second_states.gw_code as gw_code_2,
    days.calendar_year as year,
    case
        when coverage_by_year.reading = 'exactly' then coalesce(exits.at_announced, 0)
        when coverage_by_year.reading = 'at least' then nullif(exits.at_announced, 0)
    end as announced,
    case
        when coverage_by_year.reading = 'exactly' then coalesce(exits.at_proposed, 0)
        when coverage_by_year.reading = 'at least' then nullif(exits.at_proposed, 0)
    end as proposed,
    case
        when coverage_by_year.reading = 'exactly' then coalesce(exits.at_authorised, 0)
        when coverage_by_year.reading = 'at least' then nullif(exits.at_authorised, 0)
    end as authorised,
    case
        when coverage_by_year.reading = 'exactly' then coalesce(exits.at_decided, 0)
        when coverage_by_year.reading = 'at least' then nullif(exits.at_decided, 0)
    end as decided,
    case
        when coverage_by_year.reading = 'exactly' then coalesce(exits.at_notified, 0)
        when coverage_by_year.reading = 'at least' then nullif(exits.at_notified, 0)
    end as notified,
    case
        when coverage_by_year.reading = 'exactly' then coalesce(exits.at_effective, 0)
        when coverage_by_year.reading = 'at least' then nullif(exits.at_effective, 0)
    end as effective,
    coalesce(coverage_by_year.reading, 'outside coverage') as exits_note,
    top_stages.value as on_record
from dyads
inner join countries as first_states on dyads.state_1 = first_states.country_id
inner join countries as second_states on dyads.state_2 = second_states.country_id
cross join days
left join exits
    on
        dyads.partner_id = exits.partner_id
        and dyads.state_1 = exits.actor_id
        and days.calendar_year = exits.reached_year
left join terms as top_stages
    on top_stages.field = 'events.stage' and exits.top_rank = top_stages.rank
left join coverage_by_year
    on
        dyads.partner_id = coverage_by_year.country_id
        and dyads.state_1 = coverage_by_year.actor_id
        and days.calendar_year = coverage_by_year.calendar_year
        and coverage_by_year.measure = 'exit-steps'
        and coverage_by_year.scopes = coalesce(cast($agreement_scope as varchar), 'both')
where
    cast($partner_id as varchar) is null
    or dyads.partner_id = cast($partner_id as varchar)
order by dyads.state_1, dyads.state_2, days.calendar_year
