/* ---
title: An agreement enters into force on or after its signature
why: >
  Vienna Convention on the Law of Treaties, article 24; provisional application is no entry into
  force.
message: is earlier than the signature ({signed_on})
fix: Compare signed_on and in_force_on.
--- */
select
    'agreements' as table_name,
    agreements._row,
    'in_force_on' as column_name,
    agreements.in_force_on as value,
    agreements.signed_on
from agreements
where agreements.in_force_on_latest < agreements.signed_on_earliest
