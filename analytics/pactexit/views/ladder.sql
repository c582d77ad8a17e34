/* ---
title: Steps with their track and rank
description: >
  One row per event with its track (from the action) and its rank on the ladder (from the stage).
  Steps that cancel, a revoked step or a resumption, have no rank themselves: they cancel the steps
  of the same agreement, actor and track that happened before them or on the same day.
needs: [events, terms]
--- */
select
    events.event_id,
    events.agreement_id,
    events.order_id,
    events.actor_id,
    events.action,
    actions.track,
    events.stage,
    cast(
        case when events.stage <> 'revoked' and events.action <> 'resume' then stages.rank end
        as integer
    ) as stage_rank,
    events.stage = 'revoked' or events.action = 'resume' as is_cancelling,
    events.occurred_on,
    events.occurred_on_earliest,
    events.occurred_on_latest
from events
left join terms as actions
    on events.action = actions.value and actions.field = 'events.action'
left join terms as stages
    on events.stage = stages.value and stages.field = 'events.stage'
