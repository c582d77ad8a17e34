/* ---
title: Windows in which nothing is missing, by group of partners
description: >
  One row per measure, actor, scope of the agreements, group of partners and span of days without
  a gap that windows of complete coverage of the group, or of a wider one, hold together; windows
  that adjoin make one. The group nato-and-eu is that of the partners in both. The record ends on
  the last day of any window of the actor, or of its newest step: as far does a count without
  as_of reach. A span is searched when the last of its windows is.
needs: [coverage, events]
--- */
with asked as (
    select 'all' as partner_group
    union all
    select 'nato' as partner_group
    union all
    select 'eu' as partner_group
    union all
    select 'nato-or-eu' as partner_group
    union all
    select 'nato-and-eu' as partner_group
),

windows as (
    select
        coverage.measure,
        coverage.actor_id,
        coverage.agreement_scope,
        asked.partner_group,
        coverage.from_on,
        coverage.to_on,
        coverage.searched_on,
        max(coverage.to_on) over (
            partition by
                coverage.measure,
                coverage.actor_id,
                coverage.agreement_scope,
                asked.partner_group
            order by coverage.from_on, coverage.to_on
            rows between unbounded preceding and 1 preceding
        ) as held_until
    from coverage
    inner join asked
        on
            coverage.partner_group in ('all', asked.partner_group)
            or (coverage.partner_group = 'nato-or-eu' and asked.partner_group in ('nato', 'eu'))
            or (coverage.partner_group <> 'all' and asked.partner_group = 'nato-and-eu')
    where coverage.completeness = 'complete'
),

spans as (
    select
        windows.measure,
        windows.actor_id,
        windows.agreement_scope,
        windows.partner_group,
        windows.from_on as first_day,
        windows.to_on as last_day,
        windows.searched_on as searched_day,
        cast(sum(
            case
                when windows.from_on <= cast(windows.held_until + interval '1' day as date) then 0
                else 1
            end
        ) over (
            partition by
                windows.measure,
                windows.actor_id,
                windows.agreement_scope,
                windows.partner_group
            order by windows.from_on, windows.to_on
            rows between unbounded preceding and current row
        ) as bigint) as span
    from windows
),

days_on_record as (
    select
        coverage.actor_id,
        coverage.to_on as on_record
    from coverage
    union all
    select
        events.actor_id,
        events.occurred_on_latest as on_record
    from events
),

ends as (
    select
        days_on_record.actor_id,
        max(days_on_record.on_record) as newest_day
    from days_on_record
    group by days_on_record.actor_id
)

select
    spans.measure,
    spans.actor_id,
    spans.agreement_scope,
    spans.partner_group,
    min(spans.first_day) as from_on,
    max(spans.last_day) as to_on,
    case when count(spans.searched_day) = count(*) then max(spans.searched_day) end as searched_on,
    max(ends.newest_day) as record_ends_on
from spans
inner join ends on spans.actor_id = ends.actor_id
group by
    spans.measure, spans.actor_id, spans.agreement_scope, spans.partner_group, spans.span
