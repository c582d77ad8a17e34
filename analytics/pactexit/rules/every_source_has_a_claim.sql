/* ---
title: Every source has a claim
why: A source that says nothing of any row is not a source of this record.
message: has no claim
fix: Add what the source says to claims, or delete the source if it says nothing of the record.
--- */
select
    'sources' as table_name,
    sources._row,
    'source_id' as column_name,
    sources.source_id as value,
    'claims' as cause_table
from sources
left join claims on sources.source_id = claims.source_id
where claims.source_id is null
