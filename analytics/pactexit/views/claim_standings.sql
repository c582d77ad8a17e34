/* ---
title: How each claim stands to the value in its table
description: >
  One row per claim. It supports the cell when it is the same, or when it says that the row
  exists; it is compatible when it is a less precise date that contains the date of the cell; it
  differs when it says something else; it is unendorsed when the cell is empty.
needs: [claims, records, cells, date_bounds]
--- */
select
    claims.table_name,
    claims.record_id,
    claims.field,
    claims.value as claimed_value,
    cells.value as endorsed_value,
    case
        when claims.field = '*' and records.record_id is not null then 'supports'
        when cells.value is null then 'unendorsed'
        when cells.value = claims.value then 'supports'
        when
            claimed.earliest <= endorsed.earliest and claimed.latest >= endorsed.latest
            then 'compatible'
        else 'differs'
    end as standing,
    claims.source_id,
    claims.quote,
    claims.note
from claims
left join records
    on claims.table_name = records.table_name and claims.record_id = records.record_id
left join cells
    on
        claims.table_name = cells.table_name
        and claims.record_id = cells.record_id
        and claims.field = cells.field
left join date_bounds as claimed on claims.value = claimed.edtf and cells.is_date
left join date_bounds as endorsed on cells.value = endorsed.edtf and cells.is_date
