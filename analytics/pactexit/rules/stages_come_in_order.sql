/* ---
title: Stages come in order
why: >
  Within one agreement, actor and track a lower stage comes before a higher one: notified before
  effective, decided before notified.
message: is the day of {stage}, but {earlier_stage} came only on {earlier_stage_on}
fix: Compare the two days and the two stages; a true oddity is accepted by name with its reason.
--- */
select
    'events' as table_name,
    events._row,
    'occurred_on' as column_name,
    events.occurred_on as value,
    higher.stage,
    lower_steps.stage as earlier_stage,
    lower_steps.occurred_on as earlier_stage_on
from steps as higher
inner join steps as lower_steps
    on
        higher.agreement_id = lower_steps.agreement_id
        and higher.actor_id = lower_steps.actor_id
        and higher.track = lower_steps.track
        and higher.stage_rank > lower_steps.stage_rank
        and higher.occurred_on_latest < lower_steps.occurred_on_earliest
inner join events on higher.event_id = events.event_id
where
    higher.cancelled_on is null
    or higher.cancelled_on > lower_steps.occurred_on_latest
