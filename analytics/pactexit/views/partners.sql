/* ---
title: Agreement by partner, the unit of the exit questions
description: >
  One row per agreement and partner state. Russia and the USSR are not partners; predecessors and
  disputed parties are not counted; what is only context is no agreement. An agreement is
  bilateral when it has one partner state and no organisation among its parties, and its
  identifier does not say that there are more than the parties on record. The coverage group is
  the one whose windows of coverage, in complete_windows, speak of the partner.
needs: [agreements, countries, parties]
--- */
with counted as (
    select
        parties.agreement_id,
        parties.country_id as partner_id,
        agreements.scope,
        agreements.subject,
        agreements.level,
        agreements.organisations,
        count(*) over (partition by parties.agreement_id) as partners
    from parties
    inner join agreements on parties.agreement_id = agreements.agreement_id
    where
        parties.role in ('party', 'successor', 'signatory')
        and parties.country_id not in ('RUS', 'SUN')
        and agreements.scope <> 'context'
)

select
    counted.agreement_id,
    counted.partner_id,
    counted.scope,
    counted.subject,
    counted.level,
    counted.partners = 1
    and counted.organisations is null
    and counted.agreement_id not like 'multi-%' as is_bilateral,
    cast(extract(year from countries.nato_acceded_on) as integer) as nato_accession_year,
    countries.nato_acceded_on is not null as is_in_nato,
    cast(
        case when countries.eu_left_on is null then extract(year from countries.eu_acceded_on) end
        as integer
    ) as eu_accession_year,
    countries.eu_acceded_on is not null and countries.eu_left_on is null as is_in_eu,
    case
        when countries.eu_acceded_on is null or countries.eu_left_on is not null
            then case when countries.nato_acceded_on is null then 'all' else 'nato' end
        when countries.nato_acceded_on is null then 'eu'
        else 'nato-and-eu'
    end as coverage_group
from counted
left join countries on counted.partner_id = countries.country_id
