/* ---
title: No step stands twice
why: One legal step under two identifiers is counted twice.
message: is the same step of the same agreement on the same day as {other_event_id}
fix: Merge the two rows; where they are two steps, accept it by name with the reason.
--- */
select
    'events' as table_name,
    events._row,
    'event_id' as column_name,
    events.event_id as value,
    others.event_id as other_event_id
from events
inner join events as others
    on
        events.agreement_id = others.agreement_id
        and events.actor_id = others.actor_id
        and events.action = others.action
        and events.stage = others.stage
        and events.occurred_on = others.occurred_on
        and events.event_id > others.event_id
