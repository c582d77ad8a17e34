/* ---
title: Every state and every party has a claim
why: A row without a source cannot be checked by anybody.
message: rests on no claim
fix: >
  Add a row to claims: {table_name}, {record_id}, the column or *, what the source says, and the
  source.
--- */
with keyed as (
    select distinct
        cells.table_name,
        cells._row,
        cells.record_id
    from cells
    where cells.table_name in ('countries', 'parties')
)

select
    keyed.table_name,
    keyed._row,
    'country_id' as column_name,
    keyed.record_id as value,
    keyed.record_id,
    'claims' as cause_table
from keyed
left join claims on keyed.table_name = claims.table_name and keyed.record_id = claims.record_id
where claims.table_name is null and keyed.record_id is not null
