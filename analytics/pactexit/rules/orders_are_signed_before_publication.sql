/* ---
title: An order is signed before it is published
why: An act is published after it has been signed.
message: is later than the publication ({published_on})
fix: Compare signed_on and published_on.
--- */
select
    'orders' as table_name,
    orders._row,
    'signed_on' as column_name,
    orders.signed_on as value,
    orders.published_on
from orders
where orders.signed_on_earliest > orders.published_on_latest
