/* ---
title: Agreement by partner, the unit of the exit questions
description: >
  One row per agreement and partner state. Russia and the USSR are not partners; predecessors and
  disputed parties are not counted; what is only context is no agreement. An agreement is
  bilateral when it has one partner state and no organisation among its parties, and its
  identifier does not say that there are more than the parties on record. The coverage group is
  the one whose windows of coverage, in complete_windows, speak of the partner.
needs: [partner_states]
--- */
select
    partner_states.agreement_id,
    partner_states.partner_id,
    partner_states.scope,
    partner_states.subject,
    partner_states.level,
    count(*) over (partition by partner_states.agreement_id) = 1
    and partner_states.organisations is null
    and partner_states.agreement_id not like 'multi-%' as is_bilateral,
    partner_states.nato_accession_year,
    partner_states.is_in_nato,
    partner_states.eu_accession_year,
    partner_states.is_in_eu,
    partner_states.coverage_group
from partner_states
