/* ---
title: No date lies more than ten years after the newest source
why: >
  Nobody has read of a day that is so far away: most often two digits of the year changed places.
message: lies more than ten years after the newest source was read ({newest})
fix: Compare the year with the source.
--- */
with newest as (
    -- a source that is itself years ahead of all others must not make its own day the newest
    select max(sources.read_on) as read_on
    from sources
    inner join sources as others
        on
            sources.source_id <> others.source_id
            and sources.read_on >= others.read_on
            and sources.read_on <= others.read_on + interval 10 year
)

select
    cells.table_name,
    cells._row,
    cells.field as column_name,
    cells.value,
    cast(newest.read_on as varchar) as newest
from cells
inner join date_bounds on cells.value = date_bounds.edtf
cross join newest
where cells.is_date and date_bounds.earliest > newest.read_on + interval 10 year
