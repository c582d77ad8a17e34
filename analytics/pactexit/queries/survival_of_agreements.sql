/* ---
title: Survival of agreements until an exit of Russia
description: >
  Kaplan-Meier estimate (Kaplan and Meier 1958) of the share of agreements whose exit by Russia has
  not reached the chosen stage, by age in days from signature (Russia's own where it is known
  apart). An exit below effective has ended nothing. An agreement without such an exit is censored
  on as_of, or before that on the day on which it ended in another way (expiry, or the effective
  exit of the other party of a bilateral agreement). Units are distinct agreements with a partner
  state, bilateral ones unless asked; a multilateral one stands once in each group of its partners,
  since thirty partners of one treaty are not independent. Agreements never in force are left out;
  those whose entry into force is not established are in. The standard error is Greenwood's (1926),
  the 95 % confidence bounds are those of the log-log transformation (Kalbfleisch and Prentice
  1980): S to the power exp(+-1.96 * sqrt(V) / ln S) with Greenwood's sum V. A group without an exit
  on record has no curve where the declared coverage is not complete. Exits missing from the record
  raise the curve; agreements missing from it lower the curve where those that were left are the
  better known.
params:
  group_by:
    type: VARCHAR
    default: none
    help: "One curve for each: none (one in all), partner_group (today's NATO, EU), subject, level."
    one_of: [none, partner_group, subject, level]
  at_stage:
    type: VARCHAR
    default: authorised
    help: The least stage that an exit must have reached.
    one_of: events.stage
  duration_bound:
    type: VARCHAR
    default: min
    help: "Imprecise days: min from the latest signature to the earliest exit, max the other way."
    one_of: [min, max]
  agreement_scope:
    type: VARCHAR
    default: null
    help: "Only agreements of this scope: military or adjacent."
    one_of: coverage.agreement_scope
  with_multilateral:
    type: BOOLEAN
    default: false
    help: "Also agreements of more than two parties."
  with_expiry:
    type: BOOLEAN
    default: false
    help: "Also count refused extension, expiry and lapse as exits."
  observed_from:
    type: DATE
    default: null
    help: >-
      First day on which an exit would have been seen: agreements are at risk from their age on it
      (left truncation). Left out, from signature.
  as_of:
    type: DATE
    default: null
    help: Last day of observation; left out, or later, the newest day on which a source was read.
returns:
  group_name: {type: VARCHAR, meaning: "Group of agreements, or all."}
  time_days: {type: BIGINT, meaning: Days since signature.}
  time_years: {type: DOUBLE, meaning: The same in years of 365.25 days.}
  at_risk: {type: BIGINT, meaning: Agreements under observation just before that age.}
  exits: {type: BIGINT, meaning: Those whose exit on record reached the stage at that age.}
  censored: {type: BIGINT, meaning: Those whose observation ended at that age without it.}
  survival: {type: DOUBLE, meaning: "Kaplan-Meier estimate; NULL where nothing can be estimated."}
  standard_error: {type: DOUBLE, meaning: "Greenwood's; NULL where survival is 0 or NULL."}
  survival_lower: {type: DOUBLE, meaning: "Lower 95 % bound; NULL where survival is 1, 0 or NULL."}
  survival_upper: {type: DOUBLE, meaning: "Upper 95 % bound; NULL where survival is 1, 0 or NULL."}
  undated: {type: BIGINT, meaning: Agreements of the group left out because no signature is dated.}
  observed_until: {type: DATE, meaning: Last day of observation.}
  note: {type: VARCHAR, meaning: Whether exits may be missing; NULL where none is missing.}
chart:
  facet: {field: group_name, type: nominal, title: null}
  columns: 2
  spacing: 24
  spec:
    width: 330
    height: 230
    encoding:
      x: {field: time_years, type: quantitative, title: Years since signature}
    layer:
      - mark: {type: area, interpolate: step-after, opacity: 0.2}
        encoding:
          y: {field: survival_lower, type: quantitative}
          y2: {field: survival_upper}
      - mark: {type: line, interpolate: step-after, strokeWidth: 2}
        encoding:
          y:
            field: survival
            type: quantitative
            title: Share without an exit at that stage
            axis: {format: "%"}
            scale: {domain: [0, 1]}
      # a tick where an agreement left observation without an exit, as is the custom
      - transform: [{filter: datum.censored > 0}]
        mark: {type: tick, orient: vertical, size: 7, thickness: 1, color: "#222222"}
        encoding: {y: {field: survival, type: quantitative}}
--- */
with newest as (
    select max(sources.read_on) as newest_day
    from sources
),

observation as (
    select
        case
            when cast($as_of as date) < newest.newest_day then cast($as_of as date)
            else newest.newest_day
        end as last_day
    from newest
),

