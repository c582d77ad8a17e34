/* ---
title: No agreement stands twice
why: One instrument under two identifiers is counted twice.
message: has the same parties, day of signature and subject as {other_agreement_id}
fix: Merge the two rows; where they are two instruments, accept it by name with the reason.
--- */
with party_lists as (
    select
        parties.agreement_id,
        string_agg(parties.country_id, ' ' order by parties.country_id) as party_list
    from parties
    group by parties.agreement_id
)

select
    'agreements' as table_name,
    agreements._row,
    'agreement_id' as column_name,
    agreements.agreement_id as value,
    other_agreements.agreement_id as other_agreement_id
from agreements
inner join agreements as other_agreements
    on
        agreements.signed_on = other_agreements.signed_on
        and agreements.subject = other_agreements.subject
        and agreements.agreement_id > other_agreements.agreement_id
inner join party_lists on agreements.agreement_id = party_lists.agreement_id
inner join party_lists as other_lists
    on
        other_agreements.agreement_id = other_lists.agreement_id
        and party_lists.party_list = other_lists.party_list
