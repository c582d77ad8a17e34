/* ---
title: A step belongs to the state whose act is behind it
why: A state takes its legal steps by its own acts.
message: is not the state that issued order {order_id} ({issuing_country_id})
fix: Mend actor_id or order_id.
--- */
select
    'events' as table_name,
    events._row,
    'actor_id' as column_name,
    events.actor_id as value,
    events.order_id,
    orders.issuing_country_id
from events
inner join orders on events.order_id = orders.order_id
where events.actor_id <> orders.issuing_country_id
