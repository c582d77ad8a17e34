/* ---
title: Waves of NATO accession, and how many of their members an exit of Russia covers
description: >
  One row per year of accession: the members that acceded in it, those with an agreement on record,
  and those with an exit of Russia that reached at least the chosen stage. With an order, only
  agreements with a step from it; the stages then count every later step of them. What is not on
  record may still exist: counts of exits and the share mean at least, and none is NULL, never 0.
params:
  order_id:
    type: VARCHAR
    default: null
    help: Only agreements with a step from this order.
    one_of: orders.order_id
  at_stage:
    type: VARCHAR
    default: authorised
    help: The least stage that an exit must have reached.
    one_of: events.stage
  as_of:
    type: DATE
    default: null
    help: Only members and steps by this day; left out, all on record.
  known_by:
    type: DATE
    default: null
    help: Only steps for which a source on record spoke by this day; left out, all of them.
returns:
  nato_accession_year: {type: INTEGER, meaning: Year of accession.}
  members: {type: BIGINT, meaning: States that acceded in that year.}
  members_with_agreement: {type: BIGINT, meaning: Those with an agreement on record; at least.}
  members_with_exit: {type: BIGINT, meaning: Those with such an exit; at least. NULL for none.}
  agreements: {type: BIGINT, meaning: Distinct agreements with such an exit; at least.}
  share_min: {type: DOUBLE, meaning: members_with_exit by members; at least.}
  note: {type: VARCHAR, meaning: Why a count is NULL; NULL where none is.}
chart:
  transform:
    - {fold: [members, members_with_agreement, members_with_exit], as: [which, count]}
  mark: bar
  encoding:
    x:
      field: nato_accession_year
      type: ordinal
      title: Year of accession to NATO
      sort: null
      axis: {labelAngle: 0}
    y:
      field: count
      type: quantitative
      stack: null
      title: States
      axis: {format: d, tickMinStep: 1}
    color:
      field: which
      type: nominal
      title: null
      scale:
        domain: [members, members_with_agreement, members_with_exit]
        range: ["#d9d9d9", "#56B4E9", "#0072B2"]
      legend:
        labelExpr: >-
          {members: 'that acceded in that year',
          members_with_agreement: 'with an agreement on record',
          members_with_exit: 'with an exit, at least'}[datum.value]
--- */
with known as (
    select known_steps.event_id
    from known_steps
    where known_steps.known_on <= cast($known_by as date)
),

cancelled as (
    select
        ladder.agreement_id,
        max(ladder.occurred_on_latest) as last_day
    from ladder
    where
        ladder.is_cancelling
        and ladder.actor_id = 'RUS'
        and ladder.track = 'exit'
        and (
            cast($as_of as date) is null
            or ladder.occurred_on_latest <= cast($as_of as date)
        )
        and (
            cast($known_by as date) is null
            or ladder.event_id in (select known.event_id from known)
        )
    group by ladder.agreement_id
),

happened as (
    select
        ladder.agreement_id,
        ladder.order_id,
        ladder.stage_rank,
        coalesce(ladder.occurred_on_latest > cancelled.last_day, true) as is_live
    from ladder
    left join cancelled on ladder.agreement_id = cancelled.agreement_id
    where
        ladder.actor_id = 'RUS'
        and ladder.action in ('terminate', 'denounce', 'withdraw')
        and (
            cast($as_of as date) is null
            or ladder.occurred_on_latest <= cast($as_of as date)
        )
        and (
            cast($known_by as date) is null
            or ladder.event_id in (select known.event_id from known)
        )
),

reached as (
    select distinct happened.agreement_id
    from happened
    inner join terms on terms.field = 'events.stage' and terms.value = cast($at_stage as varchar)
    where
        happened.stage_rank >= terms.rank
        and happened.is_live
        and (
            cast($order_id as varchar) is null
            or happened.agreement_id in (
                select chosen.agreement_id
                from happened as chosen
                where chosen.order_id = cast($order_id as varchar)
            )
        )
),

counted as (
    select
        cast(extract(year from countries.nato_acceded_on) as integer) as accession_year,
        count(distinct countries.country_id) as states,
        count(distinct partner_states.partner_id) as with_agreement,
        count(
            distinct case when reached.agreement_id is not null then partner_states.partner_id end
        ) as with_exit,
        count(distinct reached.agreement_id) as instruments
    from countries
    left join partner_states on countries.country_id = partner_states.partner_id
    left join reached on partner_states.agreement_id = reached.agreement_id
    where
        countries.nato_acceded_on is not null
        and (
            cast($as_of as date) is null
            or countries.nato_acceded_on <= cast($as_of as date)
        )
    group by cast(extract(year from countries.nato_acceded_on) as integer)
)

select
    counted.accession_year as nato_accession_year,
    counted.states as members,
    nullif(counted.with_agreement, 0) as members_with_agreement,
    nullif(counted.with_exit, 0) as members_with_exit,
    nullif(counted.instruments, 0) as agreements,
    cast(nullif(counted.with_exit, 0) as double) / cast(counted.states as double) as share_min,
    case
        when counted.with_agreement = 0
            then 'No agreement is on record; that is no proof that there is none.'
        when counted.with_exit = 0
            then 'No such exit is on record; that is no proof that there is none.'
    end as note
from counted
order by counted.accession_year