live as (
    select
        steps.agreement_id,
        steps.actor_id,
        steps.stage = 'effective' as is_end,
        coalesce(
            steps.actor_id = 'RUS'
            and steps.stage_rank >= terms.rank
            and (
                steps.action in ('terminate', 'denounce', 'withdraw')
                or cast($with_expiry as boolean)
            ),
            false
        ) as is_exit,
        case
            when cast($duration_bound as varchar) = 'max' then steps.occurred_on_latest
            else steps.occurred_on_earliest
        end as step_day
    from steps
    cross join observation
    left join terms on terms.field = 'events.stage' and terms.value = cast($at_stage as varchar)
    where
        steps.track = 'exit'
        and steps.stage_rank is not null
        and steps.occurred_on_latest <= observation.last_day
        and (
            steps.cancelled_on is null
            or steps.cancelled_on > observation.last_day
        )
),

units as (
    select distinct
        partners.agreement_id,
        partners.is_bilateral,
        case cast($group_by as varchar)
            when 'partner_group'
                then
                    case
                        when partners.is_in_nato then 'NATO'
                        when partners.is_in_eu then 'EU outside NATO'
                        else 'other'
                    end
            when 'subject' then coalesce(partners.subject, 'not established')
            when 'level' then coalesce(partners.level, 'not established')
            else 'all'
        end as unit_group
    from partners
    where
        (partners.is_bilateral or cast($with_multilateral as boolean))
        and (
            cast($agreement_scope as varchar) is null
            or partners.scope = cast($agreement_scope as varchar)
        )
),

bounded as (
    select
        units.unit_group,
        units.agreement_id,
        coalesce(russia.signed_on_earliest, agreements.signed_on_earliest) as signed_at_earliest,
        coalesce(russia.signed_on_latest, agreements.signed_on_latest) as signed_at_latest,
        min(case when live.is_exit then live.step_day end) as exit_day,
        coalesce(min(case when live.is_end then live.step_day end), observation.last_day)
            as closing_day
    from units
    inner join agreements on units.agreement_id = agreements.agreement_id
    cross join observation
    left join parties as russia
        on units.agreement_id = russia.agreement_id and russia.country_id = 'RUS'
    left join live
        on
            units.agreement_id = live.agreement_id
            and (live.actor_id = 'RUS' or units.is_bilateral)
    where
        (agreements.has_entered_into_force or agreements.has_entered_into_force is null)
        and coalesce(
            coalesce(russia.signed_on_earliest, agreements.signed_on_earliest)
            <= observation.last_day,
            true
        )
    group by
        units.unit_group,
        units.agreement_id,
        russia.signed_on_earliest,
        russia.signed_on_latest,
        agreements.signed_on_earliest,
        agreements.signed_on_latest,
        observation.last_day
),

timed as (
    select
        bounded.unit_group,
        bounded.agreement_id,
        bounded.exit_day,
        bounded.closing_day,
        case
            when cast($duration_bound as varchar) = 'max' then bounded.signed_at_earliest
            else bounded.signed_at_latest
        end as signed_day
    from bounded
),

lives as (
    select
        timed.unit_group,
        timed.agreement_id,
        timed.signed_day,
        case when timed.exit_day <= timed.closing_day then 1 else 0 end as has_exit,
        case
            when timed.signed_day < cast($observed_from as date) then cast($observed_from as date)
            else timed.signed_day
        end as first_seen_on,
        case
            when timed.exit_day <= timed.closing_day then timed.exit_day
            else timed.closing_day
        end as last_seen_on
    from timed
),

observed as (
    select
        lives.unit_group,
        lives.agreement_id,
        lives.has_exit,
        lives.first_seen_on,
        lives.last_seen_on,
        -- who is seen from the first day on is at risk before age 0
        case
            when lives.first_seen_on > lives.signed_day
                then date_diff('day', lives.signed_day, lives.first_seen_on)
            else -1
        end as entry_age,
        -- imprecise days can overlap
        case
            when lives.last_seen_on > lives.signed_day
                then date_diff('day', lives.signed_day, lives.last_seen_on)
            else 0
        end as last_age
    from lives
    where lives.first_seen_on = lives.signed_day or lives.first_seen_on < lives.last_seen_on
),

coverages as (
    select
        observed.unit_group,
        -- a partner without a window is a row without a match
        count(*) > count(exit_coverage.agreement_id) as may_miss_exits,
        count(*) = count(exit_coverage.agreement_id) or max(observed.has_exit) = 1 as has_curve
    from observed
    inner join partners on observed.agreement_id = partners.agreement_id
    left join exit_coverage
        on
            partners.agreement_id = exit_coverage.agreement_id
            and partners.partner_id = exit_coverage.partner_id
            and exit_coverage.actor_id = 'RUS'
            and observed.first_seen_on >= exit_coverage.from_on
            and observed.last_seen_on <= exit_coverage.to_on
    group by observed.unit_group
),

