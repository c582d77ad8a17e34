/* ---
title: No source stands twice
why: One publication under two identifiers counts as two that agree.
message: has the same address as {other_source_id}
fix: Merge the two rows, and let their claims name the one that stays.
--- */
select
    'sources' as table_name,
    sources._row,
    'url' as column_name,
    sources.url as value,
    others.source_id as other_source_id
from sources
inner join sources as others
    on sources.url = others.url and sources.source_id > others.source_id
