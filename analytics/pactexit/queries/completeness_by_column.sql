/* ---
title: Completeness of each column
description: >
  How many rows of each table have a value in each column. An empty cell means that the value is
  not established, or that there is none to have; the codebook says what a column holds.
params:
  table_name:
    type: VARCHAR
    default: null
    help: Only columns of this table.
    one_of: schema_columns.table_name
returns:
  table_name: {type: VARCHAR, meaning: Table.}
  column_name: {type: VARCHAR, meaning: Column.}
  total: {type: BIGINT, meaning: Rows of the table.}
  filled: {type: BIGINT, meaning: Rows with a value in the column.}
  share: {type: DOUBLE, meaning: filled by total; NULL where the table has no row.}
chart:
  transform: [{filter: datum.share < 1}]
  mark: bar
  height: {step: 13}
  width: 420
  encoding:
    row:
      field: table_name
      type: nominal
      title: null
      header:
        labelAngle: 0
        labelAlign: left
        labelOrient: top
        labelAnchor: start
        labelPadding: 2
    y: {field: column_name, type: nominal, title: null, sort: null}
    x:
      field: share
      type: quantitative
      title: Share of rows with a value (columns filled in every row are left out)
      axis: {format: "%"}
      scale: {domain: [0, 1]}
  resolve: {scale: {y: independent}}
  spacing: 4
--- */
with sizes as (
    select
        records.table_name,
        count(*) as row_count
    from records
    group by records.table_name
),

filled_cells as (
    select
        cells.table_name,
        cells.field,
        count(*) as cell_count
    from cells
    group by cells.table_name, cells.field
)

select
    schema_columns.table_name,
    schema_columns.column_name,
    coalesce(sizes.row_count, 0) as total,
    coalesce(filled_cells.cell_count, 0) as filled,
    cast(coalesce(filled_cells.cell_count, 0) as double) / cast(sizes.row_count as double)
        as share
from schema_columns
left join sizes on schema_columns.table_name = sizes.table_name
left join filled_cells
    on
        schema_columns.table_name = filled_cells.table_name
        and schema_columns.column_name = filled_cells.field
where
    cast($table_name as varchar) is null
    or schema_columns.table_name = cast($table_name as varchar)
order by schema_columns.table_name, schema_columns.place
