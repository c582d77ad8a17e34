"""Tables of any size under the schema of this project, for the benchmark of the questions.

`python benchmarks/agreements.py FOLDER AGREEMENTS` writes agreements, parties, events, orders and
coverage as Parquet files. One agreement in fifty has two partners, one in three an exit or a
suspension by Russia of one or two steps, of which some are revoked; one in ten days is known as a
year only, or not at all. Some years, groups and scopes are declared complete, others are not.
Countries and terms are those of the live tables.
"""

from __future__ import annotations

import sys
from pathlib import Path

import pactexit

ORDERS = 2_000
#: The order of which the flagship question is asked.
AN_ORDER = "rus-government-7"

#: The codes that whoever asks by hand has in mind.
ACTS = ("terminate", "denounce", "withdraw")
EXITS = (*ACTS, "refuse-extension", "expire", "lapse")
RANKS = {"authorised": 3, "decided": 4, "notified": 5, "effective": 6}
ROLES = ("party", "successor", "signatory")
LEVELS = ("intergovernmental", "interministerial")
TABLES = {
    "agreements": """
        select
            'agreement-' || i as agreement_id,
            'Agreement ' || i as title_en,
            'agreement' as kind,
            ['interstate', 'intergovernmental', 'interministerial', 'agency'][i % 4 + 1] as level,
            ['military-cooperation', 'arms-control', 'nuclear'][i % 3 + 1] as subject,
            case when i % 97 = 0 then 'context' when i % 10 = 0 then 'adjacent' else 'military' end
                as scope,
            case when i % 21 = 0 then null when i % 19 = 0 then cast(y as varchar)
                else cast(make_date(y, i % 12 + 1, i % 28 + 1) as varchar) end as signed_on,
            case when i % 21 = 0 then null when i % 19 = 0 then make_date(y, 1, 1)
                else make_date(y, i % 12 + 1, i % 28 + 1) end as signed_on_earliest,
            case when i % 21 = 0 then null when i % 19 = 0 then make_date(y, 12, 31)
                else make_date(y, i % 12 + 1, i % 28 + 1) end as signed_on_latest
        from (select i, cast(1950 + i % 75 as bigint) as y from range($rows) as numbers(i))
    """,
    "parties": """
        select 'agreement-' || i as agreement_id, 'RUS' as country_id, 'party' as role
        from range($rows) as numbers(i)
        union all
        select 'agreement-' || i, $states[(i // 3 + i) % len($states) + 1],
            case when i % 40 = 0 then 'signatory' else 'party' end
        from range($rows) as numbers(i)
        union all
        select 'agreement-' || i, $states[(i // 3 + i + 1) % len($states) + 1],
            case when i % 100 = 0 then 'disputed' else 'party' end
        from range(0, $rows, 50) as numbers(i)
    """,
    "events": """
        select 'step-' || i || '-' || place as event_id, 'agreement-' || i as agreement_id,
            'rus-government-' || i // 3 % $orders as order_id,
            case when i % 15 = 0 then 'POL' else 'RUS' end as actor_id,
            case when i % 30 = 0 then 'suspend' when i % 33 = 0 then 'expire'
                else ['terminate', 'denounce', 'withdraw'][i // 3 % 3 + 1] end as action,
            case when place = 2 then 'revoked'
                else ['authorised', 'decided', 'notified', 'effective'][(i // 3 + place) % 4 + 1]
                end as stage,
            cast(day + cast(30 * place as integer) as varchar) as occurred_on,
            cast(day + cast(30 * place as integer) as date) as occurred_on_earliest,
            cast(day + cast(30 * place as integer) as date) as occurred_on_latest
        from (
            select i, place, make_date(cast(2000 + i % 26 as bigint), 12, 1) as day
            from range(0, $rows, 3) as numbers(i), range(3) as places(place)
            where place = 0 or (place = 1 and i % 2 = 0) or (place = 2 and i % 60 = 3)
        )
    """,
    "orders": """
        select 'rus-government-' || i as order_id, 'RUS' as issuing_country_id,
            'Government' as issuer, 'order' as kind, 'Order ' || i as title_en
        from range($orders) as numbers(i)
    """,
    "coverage": """
        select 'rus-' || measure || '-' || i as coverage_id, measure, 'RUS' as actor_id,
            partner_group, agreement_scope, from_on, date '2030-12-31' as to_on,
            completeness, date '2026-11-23' as searched_on
        from (values
            (1, 'exit-steps', 'nato-or-eu', 'military', date '2003-01-01', 'complete'),
            (2, 'exit-steps', 'all', 'military', date '2010-06-01', 'complete'),
            (3, 'exit-steps', 'nato', 'adjacent', date '2000-01-01', 'complete'),
            (4, 'exit-steps', 'all', 'adjacent', date '2000-01-01', 'partial'),
            (5, 'agreements', 'all', 'military', date '1960-01-01', 'complete'),
            (6, 'agreements', 'all', 'adjacent', date '1990-01-01', 'complete')
        ) as windows(i, measure, partner_group, agreement_scope, from_on, completeness)
    """,
}


def write(folder: Path, rows: int) -> None:
    """Writes the four files."""
    with pactexit.connect() as con:
        states = [
            state
            for (state,) in con.execute(
                "select country_id from countries where country_id not in ('RUS', 'SUN') order by 1"
            ).fetchall()
        ]
        given = {"rows": rows, "states": states, "orders": ORDERS}
        for table, sql in TABLES.items():
            used = {name: value for name, value in given.items() if f"${name}" in sql}
            path = str(folder / f"{table}.parquet").replace("'", "''")
            con.execute(f"copy ({sql}) to '{path}' (format parquet)", used)
        for table in ("countries", "terms"):
            path = str(folder / f"{table}.parquet").replace("'", "''")
            con.execute(f"copy {table} to '{path}' (format parquet)")


if __name__ == "__main__":
    write(Path(sys.argv[1]), int(sys.argv[2]))
