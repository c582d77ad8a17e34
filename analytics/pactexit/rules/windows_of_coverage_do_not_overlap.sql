/* ---
title: Windows of coverage do not overlap
why: A day that is both complete and partial says nothing about a count of zero.
message: begins before {other_coverage_id} ends ({other_to_on})
fix: Shorten one of the two windows.
--- */
select
    'coverage' as table_name,
    coverage._row,
    'from_on' as column_name,
    cast(coverage.from_on as varchar) as value,
    others.coverage_id as other_coverage_id,
    cast(others.to_on as varchar) as other_to_on
from coverage
inner join coverage as others
    on
        coverage.measure = others.measure
        and coverage.actor_id = others.actor_id
        and coverage.partner_group = others.partner_group
        and coverage.agreement_scope = others.agreement_scope
        and coverage.coverage_id <> others.coverage_id
        and coverage.from_on >= others.from_on
        and coverage.from_on <= others.to_on
