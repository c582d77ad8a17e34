/* ---
title: A claim has the form of the cell of which it speaks
why: Only values of one form can be compared.
message: is no value that {claimed_table}.{claimed_column} may have
fix: Write a date as EDTF, and a coded value as an allowed one.
--- */
select
    'claims' as table_name,
    claims._row,
    'value' as column_name,
    claims.value,
    claims.table_name as claimed_table,
    claims.field as claimed_column
from claims
inner join schema_columns
    on
        claims.table_name = schema_columns.table_name
        and claims.field = schema_columns.column_name
left join date_bounds on claims.value = date_bounds.edtf
left join schema_values
    on
        claims.table_name = schema_values.table_name
        and claims.field = schema_values.column_name
        and claims.value = schema_values.value
where
    (schema_columns.is_date and date_bounds.edtf is null)
    or (schema_columns.is_coded and schema_values.value is null)
