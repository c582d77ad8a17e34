/* ---
title: Agreements signed before and after the partner's accession to NATO
description: >
  One row per bilateral agreement with a member of NATO: whether it was signed before or after the
  day on which the partner became a Party, the completed years between, and how far Russia's exit
  has come. Imprecise signatures give bounds, and no position where they straddle the accession. A
  multilateral agreement, where asked for, has a row for each partner and counts from the partner's
  own signature, which is often not established. An exit that is not on record is false only where
  the declared coverage of exits is complete since the signature; else it is NULL, with a note.
params:
  partner_id:
    type: VARCHAR
    default: null
    help: Only agreements with this state (ISO 3166-1 alpha-3).
    one_of: countries.country_id
  subject:
    type: VARCHAR
    default: null
    help: Only agreements on this subject.
    one_of: agreements.subject
  at_stage:
    type: VARCHAR
    default: authorised
    help: The least stage that an exit must have reached.
    one_of: events.stage
  with_multilateral:
    type: BOOLEAN
    default: false
    help: "Also agreements of more than two parties."
  as_of:
    type: DATE
    default: null
    help: Only signatures, members and steps by this day; left out, all on record.
returns:
  agreement_id: {type: VARCHAR, meaning: The agreement.}
  partner_id: {type: VARCHAR, meaning: "Partner state, ISO 3166-1 alpha-3."}
  signed_on: {type: VARCHAR, meaning: "Signature of both, or the partner's; an EDTF date."}
  nato_acceded_on: {type: DATE, meaning: Day on which the partner became a Party.}
  position: {type: VARCHAR, meaning: "before, or after (from the day on); NULL if not established."}
  years_after_min:
    type: INTEGER
    meaning: Completed years from accession to signature at least; below zero before it.
  years_after_max: {type: INTEGER, meaning: The same at most.}
  stage: {type: VARCHAR, meaning: Highest live stage of Russia's exit; NULL if none is on record.}
  has_exit: {type: BOOLEAN, meaning: Whether it has reached the chosen stage; NULL if unknown.}
  note: {type: VARCHAR, meaning: Why has_exit is NULL.}
chart:
  transform:
    - {filter: datum.years_after_min !== null}
    - {calculate: "datum.stage || 'none on record'", as: exit}
    - {calculate: "datum.position || 'not established'", as: signed}
    # an exit is not hidden by another agreement of that year without one
    - {calculate: "datum.stage ? 1 : 0", as: place}
  height: {step: 16}
  encoding:
    y: {field: partner_id, type: nominal, title: null, sort: {field: nato_acceded_on}}
  layer:
    - mark: {type: rule, color: "#888888", strokeDash: [4, 4]}
      encoding: {x: {datum: 0}, y: null}
    - mark: {type: point, filled: true, size: 60, opacity: 1}
      encoding:
        x:
          field: years_after_min
          type: quantitative
          title: Years from the partner's accession to signature (below zero before it)
        color:
          field: exit
          type: ordinal
          title: Exit of Russia
          scale:
            domain:
              [effective, notified, decided, authorised, proposed, announced, none on record]
        shape:
          field: signed
          type: nominal
          title: Signed
          legend: {symbolFillColor: "#888888"}
        order: {field: place}
--- */
with exits as (
    select
        exit_steps.agreement_id,
        max(exit_steps.stage_rank) as reached_rank
    from exit_steps
    where
        exit_steps.actor_id = 'RUS'
        and (
            cast($as_of as date) is null
            or exit_steps.occurred_on_latest <= cast($as_of as date)
        )
        and (
            exit_steps.cancelled_on is null
            or exit_steps.cancelled_on > cast($as_of as date)
        )
    group by exit_steps.agreement_id
),

signatures as (
    select
        partners.agreement_id,
        partners.partner_id,
        countries.nato_acceded_on,
        case when partners.is_bilateral then agreements.signed_on else parties.signed_on end
            as signature,
        case
            when partners.is_bilateral then agreements.signed_on_earliest
            else parties.signed_on_earliest
        end as earliest,
        case
            when partners.is_bilateral then agreements.signed_on_latest
            else parties.signed_on_latest
        end as latest
    from partners
    inner join agreements on partners.agreement_id = agreements.agreement_id
    inner join parties
        on
            partners.agreement_id = parties.agreement_id
            and partners.partner_id = parties.country_id
    inner join countries on partners.partner_id = countries.country_id
    where
        countries.nato_acceded_on is not null
        and (partners.is_bilateral or cast($with_multilateral as boolean))
        and (
            cast($partner_id as varchar) is null
            or partners.partner_id = cast($partner_id as varchar)
        )
        and (
            cast($subject as varchar) is null
            or partners.subject = cast($subject as varchar)
        )
),

days as (
    select
        signatures.agreement_id,
        signatures.partner_id,
        signatures.nato_acceded_on,
        signatures.signature,
        signatures.earliest,
        signatures.latest,
        extract(year from signatures.nato_acceded_on) * 10000
        + extract(month from signatures.nato_acceded_on) * 100
        + extract(day from signatures.nato_acceded_on) as acceded_number,
        extract(year from signatures.earliest) * 10000
        + extract(month from signatures.earliest) * 100
        + extract(day from signatures.earliest) as earliest_number,
        extract(year from signatures.latest) * 10000
        + extract(month from signatures.latest) * 100
        + extract(day from signatures.latest) as latest_number
    from signatures
    where
        cast($as_of as date) is null
        or (
            signatures.nato_acceded_on <= cast($as_of as date)
            and (signatures.earliest is null or signatures.earliest <= cast($as_of as date))
        )
),

windows as (
    select
        days.agreement_id,
        days.partner_id,
        count(exit_coverage.to_on) as complete_windows
    from days
    left join exit_coverage
        on
            days.agreement_id = exit_coverage.agreement_id
            and days.partner_id = exit_coverage.partner_id
            and exit_coverage.actor_id = 'RUS'
            and days.earliest >= exit_coverage.from_on
            and coalesce(cast($as_of as date), exit_coverage.record_ends_on)
            <= exit_coverage.to_on
    group by days.agreement_id, days.partner_id
)

select
    days.agreement_id,
    days.partner_id,
    days.signature as signed_on,
    days.nato_acceded_on,
    case
        when days.latest < days.nato_acceded_on then 'before'
        when days.earliest >= days.nato_acceded_on then 'after'
    end as position,
    -- a remainder has the sign of its dividend: years are completed on both sides of zero
    cast(
        floor(
            (
                days.earliest_number - days.acceded_number
                - (days.earliest_number - days.acceded_number) % 10000
            ) / cast(10000 as double)
        ) as integer
    ) as years_after_min,
    cast(
        floor(
            (
                days.latest_number - days.acceded_number
                - (days.latest_number - days.acceded_number) % 10000
            ) / cast(10000 as double)
        ) as integer
    ) as years_after_max,
    reached.value as stage,
    case
        when exits.reached_rank >= wanted.rank then true
        when windows.complete_windows > 0 then false
    end as has_exit,
    case
        when exits.reached_rank >= wanted.rank or windows.complete_windows > 0 then null
        else 'No such exit is on record, but the record of exits is not complete.'
    end as note
from days
inner join windows
    on days.agreement_id = windows.agreement_id and days.partner_id = windows.partner_id
inner join terms as wanted
    on wanted.field = 'events.stage' and wanted.value = cast($at_stage as varchar)
left join exits on days.agreement_id = exits.agreement_id
left join terms as reached
    on reached.field = 'events.stage' and exits.reached_rank = reached.rank
order by days.partner_id, days.agreement_id
