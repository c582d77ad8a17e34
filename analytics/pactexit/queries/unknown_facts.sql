/* ---
title: What is not established
description: >
  The empty cells of agreements, parties, orders and events, notes apart, each with what sources
  say of it that is not endorsed. An empty cell means that nobody has established the value, or
  that there is none to have (a bilateral agreement has no organisation); the codebook says what a
  column holds. It never means no or zero.
params:
  table_name:
    type: VARCHAR
    default: null
    help: Only cells of this table.
    one_of: schema_columns.table_name
  field:
    type: VARCHAR
    default: null
    help: Only cells of this column.
    one_of: schema_columns.column_name
returns:
  table_name: {type: VARCHAR, meaning: Table.}
  record_id: {type: VARCHAR, meaning: Key of the row.}
  field: {type: VARCHAR, meaning: Column that is empty.}
  claims: {type: BIGINT, meaning: Claims on the cell; none is endorsed.}
  sources: {type: BIGINT, meaning: Sources of these claims.}
  claimed_values: {type: VARCHAR, meaning: "Distinct values claimed, separated by ; ."}
--- */
with claimed as (
    select
        claims.table_name,
        claims.record_id,
        claims.field,
        count(*) as claim_count,
        count(distinct claims.source_id) as source_count
    from claims
    group by claims.table_name, claims.record_id, claims.field
),

distinct_values as (
    select distinct
        claims.table_name,
        claims.record_id,
        claims.field,
        claims.value
    from claims
),

value_lists as (
    select
        distinct_values.table_name,
        distinct_values.record_id,
        distinct_values.field,
        string_agg(distinct_values.value, '; ' order by distinct_values.value) as value_list
    from distinct_values
    group by distinct_values.table_name, distinct_values.record_id, distinct_values.field
),

blanks as (
    select
        records.table_name,
        records.record_id,
        schema_columns.column_name,
        schema_columns.place
    from records
    inner join schema_columns on records.table_name = schema_columns.table_name
    left join cells
        on
            records.table_name = cells.table_name
            and records.record_id = cells.record_id
            and schema_columns.column_name = cells.field
    where
        records.table_name in ('agreements', 'parties', 'orders', 'events')
        and schema_columns.column_name <> 'note'
        and cells.value is null
        and (
            cast($table_name as varchar) is null
            or records.table_name = cast($table_name as varchar)
        )
        and (
            cast($field as varchar) is null
            or schema_columns.column_name = cast($field as varchar)
        )
),

described as (
    select
        blanks.table_name,
        blanks.record_id,
        blanks.column_name,
        blanks.place,
        claimed.claim_count,
        claimed.source_count,
        value_lists.value_list
    from blanks
    left join claimed
        on
            blanks.table_name = claimed.table_name
            and blanks.record_id = claimed.record_id
            and blanks.column_name = claimed.field
    left join value_lists
        on
            blanks.table_name = value_lists.table_name
            and blanks.record_id = value_lists.record_id
            and blanks.column_name = value_lists.field
)

select
    described.table_name,
    described.record_id,
    described.column_name as field,
    coalesce(described.claim_count, 0) as claims,
    coalesce(described.source_count, 0) as sources,
    described.value_list as claimed_values
from described
order by described.table_name, described.record_id, described.place
