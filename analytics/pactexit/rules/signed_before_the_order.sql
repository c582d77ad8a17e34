/* ---
title: An agreement was signed before the order that ends it
why: Nobody ends an agreement that does not exist yet.
message: is later than a step of order {order_id} ({occurred_on})
fix: Compare agreements.signed_on with the day of the order.
--- */
select
    'agreements' as table_name,
    agreements._row,
    'signed_on' as column_name,
    agreements.signed_on as value,
    events.order_id,
    events.occurred_on
from agreements
inner join events on agreements.agreement_id = events.agreement_id
where
    events.order_id is not null
    and agreements.signed_on_earliest > events.occurred_on_latest
