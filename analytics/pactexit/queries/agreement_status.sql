/* ---
title: Status of each agreement
description: >
  Where each agreement stands: the highest live stage of the exit and of the suspension track.
  A bilateral agreement is ended by the effective exit of any party, a multilateral one for Russia
  by Russia's alone. An agreement is called ended only when an exit is effective. Where no exit
  step is on record and entry into force is not established, the status is "no exit step known".
  Agreements signed after as_of are left out, and so is what is only context.
method: >
  Status is the highest live stage on its track, not the last step; docs/coding-rules.md ("One
  step, one row") has the question that decides each stage.
params:
  agreement_id:
    type: VARCHAR
    default: null
    help: Only this agreement.
    one_of: agreements.agreement_id
  partner_id:
    type: VARCHAR
    default: null
    help: Only agreements with this state (ISO 3166-1 alpha-3).
    one_of: countries.country_id
  as_of:
    type: DATE
    default: null
    help: Only steps that had happened by this day; left out, all steps on record.
  known_by:
    type: DATE
    default: null
    help: Only steps for which a source on record spoke by this day; left out, all of them.
returns:
  agreement_id: {type: VARCHAR, meaning: The agreement.}
  title_en: {type: VARCHAR, meaning: Its title in English.}
  partners: {type: VARCHAR, meaning: "Partner states, ISO 3166-1 alpha-3, separated by a space."}
  signed_on: {type: VARCHAR, meaning: "Signature, an EDTF date."}
  status:
    type: VARCHAR
    meaning: >-
      ended, exit and its stage, suspended, suspension and its stage, signed only (by Russia), in
      force, never in force, or no exit step known.
  stage: {type: VARCHAR, meaning: Highest live stage on the exit track.}
  reached_on: {type: VARCHAR, meaning: "Day of that stage, an EDTF date."}
  actor_id: {type: VARCHAR, meaning: State whose step it was.}
  order_id: {type: VARCHAR, meaning: "Act behind it; NULL where no act is known."}
chart:
  transform: [{aggregate: [{op: count, as: agreements}], groupby: [status]}]
  height: {step: 24}
  encoding:
    y:
      field: status
      type: nominal
      title: null
      sort: {field: agreements, op: max, order: descending}
    x:
      field: agreements
      type: quantitative
      title: Agreements on record
      axis: {format: d, tickMinStep: 1}
  layer:
    - mark: bar
    - mark: {type: text, align: left, dx: 4}
      encoding: {text: {field: agreements, type: quantitative}}
--- */
with known as (
    select known_steps.event_id
    from known_steps
    where known_steps.known_on <= cast($known_by as date)
),

cancelled as (
    select
        ladder.agreement_id,
        ladder.actor_id,
        ladder.track,
        max(ladder.occurred_on_latest) as last_day
    from ladder
    where
        ladder.is_cancelling
        and (
            cast($as_of as date) is null
            or ladder.occurred_on_latest <= cast($as_of as date)
        )
        and (
            cast($known_by as date) is null
            or ladder.event_id in (select known.event_id from known)
        )
    group by ladder.agreement_id, ladder.actor_id, ladder.track
),

sizes as (
    select distinct
        partners.agreement_id,
        partners.is_bilateral
    from partners
),

live as (
    select
        ladder.agreement_id,
        ladder.track,
        ladder.actor_id,
        ladder.order_id,
        ladder.stage,
        ladder.stage_rank,
        ladder.occurred_on,
        ladder.occurred_on_latest,
        ladder.event_id
    from ladder
    left join sizes on ladder.agreement_id = sizes.agreement_id
    left join cancelled
        on
            ladder.agreement_id = cancelled.agreement_id
            and ladder.actor_id = cancelled.actor_id
            and ladder.track = cancelled.track
    where
        ladder.stage_rank is not null
        and (ladder.actor_id = 'RUS' or sizes.is_bilateral)
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

ordered as (
    select
        live.agreement_id,
        live.track,
        live.actor_id,
        live.order_id,
        live.stage,
        live.occurred_on,
        row_number() over (
            partition by live.agreement_id, live.track
            order by live.stage_rank desc, live.occurred_on_latest asc, live.event_id asc
        ) as place
    from live
),

distinct_partners as (
    select distinct
        partners.agreement_id,
        partners.partner_id
    from partners
),

partner_lists as (
    select
        distinct_partners.agreement_id,
        string_agg(distinct_partners.partner_id, ' ' order by distinct_partners.partner_id)
            as partner_list
    from distinct_partners
    group by distinct_partners.agreement_id
)

select
    agreements.agreement_id,
    agreements.title_en,
    partner_lists.partner_list as partners,
    agreements.signed_on,
    case
        when exits.stage = 'effective' then 'ended'
        when exits.stage is not null then concat('exit ', exits.stage)
        when suspensions.stage = 'effective' then 'suspended'
        when suspensions.stage is not null then concat('suspension ', suspensions.stage)
        when not agreements.has_entered_into_force then 'never in force'
        when russia.role = 'signatory' then 'signed only'
        when
            agreements.has_entered_into_force
            and (
                cast($as_of as date) is null
                or agreements.in_force_on_latest <= cast($as_of as date)
            )
            then 'in force'
        else 'no exit step known'
    end as status,
    exits.stage,
    exits.occurred_on as reached_on,
    exits.actor_id,
    exits.order_id
from agreements
left join partner_lists on agreements.agreement_id = partner_lists.agreement_id
left join parties as russia
    on agreements.agreement_id = russia.agreement_id and russia.country_id = 'RUS'
left join ordered as exits
    on agreements.agreement_id = exits.agreement_id and exits.track = 'exit' and exits.place = 1
left join ordered as suspensions
    on
        agreements.agreement_id = suspensions.agreement_id
        and suspensions.track = 'suspension'
        and suspensions.place = 1
where
    agreements.scope <> 'context'
    and (
        cast($agreement_id as varchar) is null
        or agreements.agreement_id = cast($agreement_id as varchar)
    )
    and (
        cast($partner_id as varchar) is null
        or agreements.agreement_id in (
            select partners.agreement_id
            from partners
            where partners.partner_id = cast($partner_id as varchar)
        )
    )
    and (
        cast($as_of as date) is null
        or agreements.signed_on_earliest is null
        or agreements.signed_on_earliest <= cast($as_of as date)
    )
order by agreements.agreement_id
