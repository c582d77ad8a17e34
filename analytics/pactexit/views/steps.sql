/* ---
title: The ladder of legal stages, one row per step
description: >
  Every event with its track (from the action), its rank on the ladder (from the stage) and the
  day on which a later revoked step, or a resumption, of the same agreement, actor and track
  cancelled it. A step is live on a day when it has happened by then and is not cancelled by then.
  Steps that cancel have no rank themselves.
needs: [ladder]
--- */
with cancelled as (
    select
        ladder.event_id,
        min(cancelling.occurred_on_latest) as first_cancelled_on
    from ladder
    inner join ladder as cancelling
        on
            ladder.agreement_id = cancelling.agreement_id
            and ladder.actor_id = cancelling.actor_id
            and ladder.track = cancelling.track
            and ladder.occurred_on_latest <= cancelling.occurred_on_latest
    where cancelling.is_cancelling and not ladder.is_cancelling
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
    ladder.stage_rank,
    ladder.occurred_on,
    ladder.occurred_on_earliest,
    ladder.occurred_on_latest,
    cancelled.first_cancelled_on as cancelled_on
from ladder
left join cancelled on ladder.event_id = cancelled.event_id
