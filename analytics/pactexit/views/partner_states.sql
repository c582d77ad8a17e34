/* ---
title: States that are partners in an agreement
description: >
  One row per agreement and partner state, as in partners, without what can only be told from all
  partners of the agreement together. It computes nothing: so DuckDB can join what it is joined
  with in any order, and need not first read every agreement.
needs: [agreements, memberships, parties]
--- */
select
    parties.agreement_id,
    parties.country_id as partner_id,
    agreements.scope,
    agreements.subject,
    agreements.level,
    agreements.organisations,
    memberships.nato_accession_year,
    memberships.is_in_nato,
    memberships.eu_accession_year,
    memberships.is_in_eu,
    memberships.coverage_group
from parties
inner join agreements on parties.agreement_id = agreements.agreement_id
inner join memberships on parties.country_id = memberships.member_id
where
    parties.role in ('party', 'successor', 'signatory')
    and parties.country_id not in ('RUS', 'SUN')
    and agreements.scope <> 'context'
