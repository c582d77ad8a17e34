/* ---
title: An agreement has Russia or the USSR, and somebody else
why: The dataset holds agreements of Russia or its predecessor with other states or organisations.
message: has not both Russia (or the USSR) and another state or organisation among its parties
fix: Add the missing rows to parties, or the organisation to organisations.
--- */
with sides as (
    select
        agreements.agreement_id,
        count(case when parties.country_id in ('RUS', 'SUN') then 1 end) as own,
        count(case when parties.country_id not in ('RUS', 'SUN') then 1 end) as others
    from agreements
    left join parties on agreements.agreement_id = parties.agreement_id
    group by agreements.agreement_id
)

select
    'agreements' as table_name,
    agreements._row,
    'agreement_id' as column_name,
    agreements.agreement_id as value,
    'parties' as cause_table
from agreements
inner join sides on agreements.agreement_id = sides.agreement_id
where
    agreements.scope in ('military', 'adjacent')
    and (sides.own = 0 or (sides.others = 0 and agreements.organisations is null))
