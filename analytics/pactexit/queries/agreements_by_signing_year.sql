/* ---
title: Agreements by year of signature
description: >
  The agreements on record by the year in which they were signed. Agreements whose year of
  signature is not established, or not known to be one year, are the row without a year. Where the
  record of agreements is not declared complete for the year, a count means at least and 0 becomes
  NULL.
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
returns:
  signing_year: {type: INTEGER, meaning: Year of signature; NULL where not established.}
  agreements: {type: BIGINT, meaning: Distinct agreements.}
  partners: {type: BIGINT, meaning: Distinct partner states.}
  intergovernmental: {type: BIGINT, meaning: Agreements between governments among them.}
  interministerial: {type: BIGINT, meaning: Agreements between ministries among them.}
  note: {type: VARCHAR, meaning: Why a count means at least or is NULL; NULL where all are exact.}
chart:
  transform:
    - {filter: datum.signing_year !== null}
    - {calculate: "toNumber(datum.signing_year) - 0.45", as: begins}
    - {calculate: "datum.begins + 0.9", as: ends}
  mark: bar
  encoding:
    x:
      field: begins
      bin: binned
      type: quantitative
      title: "Year of signature, where it is established"
      axis: {format: d, tickMinStep: 1, grid: false}
      scale: {zero: false, nice: false}
    x2: {field: ends}
    y:
      field: agreements
      type: quantitative
      title: Agreements on record
      axis: {format: d, tickMinStep: 1}
--- */
with signed as (
    select
        agreements.agreement_id,
        agreements.level,
        case
            when
                extract(year from agreements.signed_on_earliest)
                = extract(year from agreements.signed_on_latest)
                then cast(date_trunc('year', agreements.signed_on_earliest) as date)
        end as year_begins
    from agreements
    where
        agreements.scope <> 'context'
        and (
            cast($subject as varchar) is null
            or agreements.subject = cast($subject as varchar)
        )
        and (
            cast($partner_id as varchar) is null
            or agreements.agreement_id in (
                select wanted.agreement_id
                from partner_states as wanted
                where wanted.partner_id = cast($partner_id as varchar)
            )
        )
),

counted as (
    select
        signed.year_begins,
        count(*) as instruments,
        count(case when signed.level = 'intergovernmental' then 1 end) as by_governments,
        count(case when signed.level = 'interministerial' then 1 end) as by_ministries
    from signed
    group by signed.year_begins
),

-- apart, since an agreement of several partners is one
with_states as (
    select
        signed.year_begins,
        count(distinct partner_states.partner_id) as state_count
    from signed
    inner join partner_states on signed.agreement_id = partner_states.agreement_id
    group by signed.year_begins
),

asked as (
    select coalesce(max(partner_states.coverage_group), 'all') as partner_group
    from partner_states
    where partner_states.partner_id = cast($partner_id as varchar)
),

-- a year is covered where both scopes have a complete window that holds all of it
covered as (
    select counted.year_begins
    from counted
    cross join asked
    inner join complete_windows
        on
            asked.partner_group = complete_windows.partner_group
            and counted.year_begins >= complete_windows.from_on
            and cast(counted.year_begins + interval '1' year - interval '1' day as date)
            <= complete_windows.to_on
    where complete_windows.measure = 'agreements' and complete_windows.actor_id = 'RUS'
    group by counted.year_begins
    having count(distinct complete_windows.agreement_scope) = 2
)

select
    cast(extract(year from counted.year_begins) as integer) as signing_year,
    counted.instruments as agreements,
    case
        when with_states.state_count > 0 then with_states.state_count
        when covered.year_begins is not null then 0
    end as partners,
    case
        when counted.by_governments > 0 or covered.year_begins is not null
            then counted.by_governments
    end as intergovernmental,
    case
        when counted.by_ministries > 0 or covered.year_begins is not null
            then counted.by_ministries
    end as interministerial,
    case
        when covered.year_begins is null
            then 'Coverage is incomplete: counts mean at least, and NULL is not zero.'
    end as note
from counted
left join with_states
    on
        coalesce(counted.year_begins, cast('0001-01-01' as date))
        = coalesce(with_states.year_begins, cast('0001-01-01' as date))
left join covered on counted.year_begins = covered.year_begins
order by counted.year_begins nulls last
