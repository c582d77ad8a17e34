/* ---
title: A claim points to a row that exists
why: A claim on nothing supports nothing.
message: names no row of {claimed_table}
fix: Mend table_name or record_id (a composite key is joined with /), or add the row.
--- */
select
    'claims' as table_name,
    claims._row,
    'record_id' as column_name,
    claims.record_id as value,
    claims.table_name as claimed_table,
    claims.table_name as cause_table,
    claims.record_id as cause_key
from claims
left join records
    on claims.table_name = records.table_name and claims.record_id = records.record_id
where records.record_id is null
