/* ---
title: An agreement's identifier carries the year of signature
why: An identifier that says another year than the row misleads whoever reads it.
message: does not carry the year of signature ({signed_on})
fix: >
  Write {expected} after the partner, before the name; of a published id, mend signed_on or accept
  it.
--- */
select
    'agreements' as table_name,
    agreements._row,
    'agreement_id' as column_name,
    agreements.agreement_id as value,
    'agreements' as cause_table,
    agreements.agreement_id as cause_key,
    'signed_on' as cause_column,
    coalesce(agreements.signed_on, 'not established') as signed_on,
    coalesce(cast(extract(year from agreements.signed_on_earliest) as varchar), 'undated')
        as expected
from agreements
where
    split_part(agreements.agreement_id, '-', 2) not in (
        coalesce(cast(extract(year from agreements.signed_on_earliest) as varchar), 'undated'),
        coalesce(cast(extract(year from agreements.signed_on_latest) as varchar), 'undated')
    )
