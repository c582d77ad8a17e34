/* ---
title: What each state is a member of
description: >
  One row per state with the year of its accession to NATO and to the EU, where it is a member.
  The coverage group is the one whose windows of coverage, in complete_windows, speak of the state.
needs: [countries]
--- */
select
    countries.country_id as member_id,
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
from countries
