/* ---
title: Steps between Russia and a partner
description: >
  One row per agreement, partner state and step of Russia or of that partner. The step of a third
  state is none between the two: a multilateral agreement goes on between those who stay.
needs: [partners, steps]
--- */
select
    partners.agreement_id,
    partners.partner_id,
    steps.event_id,
    steps.actor_id,
    steps.action,
    steps.track,
    steps.stage,
    steps.stage_rank,
    steps.occurred_on_earliest,
    steps.occurred_on_latest,
    steps.cancelled_on
from partners
inner join steps
    on
        partners.agreement_id = steps.agreement_id
        and steps.actor_id in ('RUS', partners.partner_id)
