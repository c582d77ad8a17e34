/* ---
title: Acts and the first day on which a source on record spoke for them
description: >
  One row per act that a claim supports: the claim says that the act exists, or the same as one of
  its cells. A claim is public on the last possible day of the publication of its source, or,
  where that is not established, on the day on which the source was read.
needs: [claims, orders, sources]
--- */
select
    orders.order_id,
    min(coalesce(sources.published_on_latest, sources.read_on)) as known_on
from orders
inner join claims on claims.table_name = 'orders' and orders.order_id = claims.record_id
inner join sources on claims.source_id = sources.source_id
where
    claims.field = '*'
    or claims.value = case claims.field
        when 'order_id' then orders.order_id
        when 'issuing_country_id' then orders.issuing_country_id
        when 'issuer' then orders.issuer
        when 'kind' then orders.kind
        when 'number' then orders.number
        when 'signed_on' then orders.signed_on
        when 'published_on' then orders.published_on
        when 'signatory' then orders.signatory
        when 'title_en' then orders.title_en
        when 'title_ru' then orders.title_ru
        when 'instruments_named' then cast(orders.instruments_named as varchar)
        when 'states_named' then cast(orders.states_named as varchar)
        when 'span_named' then orders.span_named
        when 'reason_stated' then orders.reason_stated
        when 'addressee' then orders.addressee
        when 'instructs_notification' then cast(orders.instructs_notification as varchar)
        when 'text_basis' then orders.text_basis
        when 'publication_id' then orders.publication_id
        when 'url' then orders.url
        when 'note' then orders.note
    end
group by orders.order_id