groups_seen as (
    select
        lives.unit_group,
        count(*) - count(lives.signed_day) as without_day
    from lives
    group by lives.unit_group
),

moves as (
    select
        groups_seen.unit_group,
        0 as age,
        0 as entered,
        0 as exited,
        0 as withdrawn
    from groups_seen
    union all
    select
        observed.unit_group,
        observed.entry_age as age,
        1 as entered,
        0 as exited,
        0 as withdrawn
    from observed
    union all
    select
        observed.unit_group,
        observed.last_age as age,
        0 as entered,
        observed.has_exit as exited,
        1 - observed.has_exit as withdrawn
    from observed
),

ages as (
    select
        moves.unit_group,
        moves.age,
        cast(sum(moves.entered) as bigint) as entries,
        cast(sum(moves.exited) as bigint) as exits,
        cast(sum(moves.withdrawn) as bigint) as withdrawals
    from moves
    group by moves.unit_group, moves.age
),

risk_sets as (
    select
        ages.unit_group,
        ages.age,
        ages.exits as exited,
        ages.withdrawals as withdrawn,
        -- who enters at an age is at risk after it
        cast(
            coalesce(
                sum(ages.entries - ages.exits - ages.withdrawals) over (
                    partition by ages.unit_group
                    order by ages.age
                    rows between unbounded preceding and 1 preceding
                ),
                0
            ) as double
        ) as exposed
    from ages
),

factors as (
    select
        risk_sets.unit_group,
        risk_sets.age,
        risk_sets.exposed,
        risk_sets.exited,
        risk_sets.withdrawn,
        case when risk_sets.exited > 0 and risk_sets.exited = risk_sets.exposed then 1 else 0 end
            as is_last,
        case
            when risk_sets.exited > 0 and risk_sets.exited < risk_sets.exposed
                then ln(cast(risk_sets.exposed - risk_sets.exited as double) / risk_sets.exposed)
            else cast(0 as double)
        end as log_factor,
        case
            when risk_sets.exited > 0 and risk_sets.exited < risk_sets.exposed
                then
                    cast(risk_sets.exited as double)
                    / (risk_sets.exposed * (risk_sets.exposed - risk_sets.exited))
            else cast(0 as double)
        end as variance_part
    from risk_sets
),

sums as (
    select
        factors.unit_group,
        factors.age,
        factors.exposed,
        factors.exited,
        factors.withdrawn,
        max(factors.is_last) over (
            partition by factors.unit_group
            order by factors.age
            rows between unbounded preceding and current row
        ) as has_none_left,
        cast(
            sum(factors.log_factor) over (
                partition by factors.unit_group
                order by factors.age
                rows between unbounded preceding and current row
            ) as double
        ) as log_survival,
        sqrt(
            sum(factors.variance_part) over (
                partition by factors.unit_group
                order by factors.age
                rows between unbounded preceding and current row
            )
        ) as log_error
    from factors
),

curves as (
    select
        sums.unit_group,
        sums.age,
        sums.exposed,
        sums.exited,
        sums.withdrawn,
        sums.log_survival,
        sums.log_error,
        case
            when not coalesce(coverages.has_curve, false)
                then 'No exit is on record and exits may be missing: nothing can be estimated.'
            when coverages.may_miss_exits
                then 'Exits may be missing from the record over these lives.'
        end as remark,
        case
            when not coalesce(coverages.has_curve, false) then null
            when sums.has_none_left = 1 then cast(0 as double)
            else exp(sums.log_survival)
        end as surviving,
        case
            when sums.has_none_left = 0 and sums.log_survival < 0
                then cast(1.959963984540054 as double) * sums.log_error / sums.log_survival
        end as log_log_error
    from sums
    left join coverages on sums.unit_group = coverages.unit_group
    where sums.age = 0 or sums.exited + sums.withdrawn > 0
)

select
    curves.unit_group as group_name,
    cast(curves.age as bigint) as time_days,
    cast(curves.age as double) / cast(365.25 as double) as time_years,
    cast(curves.exposed as bigint) as at_risk,
    curves.exited as exits,
    curves.withdrawn as censored,
    curves.surviving as survival,
    case when curves.surviving > 0 then curves.surviving * curves.log_error end as standard_error,
    exp(curves.log_survival * exp(-curves.log_log_error)) as survival_lower,
    exp(curves.log_survival * exp(curves.log_log_error)) as survival_upper,
    groups_seen.without_day as undated,
    observation.last_day as observed_until,
    curves.remark as note
from curves
inner join groups_seen on curves.unit_group = groups_seen.unit_group
cross join observation
order by curves.unit_group, curves.age
