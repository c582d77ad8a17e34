/* ---
title: The ranks of the stages, side by side
description: >
  One row with the rank of each stage of the ladder, to count by one reading what has reached at
  least this or that stage.
needs: [terms]
--- */
select
    max(case when terms.value = 'announced' then terms.rank end) as announced,
    max(case when terms.value = 'proposed' then terms.rank end) as proposed,
    max(case when terms.value = 'authorised' then terms.rank end) as authorised,
    max(case when terms.value = 'decided' then terms.rank end) as decided,
    max(case when terms.value = 'notified' then terms.rank end) as notified,
    max(case when terms.value = 'effective' then terms.rank end) as effective
from terms
where terms.field = 'events.stage'
