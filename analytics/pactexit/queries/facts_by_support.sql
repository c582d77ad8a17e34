/* ---
title: Facts by the strength of their support
description: >
  The facts on record (cells of countries, agreements, parties, orders and events, notes apart) by
  how many independent voices say exactly the same. A voice is what a source repeats, or else its
  publisher: ten copies of one wire are one voice, and a source that repeats several is counted as
  the first of them. A claim on the row as a whole is weaker than one on the cell and counts only
  where there is no other. Less precise dates do not support a precise one.
method: >
  docs/coding-rules.md ("Sources and claims") says what a source is, and what it repeats.
params:
  table_name:
    type: VARCHAR
    default: null
    help: Only facts of this table.
    one_of: schema_columns.table_name
  known_by:
    type: DATE
    default: null
    help: Only sources published by this day (read by it, where their day is not established).
returns:
  table_name: {type: VARCHAR, meaning: Table.}
  field: {type: VARCHAR, meaning: Column.}
  facts: {type: BIGINT, meaning: Cells that are not empty.}
  three_or_more_voices: {type: BIGINT, meaning: Facts that three or more voices support.}
  two_voices: {type: BIGINT, meaning: Facts that two support.}
  one_voice: {type: BIGINT, meaning: Facts that one supports.}
  row_only: {type: BIGINT, meaning: Facts of which sources support only the row as a whole.}
  no_voice: {type: BIGINT, meaning: "Facts that no source supports, by known_by where it is given."}
  official: {type: BIGINT, meaning: Facts that an official source supports in the cell itself.}
chart:
  transform:
    - fold: [three_or_more_voices, two_voices, one_voice, row_only, no_voice]
      as: [support, count]
    - calculate: >-
        indexof(['three_or_more_voices', 'two_voices', 'one_voice', 'row_only', 'no_voice'],
        datum.support)
      as: place
  mark: bar
  height: {step: 26}
  encoding:
    y: {field: table_name, type: nominal, title: null}
    x:
      field: count
      aggregate: sum
      type: quantitative
      stack: normalize
      title: Share of the facts on record
    color:
      field: support
      type: ordinal
      title: Supported by
      scale: {domain: [three_or_more_voices, two_voices, one_voice, row_only, no_voice]}
      legend: {labelExpr: "replace(datum.label, regexp('_', 'g'), ' ')"}
    order: {field: place}
--- */
with supporting as (
    select
        claim_standings.table_name,
        claim_standings.record_id,
        claim_standings.field,
        case
            when sources.relays is null then sources.publisher
            else trim(split_part(sources.relays, ';', 1))
        end as voice,
        case when sources.kind = 'official' then 1 else 0 end as from_official
    from claim_standings
    inner join sources on claim_standings.source_id = sources.source_id
    where
        claim_standings.standing = 'supports'
        and (
            cast($known_by as date) is null
            or coalesce(sources.published_on_latest, sources.read_on) <= cast($known_by as date)
        )
),

cell_support as (
    select
        supporting.table_name,
        supporting.record_id,
        supporting.field,
        count(distinct supporting.voice) as voices,
        max(supporting.from_official) as official_sources
    from supporting
    group by supporting.table_name, supporting.record_id, supporting.field
),

facts_on_record as (
    select
        cells.table_name,
        cells.field,
        schema_columns.place,
        coalesce(cell_support.voices, 0) as voice_count,
        coalesce(cell_support.official_sources, 0) as with_official,
        coalesce(row_support.voices, 0) as row_voice_count
    from cells
    inner join schema_columns
        on
            cells.table_name = schema_columns.table_name
            and cells.field = schema_columns.column_name
    left join cell_support
        on
            cells.table_name = cell_support.table_name
            and cells.record_id = cell_support.record_id
            and cells.field = cell_support.field
    left join cell_support as row_support
        on
            cells.table_name = row_support.table_name
            and cells.record_id = row_support.record_id
            and row_support.field = '*'
    where
        cells.table_name in ('countries', 'agreements', 'parties', 'orders', 'events')
        and cells.field <> 'note'
        and not schema_columns.is_key
        and (
            cast($table_name as varchar) is null
            or cells.table_name = cast($table_name as varchar)
        )
),

counted as (
    select
        facts_on_record.table_name,
        facts_on_record.field,
        facts_on_record.place,
        count(*) as fact_count,
        count(case when facts_on_record.voice_count >= 3 then 1 end) as by_three,
        count(case when facts_on_record.voice_count = 2 then 1 end) as by_two,
        count(case when facts_on_record.voice_count = 1 then 1 end) as by_one,
        count(
            case
                when facts_on_record.voice_count = 0 and facts_on_record.row_voice_count > 0 then 1
            end
        ) as by_row,
        count(
            case
                when facts_on_record.voice_count = 0 and facts_on_record.row_voice_count = 0 then 1
            end
        ) as by_none,
        count(case when facts_on_record.with_official = 1 then 1 end) as by_official
    from facts_on_record
    group by facts_on_record.table_name, facts_on_record.field, facts_on_record.place
)

select
    counted.table_name,
    counted.field,
    counted.fact_count as facts,
    counted.by_three as three_or_more_voices,
    counted.by_two as two_voices,
    counted.by_one as one_voice,
    counted.by_row as row_only,
    counted.by_none as no_voice,
    counted.by_official as official
from counted
order by counted.table_name, counted.place
