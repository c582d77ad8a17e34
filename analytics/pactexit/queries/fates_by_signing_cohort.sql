/* ---
title: Fate of agreements by cohort of signature
description: >
  The agreements on record by the years in which they were signed and by their status, in the
  words of the question on the status of each agreement: ended only where an exit is effective, no
  exit step known where nothing is on record. Agreements whose signature is not established, or
  not known to lie in one cohort, are the rows without years. What is not on record may still
  exist: a fate that a cohort lacks has no row, never a count of 0.
params:
  cohort_years:
    type: BIGINT
    default: 1
    help: "Length of a cohort in years: 1, 5 (1990 to 1994, ...) or 10."
    one_of: [1, 5, 10]
  partner_group:
    type: VARCHAR
    default: all
    help: "Only agreements with a partner in: nato, eu, nato-or-eu, or all."
    one_of: coverage.partner_group
  agreement_scope:
    type: VARCHAR
    default: null
    help: "Only agreements of this scope: military or adjacent."
    one_of: coverage.agreement_scope
  as_of:
    type: DATE
    default: null
    help: Only agreements and steps by this day; left out, all on record.
returns:
  first_year: {type: INTEGER, meaning: First year of the cohort; NULL where not established.}
  last_year: {type: INTEGER, meaning: Last year of the cohort; NULL where not established.}
  fate:
    type: VARCHAR
    meaning: >-
      ended, exit and its stage, suspended, suspension and its stage, signed only (by Russia), in
      force, never in force, or no exit step known.
  agreements: {type: BIGINT, meaning: Distinct agreements of the cohort with that fate.}
  cohort_agreements: {type: BIGINT, meaning: Distinct agreements of the whole cohort.}
chart:
  transform:
    - {filter: datum.first_year !== null}
    - {calculate: "datum.first_year - 0.45", as: begins}
    - {calculate: "datum.first_year + 0.45", as: ends}
    - calculate: >-
        indexof(['ended', 'exit notified', 'exit decided', 'exit authorised', 'exit proposed',
        'exit announced', 'suspended', 'suspension notified', 'suspension decided',
        'suspension authorised', 'suspension proposed', 'suspension announced', 'in force',
        'signed only', 'no exit step known', 'never in force'], datum.fate)
      as: place
  mark: bar
  encoding:
    x:
      field: begins
      bin: binned
      type: quantitative
      title: "Signed in or from the year, where it is established"
      axis: {format: d, tickMinStep: 1, grid: false}
      scale: {zero: false, nice: false}
    x2: {field: ends}
    y:
      field: agreements
      type: quantitative
      title: Agreements on record
      axis: {format: d, tickMinStep: 1}
    order: {field: place}
    color:
      field: fate
      type: nominal
      title: Fate
      scale:
        domain:
          - ended
          - exit notified
          - exit decided
          - exit authorised
          - exit proposed
          - exit announced
          - suspended
          - suspension notified
          - suspension decided
          - suspension authorised
          - suspension proposed
          - suspension announced
          - in force
          - signed only
          - no exit step known
          - never in force
        range:
          - "#440154"
          - "#3B528B"
          - "#21918C"
          - "#5EC962"
          - "#95D840"
          - "#FDE725"
          - "#D55E00"
          - "#E69F00"
          - "#CC79A7"
          - "#A6761D"
          - "#D2B48C"
          - "#F5DEB3"
          - "#56B4E9"
          - "#888888"
          - "#D9D9D9"
          - "#000000"
--- */
with chosen as (
    select distinct
        agreements.agreement_id,
        coalesce(partners.is_bilateral, false) as has_one_partner
    from agreements
    left join partners on agreements.agreement_id = partners.agreement_id
    where
        agreements.scope <> 'context'
        and (
            cast($agreement_scope as varchar) is null
            or agreements.scope = cast($agreement_scope as varchar)
        )
        and (
            cast($partner_group as varchar) = 'all'
            or (cast($partner_group as varchar) in ('nato', 'nato-or-eu') and partners.is_in_nato)
            or (cast($partner_group as varchar) in ('eu', 'nato-or-eu') and partners.is_in_eu)
        )
        and (
            cast($as_of as date) is null
            or agreements.signed_on_earliest is null
            or agreements.signed_on_earliest <= cast($as_of as date)
        )
),

reached as (
    select
        chosen.agreement_id,
        max(case when steps.track = 'exit' then steps.stage_rank end) as exit_rank,
        max(case when steps.track = 'suspension' then steps.stage_rank end) as suspension_rank
    from chosen
    left join steps
        on
            chosen.agreement_id = steps.agreement_id
            and (steps.actor_id = 'RUS' or chosen.has_one_partner)
            and (
                cast($as_of as date) is null
                or steps.occurred_on_latest <= cast($as_of as date)
            )
            and (
                steps.cancelled_on is null
                or steps.cancelled_on > cast($as_of as date)
            )
    group by chosen.agreement_id
),

fates as (
    select
        reached.agreement_id,
        extract(year from agreements.signed_on_earliest)
        - extract(year from agreements.signed_on_earliest) % cast($cohort_years as bigint)
            as begins,
        extract(year from agreements.signed_on_latest)
        - extract(year from agreements.signed_on_latest) % cast($cohort_years as bigint)
            as begins_at_most,
        case
            when exits.value = 'effective' then 'ended'
            when exits.value is not null then concat('exit ', exits.value)
            when suspensions.value = 'effective' then 'suspended'
            when suspensions.value is not null then concat('suspension ', suspensions.value)
            when not agreements.has_entered_into_force then 'never in force'
            when russia.role = 'signatory' then 'signed only'
            when
                agreements.has_entered_into_force
                and (
                    cast($as_of as date) is null
                    or agreements.in_force_on_latest <= cast($as_of as date)
                )
                then 'in force'
            else 'no exit step known'
        end as met_with
    from reached
    inner join agreements on reached.agreement_id = agreements.agreement_id
    left join parties as russia
        on agreements.agreement_id = russia.agreement_id and russia.country_id = 'RUS'
    left join terms as exits
        on exits.field = 'events.stage' and reached.exit_rank = exits.rank
    left join terms as suspensions
        on suspensions.field = 'events.stage' and reached.suspension_rank = suspensions.rank
),

exact as (
    select
        fates.agreement_id,
        fates.met_with,
        case when fates.begins = fates.begins_at_most then fates.begins end as begin_year
    from fates
),

cohorts as (
    select
        exact.agreement_id,
        exact.met_with,
        cast(exact.begin_year as integer) as begins,
        cast(exact.begin_year + cast($cohort_years as bigint) - 1 as integer) as ends
    from exact
),

sizes as (
    select
        cohorts.begins,
        count(*) as in_cohort
    from cohorts
    group by cohorts.begins
)

select
    cohorts.begins as first_year,
    cohorts.ends as last_year,
    cohorts.met_with as fate,
    count(*) as agreements,
    sizes.in_cohort as cohort_agreements
from cohorts
inner join sizes on coalesce(cohorts.begins, -1) = coalesce(sizes.begins, -1)
group by cohorts.begins, cohorts.ends, cohorts.met_with, sizes.in_cohort
order by cohorts.begins nulls last, cohorts.met_with
