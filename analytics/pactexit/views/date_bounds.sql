/* ---
title: Earliest and latest day of every imprecise date
description: >
  One row per EDTF text that occurs in the package. A month or a year keeps all its days, a range
  runs from the first day of its first part to the last day of its second, and ~ keeps the bounds
  of the plain date.
needs: [dates]
--- */
with cleaned as (
    select
        dates.edtf,
        replace(replace(replace(dates.edtf, '[', ''), ']', ''), '~', '') as plain
    from dates
),

ends as (
    select
        cleaned.edtf,
        split_part(cleaned.plain, '..', 1) as first_part,
        case
            when cleaned.plain like '%..%' then split_part(cleaned.plain, '..', 2)
            else cleaned.plain
        end as last_part
    from cleaned
),

first_days as (
    select
        ends.edtf,
        ends.last_part,
        cast(substring(concat(ends.first_part, '-01-01'), 1, 10) as date) as first_day,
        cast(substring(concat(ends.last_part, '-01-01'), 1, 10) as date) as last_part_begins
    from ends
)

select
    first_days.edtf,
    first_days.first_day as earliest,
    cast(
        case length(first_days.last_part)
            when 10 then first_days.last_part_begins
            when 7 then first_days.last_part_begins + interval '1' month - interval '1' day
            else first_days.last_part_begins + interval '1' year - interval '1' day
        end as date
    ) as latest
from first_days
