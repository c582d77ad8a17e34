/* ---
title: The ladder of legal stages, one row per step
description: >
  Every event with its track (from the action), its rank on the ladder (from the stage) and the
  day on which a later revoked step, or a resumption, of the same agreement, actor and track
  cancelled it. A step is live on a day when it has happened by then and is not cancelled by then.
  Steps that cancel have no rank themselves.
needs: [events, terms]
--- */
with ladder as (
    select
        events.event_id,
        events.agreement_id,
        events.order_id,
        events.actor_id,
        events.action,
        actions.track,
        events.stage,
        stages.rank,
        events.occurred_on,
        events.occurred_on_earliest,
        events.occurred_on_latest,
        events.stage = 'revoked' or events.action = 'resume' as cancels
    from events
    left join terms as actions
        on events.action = actions.value and actions.field = 'events.action'
    left join terms as stages
        on events.stage = stages.value and stages.field = 'events.stage'
),

cancellations as (
    select
        ladder.event_id,
        min(cancelling.occurred_on_latest) as cancelled_on
    from ladder
    inner join ladder as cancelling
        on
            ladder.agreement_id = cancelling.agreement_id
            and ladder.actor_id = cancelling.actor_id
            and ladder.track = cancelling.track
            and ladder.occurred_on_latest <= cancelling.occurred_on_latest
    where cancelling.cancels and not ladder.cancels
    group by ladder.event_id
)

select
    ladder.event_id,
    ladder.agreement_id,
    ladder.order_id,
    ladder.actor_id,
    ladder.action,
    ladder.track,
    ladder.stage,
    cast(case when ladder.cancels then null else ladder.rank end as integer) as stage_rank,
    ladder.occurred_on,
    ladder.occurred_on_earliest,
    ladder.occurred_on_latest,
    cancellations.cancelled_on
from ladder
left join cancellations on ladder.event_id = cancellations.event_id
