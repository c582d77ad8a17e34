/* ---
title: A step's identifier carries its agreement and its actor
why: An identifier that says another agreement or another state than the row misleads the reader.
message: does not begin with its agreement and its actor ({expected})
fix: Begin the identifier with {expected}; of a published id, mend agreement_id or actor_id.
--- */
select
    'events' as table_name,
    events._row,
    'event_id' as column_name,
    events.event_id as value,
    'events' as cause_table,
    events.event_id as cause_key,
    case
        when events.event_id like concat(events.agreement_id, '-%') then 'actor_id'
        else 'agreement_id'
    end as cause_column,
    concat(events.agreement_id, '-', lower(events.actor_id)) as expected
from events
where events.event_id not like concat(events.agreement_id, '-', lower(events.actor_id), '-%')
