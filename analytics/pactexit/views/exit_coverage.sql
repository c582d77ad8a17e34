/* ---
title: Windows in which no exit step is missing, by agreement and partner
description: >
  One row per agreement, partner and span of days of complete coverage of exit steps. Only where
  the days of interest lie inside such a span does a count of zero mean that there is none. A
  count without as_of reaches to the end of the record.
needs: [complete_windows, partners]
--- */
select
    partners.agreement_id,
    partners.partner_id,
    complete_windows.actor_id,
    complete_windows.from_on,
    complete_windows.to_on,
    complete_windows.searched_on,
    complete_windows.record_ends_on
from partners
inner join complete_windows
    on
        partners.scope = complete_windows.agreement_scope
        and partners.coverage_group = complete_windows.partner_group
where complete_windows.measure = 'exit-steps'
