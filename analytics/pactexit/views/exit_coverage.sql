/* ---
title: Windows in which no exit step is missing, by agreement and partner
description: >
  One row per agreement, partner and window of complete coverage of exit steps. Only where the
  steps of interest lie inside such a window does a count of zero mean that there is none.
needs: [coverage, partners]
--- */
select
    partners.agreement_id,
    partners.partner_id,
    coverage.actor_id,
    coverage.from_on,
    coverage.to_on
from partners
inner join coverage on partners.scope = coverage.agreement_scope
where
    coverage.measure = 'exit-steps'
    and coverage.completeness = 'complete'
    and (
        coverage.partner_group = 'all'
        or (coverage.partner_group in ('nato', 'nato-or-eu') and partners.is_in_nato)
        or (coverage.partner_group in ('eu', 'nato-or-eu') and partners.is_in_eu)
    )
