/* ---
title: The years from 1800 to 2199
description: >
  One row per year with its first and last day: the spine of panels. A panel chooses from it, so
  that every year asked for is a row whether or not something happened in it.
needs: []
--- */
with digits as (
    select 0 as digit
    union all
    select 1 as digit
    union all
    select 2 as digit
    union all
    select 3 as digit
    union all
    select 4 as digit
    union all
    select 5 as digit
    union all
    select 6 as digit
    union all
    select 7 as digit
    union all
    select 8 as digit
    union all
    select 9 as digit
),

numbered as (
    select cast(1800 + hundreds.digit * 100 + tens.digit * 10 + ones.digit as integer) as calendar
    from digits as hundreds
    cross join digits as tens
    cross join digits as ones
    where hundreds.digit < 4
)

select
    numbered.calendar as calendar_year,
    cast(concat(cast(numbered.calendar as varchar), '-01-01') as date) as begins_on,
    cast(concat(cast(numbered.calendar as varchar), '-12-31') as date) as ends_on
from numbered
