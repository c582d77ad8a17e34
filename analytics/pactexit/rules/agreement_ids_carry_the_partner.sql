/* ---
title: An agreement's identifier carries the partner
why: An identifier that says another partner than the row misleads whoever reads it.
message: does not begin with its partner, or with multi for several
fix: Begin the identifier with the partner's ISO 3166-1 alpha-3 code in lower case, or with multi.
--- */
with bound as (
    select distinct parties.agreement_id
    from parties
),

-- a code that no country has may be meant for the partner
unknown as (
    select
        parties.agreement_id,
        min(parties.country_id) as country_id
    from parties
    left join countries on parties.country_id = countries.country_id
    where countries.country_id is null
    group by parties.agreement_id
)

select
    'agreements' as table_name,
    agreements._row,
    'agreement_id' as column_name,
    agreements.agreement_id as value,
    'parties' as cause_table,
    concat(agreements.agreement_id, '/', unknown.country_id) as cause_key,
    'country_id' as cause_column
from agreements
inner join bound on agreements.agreement_id = bound.agreement_id
left join parties
    on
        agreements.agreement_id = parties.agreement_id
        and split_part(agreements.agreement_id, '-', 1) = lower(parties.country_id)
left join unknown on agreements.agreement_id = unknown.agreement_id
where split_part(agreements.agreement_id, '-', 1) <> 'multi' and parties.country_id is null
