/* ---
title: An order's identifier carries its first public date
why: The number of an act may be learnt later, its first public day is known first.
message: does not carry its country and its first public date ({first_public})
fix: Write country, issuer and first public date, as in rus-government-2025-12-19.
--- */
with dated as (
    select
        orders._row,
        orders.order_id,
        lower(orders.issuing_country_id) as country,
        case when orders.published_on is null then 'signed_on' else 'published_on' end
            as dated_by,
        replace(coalesce(orders.published_on, orders.signed_on, 'undated'), '~', '')
            as first_public
    from orders
)

select
    'orders' as table_name,
    dated._row,
    'order_id' as column_name,
    dated.order_id as value,
    'orders' as cause_table,
    dated.order_id as cause_key,
    dated.dated_by as cause_column,
    dated.first_public
from dated
where
    dated.order_id not like concat(dated.country, '-%')
    or (
        dated.order_id not like concat('%-', dated.first_public)
        and dated.order_id not like concat('%-', dated.first_public, '-_')
    )
