/* ---
title: What a count of a state and a year means
description: >
  One row per measure, actor, state, scope and year in which a searched window of coverage lies,
  wholly or in part; the scopes both stand for all of them together. A count means exactly where one
  complete window holds the whole year (of each scope), else at least. What has no row is outside
  coverage.
needs: [countries, coverage, terms, years]
--- */
with scoped as (
    select
        coverage.measure,
        coverage.actor_id,
        countries.country_id,
        coverage.agreement_scope,
        years.calendar_year,
        max(
            case
                when
                    coverage.completeness = 'complete'
                    and coverage.from_on <= years.begins_on
                    and coverage.to_on >= years.ends_on
                    then 1
                else 0
            end
        ) as is_complete
    from coverage
    inner join countries
        on
            coverage.partner_group = 'all'
            or (
                coverage.partner_group in ('nato', 'nato-or-eu')
                and countries.nato_acceded_on is not null
            )
            or (
                coverage.partner_group in ('eu', 'nato-or-eu')
                and countries.eu_acceded_on is not null
                and countries.eu_left_on is null
            )
    inner join years
        on coverage.from_on <= years.ends_on and coverage.to_on >= years.begins_on
    where coverage.completeness <> 'not-searched'
    group by
        coverage.measure,
        coverage.actor_id,
        countries.country_id,
        coverage.agreement_scope,
        years.calendar_year
),

known as (
    select count(*) as scopes_known
    from terms
    where terms.field = 'coverage.agreement_scope'
)

select
    scoped.measure,
    scoped.actor_id,
    scoped.country_id,
    scoped.agreement_scope as scopes,
    scoped.calendar_year,
    case when scoped.is_complete = 1 then 'exactly' else 'at least' end as reading
from scoped
union all
select
    scoped.measure,
    scoped.actor_id,
    scoped.country_id,
    'both' as scopes,
    scoped.calendar_year,
    case
        when cast(sum(scoped.is_complete) as bigint) = known.scopes_known then 'exactly'
        else 'at least'
    end as reading
from scoped
cross join known
group by
    scoped.measure,
    scoped.actor_id,
    scoped.country_id,
    scoped.calendar_year,
    known.scopes_known
