/* ---
title: Share of agreements with an exit
description: >
  Of the agreements on record with members of NATO (or of the EU, or all states), how many have an
  exit step of Russia that reached at least the chosen stage. The denominator is what is on record:
  the share is given only where the declared coverage of agreements is complete for the group and
  scope, else it is NULL and the note says why. Agreements never in force are not in the
  denominator; those whose entry into force is not established are, and are counted as unknown.
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
returns:
  with_exit: {type: BIGINT, meaning: Agreements with such an exit of Russia; never 0 for unknown.}
  agreements: {type: BIGINT, meaning: Agreements on record that were in force or may have been.}
  unknown: {type: BIGINT, meaning: Agreements among them whose entry into force is not established.}
  share: {type: DOUBLE, meaning: with_exit by agreements; NULL where coverage does not bear it.}
  note: {type: VARCHAR, meaning: Why the share is NULL; NULL where it is given.}
--- */
with members as (
    select distinct partners.agreement_id
    from partners
    where
        partners.scope = cast($agreement_scope as varchar)
        and (
            cast($partner_group as varchar) = 'all'
            or (cast($partner_group as varchar) in ('nato', 'nato-or-eu') and partners.is_in_nato)
            or (cast($partner_group as varchar) in ('eu', 'nato-or-eu') and partners.is_in_eu)
        )
),

reached as (
    select distinct exit_steps.agreement_id
    from exit_steps
    inner join terms
        on terms.field = 'events.stage' and terms.value = cast($at_stage as varchar)
    where
        exit_steps.actor_id = 'RUS'
        and exit_steps.stage_rank >= terms.rank
        and (
            cast($as_of as date) is null
            or exit_steps.occurred_on_latest <= cast($as_of as date)
        )
        and (
            exit_steps.cancelled_on is null
            or exit_steps.cancelled_on > cast($as_of as date)
        )
),

counted as (
    select
        count(reached.agreement_id) as exits,
        count(agreements.agreement_id) as instruments,
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
    select count(*) as complete_windows
    from coverage
    where
        coverage.measure = 'agreements'
        and coverage.actor_id = 'RUS'
        and coverage.completeness = 'complete'
        and coverage.agreement_scope = cast($agreement_scope as varchar)
        and (
            coverage.partner_group in (cast($partner_group as varchar), 'all')
            or (
                coverage.partner_group = 'nato-or-eu'
                and cast($partner_group as varchar) in ('nato', 'eu')
            )
        )
        and (
            cast($as_of as date) is null
            or cast($as_of as date) between coverage.from_on and coverage.to_on
        )
)

select
    case when counted.exits > 0 or windows.complete_windows > 0 then counted.exits end as with_exit,
    counted.instruments as agreements,
    counted.not_established as unknown,
    case
        when windows.complete_windows > 0 and counted.instruments > 0
            then cast(counted.exits as double) / cast(counted.instruments as double)
    end as share,
    case
        when windows.complete_windows = 0
            then 'The record of agreements is not complete for these partners and this scope.'
        when counted.instruments = 0
            then 'No agreement is on record.'
    end as note
from counted
cross join windows
order by counted.instruments
