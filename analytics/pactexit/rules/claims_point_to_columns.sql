/* ---
title: A claim points to a column that exists
why: A claim on a misspelt column supports nothing.
message: names no column of {claimed_table}
fix: Write a column of {claimed_table}, or * for the row as a whole.
--- */
select
    'claims' as table_name,
    claims._row,
    'field' as column_name,
    claims.field as value,
    claims.table_name as claimed_table
from claims
left join schema_columns
    on
        claims.table_name = schema_columns.table_name
        and claims.field = schema_columns.column_name
where claims.field <> '*' and schema_columns.column_name is null
