/* ---
title: Every cell of agreements, orders and events has a claim
why: A value without a source cannot be checked by anybody.
message: rests on no claim, neither of the field nor of the row
fix: >
  Add a row to claims: {table_name}, {record_id}, {column_name} (or *), what the source says, and
  the source.
--- */
select
    cells.table_name,
    cells._row,
    cells.field as column_name,
    cells.value,
    cells.record_id,
    'claims' as cause_table
from cells
inner join schema_columns
    on cells.table_name = schema_columns.table_name and cells.field = schema_columns.column_name
left join claims
    on
        cells.table_name = claims.table_name
        and cells.record_id = claims.record_id
        and claims.field in (cells.field, '*')
where
    cells.table_name in ('agreements', 'orders', 'events')
    and not schema_columns.is_key
    and cells.record_id is not null
    and claims.table_name is null
