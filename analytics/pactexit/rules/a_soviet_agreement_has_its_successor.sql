/* ---
title: An agreement of the USSR names predecessor and successor
why: The USSR signed as predecessor; Russia is bound as successor, and only one of them is counted.
message: is {role}, where the USSR is predecessor and Russia successor
fix: Code SUN as predecessor and RUS as successor.
--- */
select
    'parties' as table_name,
    parties._row,
    'role' as column_name,
    parties.role as value,
    parties.role
from parties
left join parties as soviet
    on parties.agreement_id = soviet.agreement_id and soviet.country_id = 'SUN'
where
    (parties.country_id = 'SUN' and parties.role <> 'predecessor')
    or (
        parties.country_id = 'RUS'
        and soviet.country_id is not null
        and parties.role <> 'successor'
    )
