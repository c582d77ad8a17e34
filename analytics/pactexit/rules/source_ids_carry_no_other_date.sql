/* ---
title: A source's identifier carries no other date than the row
why: An identifier that says another day than the row misleads whoever reads it.
message: carries another date than the day of publication ({published_on})
fix: >
  Compare published_on with the source; an identifier that is published stays, and is accepted by
  name.
--- */
with dated as (
    select
        sources._row,
        sources.source_id,
        sources.published_on,
        replace(sources.published_on, '~', '') as published,
        regexp_extract(sources.source_id, '-([0-9]{4}-[0-9]{2}-[0-9]{2})-', 1) as carried
    from sources
)

select
    'sources' as table_name,
    dated._row,
    'source_id' as column_name,
    dated.source_id as value,
    'sources' as cause_table,
    dated.source_id as cause_key,
    'published_on' as cause_column,
    dated.published_on
from dated
where
    dated.carried <> ''
    and dated.published not like '[%'
    and not starts_with(dated.carried, dated.published)
    and not starts_with(dated.published, dated.carried)
