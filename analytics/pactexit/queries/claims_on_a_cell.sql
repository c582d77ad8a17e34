/* ---
title: What each source says of a cell
description: >
  Each claim with its standing: those that support the endorsed value come first, then less
  precise dates that are compatible with it, then those that differ or speak of an empty cell, and
  last the sources that support only the row as a whole.
params:
  table_name:
    type: VARCHAR
    default: null
    help: Only claims on this table.
    one_of: schema_columns.table_name
  record_id:
    type: VARCHAR
    default: null
    help: "Only claims on this row; a composite key is joined with /."
    one_of: records.record_id
  field:
    type: VARCHAR
    default: null
    help: Only claims on this column, and on the row as a whole.
    one_of: schema_columns.column_name
returns:
  table_name: {type: VARCHAR, meaning: Table.}
  record_id: {type: VARCHAR, meaning: Key of the row.}
  field: {type: VARCHAR, meaning: "Column, or * for the row as a whole."}
  claimed_value: {type: VARCHAR, meaning: What the source says.}
  standing: {type: VARCHAR, meaning: "supports, compatible, differs, or unendorsed."}
  endorsed_value: {type: VARCHAR, meaning: Value in the table; NULL where the cell is empty.}
  source_id: {type: VARCHAR, meaning: The source.}
  publisher: {type: VARCHAR, meaning: Its publisher.}
  published_on: {type: VARCHAR, meaning: "Its publication, an EDTF date."}
  relays: {type: VARCHAR, meaning: The agency or paper that it repeats.}
  quote: {type: VARCHAR, meaning: Words of the original.}
  note: {type: VARCHAR, meaning: Why a claim is not endorsed.}
--- */
with ranked as (
    select
        claim_standings.table_name,
        claim_standings.record_id,
        claim_standings.field,
        claim_standings.claimed_value,
        claim_standings.standing,
        claim_standings.endorsed_value,
        claim_standings.source_id,
        claim_standings.quote,
        claim_standings.note,
        case
            when claim_standings.field = '*' then 9
            when claim_standings.standing = 'supports' then 1
            when claim_standings.standing = 'compatible' then 2
            when claim_standings.standing = 'differs' then 3
            else 4
        end as place
    from claim_standings
    where
        (
            cast($table_name as varchar) is null
            or claim_standings.table_name = cast($table_name as varchar)
        )
        and (
            cast($record_id as varchar) is null
            or claim_standings.record_id = cast($record_id as varchar)
        )
        and (
            cast($field as varchar) is null
            or claim_standings.field in ('*', cast($field as varchar))
        )
)

select
    ranked.table_name,
    ranked.record_id,
    ranked.field,
    ranked.claimed_value,
    ranked.standing,
    ranked.endorsed_value,
    ranked.source_id,
    sources.publisher,
    sources.published_on,
    sources.relays,
    ranked.quote,
    ranked.note
from ranked
left join sources on ranked.source_id = sources.source_id
order by
    ranked.table_name,
    ranked.record_id,
    ranked.place,
    ranked.field,
    ranked.claimed_value,
    ranked.source_id
