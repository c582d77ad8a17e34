/* ---
title: Panel of partner states by year
description: >
  One row per partner state and year, measured on the last day of the year or on as_of: membership
  of NATO and the EU, agreements with Russia signed to date and in force, and the agreements whose
  exit by Russia reached each stage in that year. An exit that passes several stages at once counts
  in each; below effective it has ended nothing. Between two states an agreement ends by an
  effective exit of either. Where dates are not established the counts of agreements have bounds; a
  multilateral one counts as in force between two from its entry into force, or from the partner's
  own signature if that is on record and later, as the tables do not say since when a state is
  bound. All counts are of what is on record, and the notes say what they mean: outside coverage
  they are NULL, and 0 is said only where coverage is complete. The tables do not say since when a
  state exists: every partner has a row in every year; merge with a list of states to drop the
  others.
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
  iso3: {type: VARCHAR, meaning: "Partner state, ISO 3166-1 alpha-3; XKX is Kosovo."}
  cow_code: {type: BIGINT, meaning: Correlates of War number; NULL where it has none.}
  gw_code: {type: BIGINT, meaning: Gleditsch-Ward number; NULL where it has none.}
  year: {type: INTEGER, meaning: Calendar year.}
  is_nato_member: {type: BOOLEAN, meaning: Whether it was Party to NATO on the day measured.}
  is_eu_member: {type: BOOLEAN, meaning: Whether it was a member of the EU on the day measured.}
  signed_to_date_min: {type: BIGINT, meaning: Agreements signed by then for certain.}
  signed_to_date_max: {type: BIGINT, meaning: The same with those that may have been signed.}
  in_force_min:
    type: BIGINT
    meaning: Those that had entered into force between the two for certain and did not end.
  in_force_max: {type: BIGINT, meaning: The same with those that may have been in force.}
  agreements_note:
    type: VARCHAR
    meaning: "What the four columns before mean: at least, or outside coverage (then NULL)."
  announced: {type: BIGINT, meaning: Agreements whose exit reached at least announced in the year.}
  proposed: {type: BIGINT, meaning: The same for proposed.}
  authorised: {type: BIGINT, meaning: The same for authorised.}
  decided: {type: BIGINT, meaning: The same for decided.}
  notified: {type: BIGINT, meaning: The same for notified.}
  effective: {type: BIGINT, meaning: The same for effective; only these have ended.}
  exits_note:
    type: VARCHAR
    meaning: "What the six columns before mean: exactly, at least, or outside coverage (then NULL)."
chart:
  mark: {type: bar, size: 9}
  encoding:
    x: {field: year, type: quantitative, title: Year, axis: {format: d}, scale: {zero: false}}
    y:
      field: authorised
      type: quantitative
      aggregate: sum
      title: Exits at least authorised (on record)
      axis: {format: d, tickMinStep: 1}
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
    select
        years.calendar_year,
        case
            when cast($as_of as date) < years.ends_on then cast($as_of as date)
            else years.ends_on
        end as measured_on
    from years
    inner join span
        on years.calendar_year >= span.first_year and years.calendar_year <= span.last_year
    where
        cast($as_of as date) is null
        or years.begins_on <= cast($as_of as date)
),

live as (
    select
        pair_steps.agreement_id,
        pair_steps.partner_id,
        pair_steps.stage,
        pair_steps.stage_rank,
        pair_steps.occurred_on_earliest,
        pair_steps.occurred_on_latest,
        pair_steps.actor_id = 'RUS'
        and (
            pair_steps.action in ('terminate', 'denounce', 'withdraw')
            or cast($with_expiry as boolean)
        ) as is_counted
    from pair_steps
    where
        pair_steps.track = 'exit'
        and (
            cast($as_of as date) is null
            or pair_steps.occurred_on_latest <= cast($as_of as date)
        )
        and (
            pair_steps.cancelled_on is null
            or pair_steps.cancelled_on > cast($as_of as date)
        )
),

-- the day by which each exit of Russia had reached at least each stage
reached as (
    select
        live.agreement_id,
        live.partner_id,
        stages.rank as least_rank,
        min(live.occurred_on_latest) as reached_on
    from live
    inner join terms as stages
        on stages.field = 'events.stage' and live.stage_rank >= stages.rank
    where live.is_counted
    group by live.agreement_id, live.partner_id, stages.rank
),

exits as (
    select
        reached.partner_id,
        extract(year from reached.reached_on) as reached_year,
        count(case when reached.least_rank = 1 then 1 end) as at_announced,
        count(case when reached.least_rank = 2 then 1 end) as at_proposed,
        count(case when reached.least_rank = 3 then 1 end) as at_authorised,
        count(case when reached.least_rank = 4 then 1 end) as at_decided,
        count(case when reached.least_rank = 5 then 1 end) as at_notified,
        count(case when reached.least_rank = 6 then 1 end) as at_effective
    from reached
    inner join pairs
        on reached.agreement_id = pairs.agreement_id and reached.partner_id = pairs.partner_id
    where
        cast($agreement_scope as varchar) is null
        or pairs.scope = cast($agreement_scope as varchar)
    group by reached.partner_id, extract(year from reached.reached_on)
),

ends as (
    select
        live.agreement_id,
        live.partner_id,
        min(live.occurred_on_earliest) as earliest,
        min(live.occurred_on_latest) as latest
    from live
    where live.stage = 'effective'
    group by live.agreement_id, live.partner_id
),

stocks as (
    select
        pairs.partner_id,
        days.calendar_year,
        count(case when pairs.signed_latest <= days.measured_on then 1 end) as signed_least,
        count(*) as signed_most,
        count(
            case
                when
                    pairs.has_entered_into_force
                    and pairs.are_both_bound
                    and pairs.in_force_on_latest <= days.measured_on
                    and pairs.signed_latest <= days.measured_on
                    and (ends.earliest is null or ends.earliest > days.measured_on)
                    then 1
            end
        ) as in_force_least,
        count(
            case
                when
                    coalesce(pairs.has_entered_into_force, true)
                    and (
                        pairs.in_force_on_earliest is null
                        or pairs.in_force_on_earliest <= days.measured_on
                    )
                    and (ends.latest is null or ends.latest > days.measured_on)
                    then 1
            end
        ) as in_force_most
    from pairs
    inner join days
        on pairs.signed_earliest is null or pairs.signed_earliest <= days.measured_on
    left join ends on pairs.agreement_id = ends.agreement_id and pairs.partner_id = ends.partner_id
    where
        cast($agreement_scope as varchar) is null
        or pairs.scope = cast($agreement_scope as varchar)
    group by pairs.partner_id, days.calendar_year
)

select
    countries.country_id as iso3,
    countries.cow_code,
    countries.gw_code,
    days.calendar_year as year,
    coalesce(countries.nato_acceded_on <= days.measured_on, false) as is_nato_member,
    coalesce(
        countries.eu_acceded_on <= days.measured_on
        and (countries.eu_left_on is null or countries.eu_left_on > days.measured_on),
        false
    ) as is_eu_member,
    case when signings.reading is not null then nullif(stocks.signed_least, 0) end
        as signed_to_date_min,
    case when signings.reading is not null then nullif(stocks.signed_most, 0) end
        as signed_to_date_max,
    case when signings.reading is not null then nullif(stocks.in_force_least, 0) end
        as in_force_min,
    case when signings.reading is not null then nullif(stocks.in_force_most, 0) end
        as in_force_max,
    case when signings.reading is null then 'outside coverage' else 'at least' end
        as agreements_note,
    case
        when steps_read.reading = 'exactly' then coalesce(exits.at_announced, 0)
        when steps_read.reading = 'at least' then nullif(exits.at_announced, 0)
    end as announced,
    case
        when steps_read.reading = 'exactly' then coalesce(exits.at_proposed, 0)
        when steps_read.reading = 'at least' then nullif(exits.at_proposed, 0)
    end as proposed,
    case
        when steps_read.reading = 'exactly' then coalesce(exits.at_authorised, 0)
        when steps_read.reading = 'at least' then nullif(exits.at_authorised, 0)
    end as authorised,
    case
        when steps_read.reading = 'exactly' then coalesce(exits.at_decided, 0)
        when steps_read.reading = 'at least' then nullif(exits.at_decided, 0)
    end as decided,
    case
        when steps_read.reading = 'exactly' then coalesce(exits.at_notified, 0)
        when steps_read.reading = 'at least' then nullif(exits.at_notified, 0)
    end as notified,
    case
        when steps_read.reading = 'exactly' then coalesce(exits.at_effective, 0)
        when steps_read.reading = 'at least' then nullif(exits.at_effective, 0)
    end as effective,
    coalesce(steps_read.reading, 'outside coverage') as exits_note
from countries
cross join days
left join stocks
    on countries.country_id = stocks.partner_id and days.calendar_year = stocks.calendar_year
left join exits
    on countries.country_id = exits.partner_id and days.calendar_year = exits.reached_year
left join coverage_by_year as signings
    on
        countries.country_id = signings.country_id
        and days.calendar_year = signings.calendar_year
        and signings.measure = 'agreements'
        and signings.actor_id = 'RUS'
        and signings.scopes = coalesce(cast($agreement_scope as varchar), 'both')
left join coverage_by_year as steps_read
    on
        countries.country_id = steps_read.country_id
        and days.calendar_year = steps_read.calendar_year
        and steps_read.measure = 'exit-steps'
        and steps_read.actor_id = 'RUS'
        and steps_read.scopes = coalesce(cast($agreement_scope as varchar), 'both')
where
    countries.country_id not in ('RUS', 'SUN')
    and (
        cast($partner_id as varchar) is null
        or countries.country_id = cast($partner_id as varchar)
    )
order by countries.country_id, days.calendar_year
