/* ---
title: Steps by which a state terminates, denounces or leaves an agreement
description: >
  The steps of the exit track that are acts of will: terminate, denounce, withdraw. Expiry, lapse
  and a refused extension are no termination; they are asked for by the track.
needs: [steps]
--- */
select
    steps.event_id,
    steps.agreement_id,
    steps.actor_id,
    steps.order_id,
    steps.stage,
    steps.stage_rank,
    steps.occurred_on_earliest,
    steps.occurred_on_latest,
    steps.cancelled_on
from steps
where steps.action in ('terminate', 'denounce', 'withdraw')
