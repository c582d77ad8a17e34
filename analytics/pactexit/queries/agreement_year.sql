/* ---
title: Panel of agreements by year
description: >
  One row per agreement, partner state and year from that of signature on, measured on the last day
  of the year or on as_of: age, and how far an exit or a suspension by Russia or by that partner had
  come. Where the date of signature is imprecise the rows begin with its earliest day; where none is
  established, with the entry into force or the first step on record, if there is any. Between two
  states an agreement ends by an effective exit of either, expiry and lapse included; the step of a
  third state is none between the two. What is only context, or has no partner state, has no row.
params:
  agreement_id:
    type: VARCHAR
    default: null
    help: Only this agreement.
    one_of: agreements.agreement_id
  partner_id:
    type: VARCHAR
    default: null
    help: Only agreements with this state (ISO 3166-1 alpha-3).
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
  as_of:
    type: DATE
    default: null
    help: Only years and steps up to this day; left out, all on record.
returns:
  agreement_id: {type: VARCHAR, meaning: The agreement.}
  iso3: {type: VARCHAR, meaning: "Partner state, ISO 3166-1 alpha-3; XKX is Kosovo."}
  cow_code: {type: BIGINT, meaning: Correlates of War number; NULL where it has none.}
  gw_code: {type: BIGINT, meaning: Gleditsch-Ward number; NULL where it has none.}
  year: {type: INTEGER, meaning: Calendar year.}
  scope: {type: VARCHAR, meaning: military or adjacent.}
  subject: {type: VARCHAR, meaning: Subject of the agreement.}
  is_bilateral: {type: BOOLEAN, meaning: Whether the partner is the only one.}
  is_nato_member: {type: BOOLEAN, meaning: Whether the partner was in NATO on the day measured.}
  is_eu_member: {type: BOOLEAN, meaning: Whether it was in the EU on the day measured.}
  age_years_min:
    type: INTEGER
    meaning: Completed years since signature at least; NULL where perhaps not yet signed.
  age_years_max: {type: INTEGER, meaning: The same at most; NULL where no date is established.}
  status:
    type: VARCHAR
    meaning: >-
      ended, exit and its stage, suspended, suspension and its stage, never in force, signed only
      (by one of the two), in force, or no exit step known.
  russia_exit_stage: {type: VARCHAR, meaning: Highest live stage of an exit by Russia.}
  partner_exit_stage: {type: VARCHAR, meaning: Highest live stage of an exit by the partner.}
  suspension_stage: {type: VARCHAR, meaning: Highest live stage of a suspension by either.}
  exits_note:
    type: VARCHAR
    meaning: >-
      How far the steps of Russia in that year are on record: exactly, at least, or outside
      coverage. Only exactly says that there was no other.
chart:
  transform:
    - filter: datum.russia_exit_stage != null
  mark: {type: bar, size: 9}
  encoding:
    x: {field: year, type: quantitative, title: Year, axis: {format: d}, scale: {zero: false}}
    y: {aggregate: count, type: quantitative, title: Agreements by partner (on record)}
    color:
      field: russia_exit_stage
      type: ordinal
      title: Stage of the exit by Russia
      scale: {domain: [effective, notified, decided, authorised, proposed, announced]}
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

stages_reached as (
    select
        pairs.agreement_id,
        pairs.partner_id,
        days.calendar_year,
        days.measured_on,
        max(case when pair_steps.track = 'exit' then pair_steps.stage_rank end) as exit_rank,
        max(
            case
                when pair_steps.track = 'exit' and pair_steps.actor_id = 'RUS'
                    then pair_steps.stage_rank
            end
        ) as russia_rank,
        max(
            case
                when pair_steps.track = 'exit' and pair_steps.actor_id <> 'RUS'
                    then pair_steps.stage_rank
            end
        ) as partner_rank,
        max(case when pair_steps.track = 'suspension' then pair_steps.stage_rank end)
            as suspension_rank
    from pairs
    inner join days
        on coalesce(pairs.signed_earliest, pairs.signed_latest) <= days.measured_on
    left join pair_steps
        on
            pairs.agreement_id = pair_steps.agreement_id
            and pairs.partner_id = pair_steps.partner_id
            and days.measured_on >= pair_steps.occurred_on_latest
            and (
                pair_steps.cancelled_on is null
                or days.measured_on < pair_steps.cancelled_on
            )
    where
        (
            cast($agreement_scope as varchar) is null
            or pairs.scope = cast($agreement_scope as varchar)
        )
        and (
            cast($agreement_id as varchar) is null
            or pairs.agreement_id = cast($agreement_id as varchar)
        )
        and (
            cast($partner_id as varchar) is null
            or pairs.partner_id = cast($partner_id as varchar)
        )
    group by pairs.agreement_id, pairs.partner_id, days.calendar_year, days.measured_on
),

ladder as (
    select
        terms.rank,
        terms.value as stage
    from terms
    where terms.field = 'events.stage' and terms.rank is not null
)

select
    pairs.agreement_id,
    countries.country_id as iso3,
    countries.cow_code,
    countries.gw_code,
    stages_reached.calendar_year as year,
    pairs.scope,
    pairs.subject,
    pairs.is_bilateral,
    coalesce(countries.nato_acceded_on <= stages_reached.measured_on, false) as is_nato_member,
    coalesce(
        countries.eu_acceded_on <= stages_reached.measured_on
        and (
            countries.eu_left_on is null
            or countries.eu_left_on > stages_reached.measured_on
        ),
        false
    ) as is_eu_member,
    cast(
        case
            when pairs.signed_latest <= stages_reached.measured_on
                then
                    extract(year from stages_reached.measured_on)
                    - extract(year from pairs.signed_latest)
                    - case
                        when
                            extract(month from stages_reached.measured_on) * 100
                            + extract(day from stages_reached.measured_on)
                            < extract(month from pairs.signed_latest) * 100
                            + extract(day from pairs.signed_latest)
                            then 1
                        else 0
                    end
        end as integer
    ) as age_years_min,
    cast(
        extract(year from stages_reached.measured_on)
        - extract(year from pairs.signed_earliest)
        - case
            when
                extract(month from stages_reached.measured_on) * 100
                + extract(day from stages_reached.measured_on)
                < extract(month from pairs.signed_earliest) * 100
                + extract(day from pairs.signed_earliest)
                then 1
            else 0
        end as integer
    ) as age_years_max,
    case
        when exits.stage = 'effective' then 'ended'
        when exits.stage is not null then concat('exit ', exits.stage)
        when suspensions.stage = 'effective' then 'suspended'
        when suspensions.stage is not null then concat('suspension ', suspensions.stage)
        when not pairs.has_entered_into_force then 'never in force'
        when not pairs.are_both_bound then 'signed only'
        when
            pairs.has_entered_into_force
            and pairs.in_force_on_latest <= stages_reached.measured_on
            then 'in force'
        else 'no exit step known'
    end as status,
    russia_stages.stage as russia_exit_stage,
    partner_stages.stage as partner_exit_stage,
    suspensions.stage as suspension_stage,
    coalesce(coverage_by_year.reading, 'outside coverage') as exits_note
from stages_reached
inner join pairs
    on
        stages_reached.agreement_id = pairs.agreement_id
        and stages_reached.partner_id = pairs.partner_id
inner join countries on stages_reached.partner_id = countries.country_id
left join ladder as exits on stages_reached.exit_rank = exits.rank
left join ladder as russia_stages on stages_reached.russia_rank = russia_stages.rank
left join ladder as partner_stages on stages_reached.partner_rank = partner_stages.rank
left join ladder as suspensions on stages_reached.suspension_rank = suspensions.rank
left join coverage_by_year
    on
        stages_reached.partner_id = coverage_by_year.country_id
        and stages_reached.calendar_year = coverage_by_year.calendar_year
        and pairs.scope = coverage_by_year.scopes
        and coverage_by_year.measure = 'exit-steps'
        and coverage_by_year.actor_id = 'RUS'
order by pairs.agreement_id, countries.country_id, stages_reached.calendar_year
