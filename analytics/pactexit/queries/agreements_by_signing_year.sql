/* ---
title: Agreements by year of signature
description: >
  The agreements on record by the year in which they were signed. Agreements whose year of
  signature is not established, or not known to be one year, are the row without a year.
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
        cast(
            case
                when
                    extract(year from agreements.signed_on_earliest)
                    = extract(year from agreements.signed_on_latest)
                    then extract(year from agreements.signed_on_earliest)
            end as integer
        ) as year_signed
    from agreements
    where
        agreements.scope <> 'context'
        and (
            cast($subject as varchar) is null
            or agreements.subject = cast($subject as varchar)
        )
)

select
    signed.year_signed as signing_year,
    count(distinct signed.agreement_id) as agreements,
    count(distinct partners.partner_id) as partners,
    count(distinct case when signed.level = 'intergovernmental' then signed.agreement_id end)
        as intergovernmental,
    count(distinct case when signed.level = 'interministerial' then signed.agreement_id end)
        as interministerial
from signed
left join partners on signed.agreement_id = partners.agreement_id
where
    cast($partner_id as varchar) is null
    or signed.agreement_id in (
        select wanted.agreement_id
        from partners as wanted
        where wanted.partner_id = cast($partner_id as varchar)
    )
group by signed.year_signed
order by signed.year_signed nulls last
