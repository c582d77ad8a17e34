/* ---
title: A row in full, with the rows that name it
description: >
  Every cell that is not empty of the row with this identifier, and of the rows of other tables
  that name it (parties, events, orders, agreements); its claims are a question of their own.
params:
  record_id:
    type: VARCHAR
    default: null
    help: "Identifier of an agreement, order, event, country, source or other row."
    one_of: records.record_id
returns:
  is_named: {type: BOOLEAN, meaning: Whether this is the row asked for; false where it names it.}
  table_name: {type: VARCHAR, meaning: Table.}
  record_id: {type: VARCHAR, meaning: Key of the row.}
  field: {type: VARCHAR, meaning: Column.}
  value: {type: VARCHAR, meaning: Value as text.}
--- */
with wanted as (
    select distinct
        cells.table_name,
        cells.record_id
    from cells
    where
        cells.table_name <> 'claims'
        and (
            cast($record_id as varchar) is null
            or cells.record_id = cast($record_id as varchar)
            or cells.value = cast($record_id as varchar)
        )
)

select
    coalesce(cells.record_id = cast($record_id as varchar), true) as is_named,
    cells.table_name,
    cells.record_id,
    cells.field,
    cells.value
from cells
inner join wanted
    on cells.table_name = wanted.table_name and cells.record_id = wanted.record_id
inner join schema_columns
    on cells.table_name = schema_columns.table_name and cells.field = schema_columns.column_name
order by
    coalesce(cells.record_id = cast($record_id as varchar), true) desc,
    cells.table_name asc,
    cells.record_id asc,
    schema_columns.place asc
