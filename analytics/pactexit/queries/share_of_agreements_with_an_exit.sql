/* ---
title: Share of agreements with an exit
description: >
  Of the agreements on record with members of NATO (or of the EU, or all states), how many have an
  exit step of Russia that reached at least the chosen stage. The denominator is what is on record:
  the share is given only where the declared coverage of agreements is complete for the group and
  scope, from the earliest signature on record to as_of, else it is NULL. Where that of exit steps
  is not complete as long, the exits and the share mean at least, and none is NULL. The note says
  which. Agreements never in force are not in the denominator; those whose entry into force is not
  established are, and are counted as unknown.
params:
  partner_group:
    type: VARCHAR
    default: nato
    help: "Partners: nato, eu, nato-or-eu, or all."
    one_of: coverage.partner_group
  agreement_scope:
    type: VARCHAR
    default: military
    help: "Scope of the agreements: military or adjacent."
    one_of: coverage.agreement_scope
  at_stage:
    type: VARCHAR
    default: authorised
    help: The least stage that an exit must have reached.
    one_of: events.stage
  as_of:
    type: DATE
    default: null
    help: Only steps that had happened by this day; left out, all steps on record.
  known_by:
    type: DATE
    default: null
    help: Only steps for which a source on record spoke by this day; left out, all of them.
returns:
  with_exit: {type: BIGINT, meaning: Agreements with such an exit of Russia; never 0 for unknown.}
  agreements: {type: BIGINT, meaning: Agreements on record that were in force or may have been.}
  unknown: {type: BIGINT, meaning: Agreements among them whose entry into force is not established.}
  share: {type: DOUBLE, meaning: with_exit by agreements; NULL where coverage does not bear it.}
  note: {type: VARCHAR, meaning: What the coverage does not bear; NULL where all is exact.}
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

members as (
    select distinct partner_states.agreement_id
    from partner_states
    where
        partner_states.scope = cast($agreement_scope as varchar)
        and (
            cast($partner_group as varchar) = 'all'
            or (
                cast($partner_group as varchar) in ('nato', 'nato-or-eu')
                and partner_states.is_in_nato
            )
            or (cast($partner_group as varchar) in ('eu', 'nato-or-eu') and partner_states.is_in_eu)
        )
),

reached as (
    select distinct ladder.agreement_id
    from ladder
    inner join terms
        on terms.field = 'events.stage' and terms.value = cast($at_stage as varchar)
    left join cancelled on ladder.agreement_id = cancelled.agreement_id
    where
        ladder.actor_id = 'RUS'
        and ladder.action in ('terminate', 'denounce', 'withdraw')
        and ladder.stage_rank >= terms.rank
        and (
            cast($as_of as date) is null
            or ladder.occurred_on_latest <= cast($as_of as date)
        )
        and (
            cast($known_by as date) is null
            or ladder.event_id in (select known.event_id from known)
        )
        and coalesce(ladder.occurred_on_latest > cancelled.last_day, true)
),

counted as (
    select
        count(reached.agreement_id) as exits,
        count(agreements.agreement_id) as instruments,
        min(agreements.signed_on_earliest) as first_signed_on,
        count(
            case when agreements.has_entered_into_force is null then agreements.agreement_id end
        ) as not_established
    from members
    inner join agreements on members.agreement_id = agreements.agreement_id
    left join reached on members.agreement_id = reached.agreement_id
    where
        (agreements.has_entered_into_force or agreements.has_entered_into_force is null)
        and (
            cast($as_of as date) is null
            or agreements.signed_on_earliest is null
            or agreements.signed_on_earliest <= cast($as_of as date)
        )
),

windows as (
    select
        count(case when complete_windows.measure = 'agreements' then 1 end) as of_agreements,
        count(case when complete_windows.measure = 'exit-steps' then 1 end) as of_steps
    from complete_windows
    inner join counted
        on
            complete_windows.from_on <= counted.first_signed_on
            and coalesce(cast($as_of as date), complete_windows.record_ends_on)
            <= complete_windows.to_on
    where
        complete_windows.actor_id = 'RUS'
        and complete_windows.agreement_scope = cast($agreement_scope as varchar)
        and complete_windows.partner_group = cast($partner_group as varchar)
        and (
            cast($known_by as date) is null
            or complete_windows.searched_on <= cast($known_by as date)
        )
)

select
    case when counted.exits + windows.of_steps > 0 then counted.exits end as with_exit,
    nullif(counted.instruments, 0) as agreements,
    case when counted.instruments > 0 then counted.not_established end as unknown,
    case
        when windows.of_agreements > 0 and counted.exits + windows.of_steps > 0
            then cast(counted.exits as double) / cast(counted.instruments as double)
    end as share,
    case
        when counted.instruments = 0
            then 'No agreement is on record; that is no proof that there is none.'
        when windows.of_agreements = 0 and windows.of_steps = 0
            then
                'The record of agreements and of exit steps is not complete for these partners '
                || 'and this scope: with_exit means at least, and NULL is not zero.'
        when windows.of_agreements = 0
            then 'The record of agreements is not complete for these partners and this scope.'
        when windows.of_steps = 0
            then
                'The record of exit steps is not complete for these partners and this scope: '
                || 'with_exit and share mean at least, and NULL is not zero.'
    end as note
from counted
cross join windows
order by counted.instruments
