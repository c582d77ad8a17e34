/* ---
title: Every order has a step
why: An act is on record for the steps that it brought about.
message: is behind no step
fix: Add its steps to events.
--- */
select
    'orders' as table_name,
    orders._row,
    'order_id' as column_name,
    orders.order_id as value,
    'events' as cause_table
from orders
left join events on orders.order_id = events.order_id
where events.event_id is null
