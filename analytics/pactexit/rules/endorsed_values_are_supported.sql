/* ---
title: An endorsed value is supported by a source
why: Where sources speak of a field, the value in the table is one that a source gives.
message: is said by none of the claims on this field
fix: Endorse a value that a source gives, or add the source that gives this one.
--- */
with standings as (
    select
        claim_standings.table_name,
        claim_standings.record_id,
        claim_standings.field,
        count(
            case when claim_standings.standing in ('supports', 'compatible') then 1 end
        ) as supporting
    from claim_standings
    where claim_standings.field <> '*'
    group by claim_standings.table_name, claim_standings.record_id, claim_standings.field
)

select
    cells.table_name,
    cells._row,
    cells.field as column_name,
    cells.value,
    'claims' as cause_table
from cells
inner join standings
    on
        cells.table_name = standings.table_name
        and cells.record_id = standings.record_id
        and cells.field = standings.field
where standings.supporting = 0
