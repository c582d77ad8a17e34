/* ---
title: What the dataset undertakes to hold, and what its counts mean
description: >
  The declared windows of coverage. In a complete window a count is exact, and 0 means that there
  is none. In a partial one a count means at least, and 0 says nothing. Where nothing was searched,
  and outside all windows, there is no count.
params:
  measure:
    type: VARCHAR
    default: null
    help: "Only windows of this: agreements, exit-steps or orders."
    one_of: coverage.measure
  agreement_scope:
    type: VARCHAR
    default: null
    help: "Only agreements of this scope: military or adjacent."
    one_of: coverage.agreement_scope
  on_day:
    type: DATE
    default: null
    help: Only windows that hold this day.
returns:
  coverage_id: {type: VARCHAR, meaning: The window.}
  measure: {type: VARCHAR, meaning: What is counted.}
  actor_id: {type: VARCHAR, meaning: State whose steps or agreements they are.}
  partner_group: {type: VARCHAR, meaning: Partners that the window speaks of.}
  agreement_scope: {type: VARCHAR, meaning: Scope of the agreements.}
  from_on: {type: DATE, meaning: First day.}
  to_on: {type: DATE, meaning: Last day.}
  completeness: {type: VARCHAR, meaning: "complete, partial, not-searched."}
  a_count_means: {type: VARCHAR, meaning: "exactly, at least, or nothing."}
  is_zero_known: {type: BOOLEAN, meaning: Whether a count of 0 means that there is none.}
  searched_on: {type: DATE, meaning: Day of the last search; NULL where there was none.}
  note: {type: VARCHAR, meaning: What was searched and how.}
chart:
  transform:
    - calculate: "datum.measure + ': ' + datum.partner_group + ', ' + datum.agreement_scope"
      as: what
  height: {step: 22}
  encoding:
    y: {field: what, type: nominal, title: null}
    x: {field: from_on, type: temporal, scale: {type: utc}, title: Days of the window}
    x2: {field: to_on}
    color:
      field: completeness
      type: nominal
      title: The record is declared
      scale:
        domain: [complete, partial, not-searched]
        range: ["#D55E00", "#56B4E9", "#d9d9d9"]
  layer:
    - mark: {type: bar, stroke: white, strokeWidth: 0.5}
    - transform: [{filter: datum.completeness === 'complete'}]
      # a month among decades would not be seen without an edge of its own
      mark: {type: bar, stroke: "#D55E00", strokeWidth: 3}
--- */
select
    coverage.coverage_id,
    coverage.measure,
    coverage.actor_id,
    coverage.partner_group,
    coverage.agreement_scope,
    coverage.from_on,
    coverage.to_on,
    coverage.completeness,
    case coverage.completeness
        when 'complete' then 'exactly'
        when 'partial' then 'at least'
        else 'nothing'
    end as a_count_means,
    coverage.completeness = 'complete' as is_zero_known,
    coverage.searched_on,
    coverage.note
from coverage
where
    (
        cast($measure as varchar) is null
        or coverage.measure = cast($measure as varchar)
    )
    and (
        cast($agreement_scope as varchar) is null
        or coverage.agreement_scope = cast($agreement_scope as varchar)
    )
    and (
        cast($on_day as date) is null
        or cast($on_day as date) between coverage.from_on and coverage.to_on
    )
order by
    coverage.measure,
    coverage.actor_id nulls last,
    coverage.partner_group,
    coverage.agreement_scope,
    coverage.from_on,
    coverage.coverage_id
