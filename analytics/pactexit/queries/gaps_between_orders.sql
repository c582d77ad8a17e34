/* ---
title: Days between the acts by which a state leaves agreements
description: >
  The acts with a step on the exit track of their own state, in the order of their first official
  publication (of their signature where that is not established), each with the one before it of
  the same state. Imprecise dates give bounds; the least can be below zero where dates overlap.
  Acts without any date are left out, and so are those on what is only context. A gap is one
  between acts on record: another act may lie in it.
method: >
  Imprecise dates have the bounds of the Extended Date/Time Format (Library of Congress 2019; ISO
  8601-2:2019); a least gap runs from the latest day to the earliest one.
params:
  issuing_country_id:
    type: VARCHAR
    default: RUS
    help: Only acts of this state (ISO 3166-1 alpha-3).
    one_of: countries.country_id
  issued_from:
    type: DATE
    default: null
    help: Only acts dated on this day or later; the act before the first of them still counts.
  issued_until:
    type: DATE
    default: null
    help: Only acts dated on this day or earlier.
returns:
  issuing_country_id: {type: VARCHAR, meaning: State that issued the act.}
  order_id: {type: VARCHAR, meaning: The act.}
  issued_on: {type: VARCHAR, meaning: "Its publication, else its signature, an EDTF date."}
  previous_order_id: {type: VARCHAR, meaning: The act before it; NULL for the first.}
  gap_days_min: {type: BIGINT, meaning: Days from the act before it at least.}
  gap_days_max: {type: BIGINT, meaning: The same at most.}
chart:
  transform: [{filter: datum.gap_days_min !== null}]
  mark: bar
  height: {step: 14}
  encoding:
    y: {field: order_id, type: nominal, title: null, sort: null}
    x:
      field: gap_days_min
      type: quantitative
      title: "Days since the act before it on record, at least"
      axis: {orient: top}
--- */
with issued as (
    select distinct
        orders.issuing_country_id,
        orders.order_id,
        coalesce(orders.published_on, orders.signed_on) as dated_on,
        coalesce(orders.published_on_earliest, orders.signed_on_earliest) as dated_on_earliest,
        coalesce(orders.published_on_latest, orders.signed_on_latest) as dated_on_latest
    from orders
    inner join steps
        on orders.order_id = steps.order_id and orders.issuing_country_id = steps.actor_id
    inner join agreements on steps.agreement_id = agreements.agreement_id
    where
        steps.track = 'exit'
        and agreements.scope <> 'context'
        and (orders.published_on is not null or orders.signed_on is not null)
        and (
            cast($issuing_country_id as varchar) is null
            or orders.issuing_country_id = cast($issuing_country_id as varchar)
        )
),

placed as (
    select
        issued.issuing_country_id,
        issued.order_id,
        issued.dated_on,
        issued.dated_on_earliest,
        issued.dated_on_latest,
        row_number() over (
            partition by issued.issuing_country_id
            order by issued.dated_on_earliest, issued.dated_on_latest, issued.order_id
        ) as place
    from issued
)

select
    placed.issuing_country_id,
    placed.order_id,
    placed.dated_on as issued_on,
    earlier.order_id as previous_order_id,
    date_diff('day', earlier.dated_on_latest, placed.dated_on_earliest) as gap_days_min,
    date_diff('day', earlier.dated_on_earliest, placed.dated_on_latest) as gap_days_max
from placed
left join placed as earlier
    on
        placed.issuing_country_id = earlier.issuing_country_id
        and placed.place = earlier.place + 1
where
    (
        cast($issued_from as date) is null
        or placed.dated_on_earliest >= cast($issued_from as date)
    )
    and (
        cast($issued_until as date) is null
        or placed.dated_on_latest <= cast($issued_until as date)
    )
order by placed.issuing_country_id, placed.place
