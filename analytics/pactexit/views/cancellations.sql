/* ---
title: Steps and what cancels them
description: >
  One row per step and later revoked step, or resumption, of the same agreement, actor and track,
  with the day from which it is cancelled.
needs: [events, terms]
--- */
with placed as (
    select
        events.event_id,
        events.agreement_id,
        events.actor_id,
        terms.track,
        events.occurred_on_latest,
        events.stage = 'revoked' or events.action = 'resume' as cancels
    from events
    inner join terms on events.action = terms.value and terms.field = 'events.action'
)

select
    placed.event_id,
    cancelling.event_id as cancelling_event_id,
    cancelling.occurred_on_latest as cancelled_on
from placed
inner join placed as cancelling
    on
        placed.agreement_id = cancelling.agreement_id
        and placed.actor_id = cancelling.actor_id
        and placed.track = cancelling.track
        and placed.occurred_on_latest <= cancelling.occurred_on_latest
where cancelling.cancels and not placed.cancels
