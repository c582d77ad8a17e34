/* ---
title: What sources say against the record, and against one another
description: >
  Every claim that differs from the value in its table, or that speaks of a cell left empty, with
  the reason why it is not endorsed. Less precise dates that contain the endorsed date are no
  conflict.
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
    one_of: claims.record_id
returns:
  table_name: {type: VARCHAR, meaning: Table.}
  record_id: {type: VARCHAR, meaning: Key of the row.}
  field: {type: VARCHAR, meaning: Column.}
  endorsed_value: {type: VARCHAR, meaning: Value in the table; NULL where the cell is empty.}
  claimed_value: {type: VARCHAR, meaning: What the source says.}
  standing: {type: VARCHAR, meaning: differs or unendorsed.}
  source_id: {type: VARCHAR, meaning: The source.}
  publisher: {type: VARCHAR, meaning: Its publisher.}
  note: {type: VARCHAR, meaning: Why the claim is not endorsed.}
chart:
  transform: [{calculate: "datum.table_name + '.' + datum.field", as: cell}]
  mark: bar
  height: {step: 14}
  encoding:
    y: {field: cell, type: nominal, title: null, sort: -x}
    x:
      aggregate: count
      type: quantitative
      title: Claims that are not endorsed
      axis: {orient: top, format: d, tickMinStep: 1}
    color:
      field: standing
      type: nominal
      title: The claim
      scale: {domain: [differs, unendorsed]}
      legend:
        labelExpr: >-
          {differs: 'differs from the value on record',
          unendorsed: 'speaks of an empty cell'}[datum.value]
--- */
select
    claim_standings.table_name,
    claim_standings.record_id,
    claim_standings.field,
    claim_standings.endorsed_value,
    claim_standings.claimed_value,
    claim_standings.standing,
    claim_standings.source_id,
    sources.publisher,
    claim_standings.note
from claim_standings
left join sources on claim_standings.source_id = sources.source_id
where
    claim_standings.standing in ('differs', 'unendorsed')
    and (
        cast($table_name as varchar) is null
        or claim_standings.table_name = cast($table_name as varchar)
    )
    and (
        cast($record_id as varchar) is null
        or claim_standings.record_id = cast($record_id as varchar)
    )
order by
    claim_standings.table_name,
    claim_standings.record_id,
    claim_standings.field,
    claim_standings.claimed_value,
    claim_standings.source_id
