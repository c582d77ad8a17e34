/* ---
title: The ladder of legal stages, one row per step
description: >
  Every event with its track (from the action), its rank on the ladder (from the stage) and the
  day on which a later revoked step, or a resumption, of the same agreement, actor and track
  cancelled it. A step is live on a day when it has happened by then and is not cancelled by then.
  Steps that cancel have no rank themselves.
needs: [cancellations, events, terms]
--- */
with cancelled as (
    select
        cancellations.event_id,
        min(cancellations.cancelled_on) as first_cancelled_on
    from cancellations
    group by cancellations.event_id
)

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
    events.occurred_on,
    events.occurred_on_earliest,
    events.occurred_on_latest,
    cancelled.first_cancelled_on as cancelled_on
from events
left join terms as actions
    on events.action = actions.value and actions.field = 'events.action'
left join terms as stages
    on events.stage = stages.value and stages.field = 'events.stage'
left join cancelled on events.event_id = cancelled.event_id
