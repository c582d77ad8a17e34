/* ---
title: Steps and the first day on which a source on record spoke for them
description: >
  One row per step that a claim supports: the claim says that the step exists, or the same as one
  of its cells. A claim is public on the last possible day of the publication of its source, or,
  where that is not established, on the day on which the source was read.
needs: [claims, events, sources]
--- */
select
    events.event_id,
    min(coalesce(sources.published_on_latest, sources.read_on)) as known_on
from events
inner join claims on claims.table_name = 'events' and events.event_id = claims.record_id
inner join sources on claims.source_id = sources.source_id
where
    claims.field = '*'
    or claims.value = case claims.field
        when 'event_id' then events.event_id
        when 'agreement_id' then events.agreement_id
        when 'order_id' then events.order_id
        when 'actor_id' then events.actor_id
        when 'action' then events.action
        when 'stage' then events.stage
        when 'occurred_on' then events.occurred_on
        when 'date_basis' then events.date_basis
        when 'verb_ru' then events.verb_ru
        when 'note' then events.note
    end
group by events.event_id
