/* ---
title: Terminations by NATO accession year
description: >
  How far Russia has come in terminating, denouncing or leaving agreements, by the year in which
  the partner became a Party to the North Atlantic Treaty. Parameters about orders select
  agreements; the stages then count every exit step of those agreements by Russia, whichever act it
  came from. Military and adjacent agreements are counted, each once per partner. A stage column
  counts what has reached at least that stage. It is NULL instead of 0 where the declared coverage
  is not complete from the first step to as_of (without as_of, to the end of the record; with
  known_by, as searched by then): NULL is not zero. Partners outside NATO are the row without a
  year.
method: >
  A stage counts as reached if that stage or a higher one is on record and live;
  docs/coding-rules.md ("One step, one row") has the question that decides each stage.
params:
  order_id:
    type: VARCHAR
    default: null
    help: Only agreements with a step from this order.
    one_of: orders.order_id
  subject:
    type: VARCHAR
    default: null
    help: Only agreements on this subject.
    one_of: agreements.subject
  published_from:
    type: DATE
    default: null
    help: Only agreements with a step from an order published on this day or later.
  published_until:
    type: DATE
    default: null
    help: Only agreements with a step from an order published on this day or earlier.
  as_of:
    type: DATE
    default: null
    help: Only steps that had happened by this day; left out, all steps on record.
  known_by:
    type: DATE
    default: null
    help: Only steps for which a source on record spoke by this day; left out, all of them.
returns:
  nato_accession_year: {type: INTEGER, meaning: Year of accession to NATO; NULL outside NATO.}
  partners: {type: BIGINT, meaning: Distinct partner states.}
  agreements: {type: BIGINT, meaning: Distinct agreements.}
  authorised: {type: BIGINT, meaning: Agreements by partner whose exit is at least authorised}
  decided: {type: BIGINT, meaning: Agreements by partner whose exit is at least decided}
  notified: {type: BIGINT, meaning: Agreements by partner whose exit is at least notified}
  effective: {type: BIGINT, meaning: Agreements by partner whose exit is effective}
chart:
  transform:
    - {fold: [authorised, decided, notified, effective], as: [stage, count]}
  mark: bar
  encoding:
    x:
      field: nato_accession_year
      type: ordinal
      title: Year in which the partner joined NATO
      sort: null
      axis: {labelAngle: 0, labelExpr: "datum.value === null ? ['not in', 'NATO'] : datum.label"}
    y:
      field: count
      type: quantitative
      stack: null
      title: Agreements by partner, at least
      axis: {format: d, tickMinStep: 1}
    color:
      field: stage
      type: ordinal
      title: Highest stage on record
      scale: {domain: [effective, notified, decided, authorised]}
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

-- of agreements with a step from an order that was asked for
exits as (
    select
        ladder.agreement_id,
        min(
            case
                when
                    (
                        cast($order_id as varchar) is null
                        or ladder.order_id = cast($order_id as varchar)
                    )
                    and (
                        cast($published_from as date) is null
                        or orders.published_on_earliest >= cast($published_from as date)
                    )
                    and (
                        cast($published_until as date) is null
                        or orders.published_on_latest <= cast($published_until as date)
                    )
                    then ladder.occurred_on_earliest
            end
        ) as first_step_on,
        max(
            case
                when cancelled.last_day >= ladder.occurred_on_latest then 0
                else coalesce(ladder.stage_rank, 0)
            end
        ) as reached_rank
    from ladder
    left join cancelled on ladder.agreement_id = cancelled.agreement_id
    left join orders
        on
            ladder.order_id = orders.order_id
            -- who asks for no day of publication need not wait for the orders
            and (
                cast($published_from as date) is not null
                or cast($published_until as date) is not null
            )
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
        -- says nothing new, but spares the steps of all other agreements
        and (
            cast($order_id as varchar) is null
            or ladder.agreement_id in (
                select chosen.agreement_id
                from events as chosen
                where chosen.order_id = cast($order_id as varchar)
            )
        )
    group by ladder.agreement_id
),

units as (
    select
        partner_states.agreement_id,
        partner_states.partner_id,
        partner_states.nato_accession_year as accession_year,
        exits.reached_rank,
        case when complete_windows.to_on is null then 0 else 1 end as windows
    from exits
    inner join partner_states on exits.agreement_id = partner_states.agreement_id
    left join complete_windows
        on
            partner_states.scope = complete_windows.agreement_scope
            and partner_states.coverage_group = complete_windows.partner_group
            and complete_windows.measure = 'exit-steps'
            and complete_windows.actor_id = 'RUS'
            and exits.first_step_on >= complete_windows.from_on
            and coalesce(cast($as_of as date), complete_windows.record_ends_on)
            <= complete_windows.to_on
            and (
                cast($known_by as date) is null
                or complete_windows.searched_on <= cast($known_by as date)
            )
    where
        exits.first_step_on is not null
        and (
            cast($subject as varchar) is null
            or partner_states.subject = cast($subject as varchar)
        )
),

counted as (
    select
        units.accession_year,
        count(distinct units.partner_id) as states,
        count(distinct units.agreement_id) as instruments,
        count(case when units.reached_rank >= stage_ranks.authorised then 1 end) as at_authorised,
        count(case when units.reached_rank >= stage_ranks.decided then 1 end) as at_decided,
        count(case when units.reached_rank >= stage_ranks.notified then 1 end) as at_notified,
        count(case when units.reached_rank >= stage_ranks.effective then 1 end) as at_effective,
        min(units.windows) as least_windows
    from units
    cross join stage_ranks
    group by units.accession_year
)

select
    counted.accession_year as nato_accession_year,
    counted.states as partners,
    counted.instruments as agreements,
    case when counted.at_authorised + counted.least_windows > 0 then counted.at_authorised end
        as authorised,
    case when counted.at_decided + counted.least_windows > 0 then counted.at_decided end
        as decided,
    case when counted.at_notified + counted.least_windows > 0 then counted.at_notified end
        as notified,
    case when counted.at_effective + counted.least_windows > 0 then counted.at_effective end
        as effective
from counted
order by counted.accession_year nulls last
