/* ---
title: A step dated by its order has the order's day
why: A step that is dated by the signing or the publication of an act has that very day.
message: is not the day on which order {order_id} was {date_basis} ({order_day})
fix: Write the day of the order, or another date_basis.
--- */
select
    'events' as table_name,
    events._row,
    'occurred_on' as column_name,
    events.occurred_on as value,
    'orders' as cause_table,
    events.order_id as cause_key,
    case when events.date_basis = 'signed' then 'signed_on' else 'published_on' end
        as cause_column,
    events.order_id,
    events.date_basis,
    coalesce(
        case
            when events.date_basis = 'signed' then orders.signed_on
            else orders.published_on
        end,
        'not established'
    ) as order_day
from events
inner join orders on events.order_id = orders.order_id
where
    (
        events.date_basis = 'signed'
        and (orders.signed_on is null or events.occurred_on <> orders.signed_on)
    )
    or (
        events.date_basis = 'published'
        and (orders.published_on is null or events.occurred_on <> orders.published_on)
    )
