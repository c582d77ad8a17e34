/* ---
title: An agreement's identifier carries the partner
why: An identifier that says another partner than the row misleads whoever reads it.
message: does not begin with its partner, or with multi for several
fix: Begin the identifier with the partner's ISO 3166-1 alpha-3 code in lower case, or with multi.
--- */
select
    'agreements' as table_name,
    agreements._row,
    'agreement_id' as column_name,
    agreements.agreement_id as value
from agreements
left join parties
    on
        agreements.agreement_id = parties.agreement_id
        and split_part(agreements.agreement_id, '-', 1) = lower(parties.country_id)
where split_part(agreements.agreement_id, '-', 1) <> 'multi' and parties.country_id is null
