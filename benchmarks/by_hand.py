"""Three questions as somebody would write them without this project, in each program.

`python benchmarks/by_hand.py PROGRAM FOLDER RUNS` opens the tables of agreements.py, answers each
question so often, and prints as JSON the seconds of each run, the answers and the peak of memory.
`pactexit` asks the query files, in turn with `duckdb` on one connection; its notes are left out.
By hand two windows of coverage that only hold a span together are not joined: these have none.
"""

from __future__ import annotations

import json
import sys
import time
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from agreements import ACTS, AN_ORDER, EXITS, RANKS, ROLES
from frames_by_hand import pandas, polars
from peers import peak

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from duckdb import DuckDBPyConnection

#: What is asked, by name, with its parameters.
ASKED: dict[str, dict[str, str]] = {
    "terminations_by_nato_accession_year": {"order_id": AN_ORDER},
    "exits_by_partner": {},
    "agreements_by_signing_year": {},
}
GENERATED = ("agreements", "parties", "events", "orders", "coverage")
_COVERS = """
                w.agreement_scope = a.scope and w.from_on <= e.first_step_on and (
                    w.partner_group = 'all'
                    or w.partner_group in ('nato', 'nato-or-eu') and c.nato_acceded_on is not null
                    or w.partner_group in ('eu', 'nato-or-eu') and c.eu_acceded_on is not null
                        and c.eu_left_on is null
                )
"""
#: Spark has EXISTS only as a condition.
_EXISTS = {
    "distinct": "",
    "is_covered": f"exists (select 1 from windows w where {_COVERS})",
    "join": "",
}
_JOINED = {
    "distinct": "distinct ",
    "is_covered": "w.from_on is not null",
    "join": f"left join windows w on {_COVERS}",
}
#: In SQL: exits of the agreements, then the same counts by whatever group.
_EXITS = f"""
    with revoked as (
        select agreement_id, max(occurred_on_latest) as until
        from events
        where actor_id = 'RUS' and action in {EXITS} and stage = 'revoked'
        group by agreement_id
    ),
    exits as (
        select e.agreement_id, min({{first_step}}) as first_step_on,
            max(case when r.until >= e.occurred_on_latest then 0 else
                case e.stage when 'announced' then 1 when 'proposed' then 2 when 'authorised' then 3
                when 'decided' then 4 when 'notified' then 5 when 'effective' then 6 else 0 end end
            ) as reached
        from events e left join revoked r on e.agreement_id = r.agreement_id
        where e.actor_id = 'RUS' and e.action in {ACTS}
        group by e.agreement_id
        having {{chosen}}
    ),
    windows as (
        select agreement_scope, partner_group, from_on from coverage
        where measure = 'exit-steps' and completeness = 'complete' and actor_id = 'RUS'
            and to_on >= (select max(to_on) from coverage where actor_id = 'RUS')
            and to_on >= (select max(occurred_on_latest) from events where actor_id = 'RUS')
    ),
    units as (
        select {{distinct}}{{group}} as kept, p.country_id, e.agreement_id, e.reached,
            {{is_covered}} as is_covered
        from exits e
        join parties p on e.agreement_id = p.agreement_id
        join agreements a on e.agreement_id = a.agreement_id
        join countries c on p.country_id = c.country_id
        {{join}}
        where p.role in {ROLES} and p.country_id not in ('RUS', 'SUN') and a.scope <> 'context'
    )
    select kept, {{partners}}count(distinct agreement_id),
        {
    ", ".join(
        f"case when min(cast(is_covered as int)) = 1 or max(reached) >= {rank} "
        f"then sum(case when reached >= {rank} then 1 else 0 end) end"
        for rank in RANKS.values()
    )
}
    from units group by kept order by kept nulls last
"""
_BY_YEAR = """
    with counted as (
        select {same_year} as kept, count(distinct a.agreement_id) as agreements,
            count(distinct p.country_id) as partners,
            count(distinct case when a.level = 'intergovernmental' then a.agreement_id end) as by_g,
            count(distinct case when a.level = 'interministerial' then a.agreement_id end) as by_m
        from agreements a
        left join parties p
            on a.agreement_id = p.agreement_id and p.country_id not in ('RUS', 'SUN')
            and p.role in {roles}
        where a.scope <> 'context'
        group by kept
    ),
    covered as (
        select kept as covered_year
        from counted join coverage
            on cast(from_on as {text}) <= kept || '-01-01'
                and cast(to_on as {text}) >= kept || '-12-31'
        where measure = 'agreements' and completeness = 'complete' and actor_id = 'RUS'
            and partner_group = 'all'
        group by kept having count(distinct agreement_scope) = 2
    )
    select kept, agreements,
        case when partners > 0 or covered_year is not null then partners end,
        case when by_g > 0 or covered_year is not null then by_g end,
        case when by_m > 0 or covered_year is not null then by_m end
    from counted left join covered on kept = covered_year
    order by kept nulls last
"""


def _sql(year: str, text: str = "text", coverage: dict[str, str] = _EXISTS) -> dict[str, str]:
    """The SQL of each question; `year` is the function that takes the year of a day."""

    def of(column: str) -> str:
        return year.format(column)

    first, last = of("a.signed_on_earliest"), of("a.signed_on_latest")
    ordered = f"e.order_id = '{AN_ORDER}'"
    return {
        "terminations_by_nato_accession_year": _EXITS.format(
            first_step=f"case when {ordered} then e.occurred_on_earliest end",
            chosen=f"max(case when {ordered} then 1 else 0 end) = 1",
            group=of("c.nato_acceded_on"),
            partners="count(distinct country_id), ",
            **coverage,
        ),
        "exits_by_partner": _EXITS.format(
            first_step="e.occurred_on_earliest",
            chosen="true",
            group="p.country_id",
            partners="",
            **coverage,
        ),
        "agreements_by_signing_year": _BY_YEAR.format(
            same_year=f"case when {first} = {last} then {first} end", roles=ROLES, text=text
        ),
    }


Answers = dict[str, "Callable[[], list[tuple[Any, ...]]]"]


def _connected(folder: Path) -> DuckDBPyConnection:
    """The connection of this project, with the generated rows in the place of its own."""
    import pactexit
    from pactexit.derivations import views

    con = pactexit.connect()
    for table in GENERATED:
        con.execute(f"delete from {table}")
        con.execute(f"insert into {table} by name from '{folder / table}.parquet'")
    # of what is made when a connection opens, the one that depends on these
    windows = views()["complete_windows"].sql
    con.execute(f"create or replace table complete_windows as {windows}")
    return con


def pactexit_and_duckdb(folder: Path) -> dict[str, Answers]:
    """The query files, and the same by hand."""
    from pactexit import ask

    con = _connected(folder)
    by_hand = _sql("year({})")

    def asked(name: str) -> list[tuple[Any, ...]]:
        answer = ask(name, con, **ASKED[name])
        columns = len(answer.columns) - (answer.columns[-1] == "note")
        return [row[:columns] for row in answer.fetchall()]

    return {
        "pactexit": {name: partial(asked, name) for name in ASKED},
        "duckdb": {
            name: lambda name=name: con.execute(by_hand[name]).fetchall()  # type: ignore[misc]
            for name in ASKED
        },
    }


def sqlite(folder: Path) -> dict[str, Answers]:
    """By hand in SQLite, in memory, with an index on what is joined."""
    import sqlite3

    import polars as pl

    con = sqlite3.connect(":memory:")
    for table in (*GENERATED, "countries"):
        frame = pl.read_parquet(folder / f"{table}.parquet")
        frame = frame.with_columns(pl.col(pl.Date).cast(pl.String))
        con.execute(f"create table {table} ({', '.join(frame.columns)})")
        places = ", ".join("?" * frame.width)
        con.executemany(f"insert into {table} values ({places})", frame.iter_rows())
    for table in ("agreements", "parties", "events"):
        con.execute(f"create index {table}_by_agreement on {table} (agreement_id)")
    by_hand = _sql("cast(substr({}, 1, 4) as int)")
    return {
        "sqlite": {
            name: lambda name=name: con.execute(by_hand[name]).fetchall()  # type: ignore[misc]
            for name in ASKED
        }
    }


def spark(folder: Path) -> dict[str, Answers]:
    """By hand in Spark on this machine, on tables in its memory."""
    from pyspark.sql import SparkSession

    settings = {"spark.driver.memory": "4g", "spark.ui.enabled": "false"}
    session = SparkSession.builder.master("local[2]").config(map=settings).getOrCreate()
    for table in (*GENERATED, "countries"):
        frame = session.read.parquet(str(folder / f"{table}.parquet")).cache()
        frame.createOrReplaceTempView(table)
        frame.count()
    by_hand = _sql("year({})", "string", _JOINED)
    return {
        "spark": {
            name: lambda name=name: [tuple(row) for row in session.sql(by_hand[name]).collect()]  # type: ignore[misc]
            for name in ASKED
        }
    }


#: Who opens the tables, by name; one opening serves two programs that are compared most closely.
OPENINGS: dict[str, Callable[[Path], dict[str, Answers]]] = {
    "pactexit": pactexit_and_duckdb,
    "sqlite": sqlite,
    "polars": polars,
    "pandas": pandas,
    "spark": spark,
}


def run(opening: str, folder: Path, runs: int) -> Iterator[dict[str, Any]]:
    """Answers each question in turn with each program of an opening, one time more than counted."""
    programs = OPENINGS[opening](folder)
    for question in ASKED:
        seconds: dict[str, list[float]] = {program: [] for program in programs}
        answers: dict[str, list[tuple[Any, ...]]] = {}
        for _ in range(runs + 1):
            for program, answer in programs.items():
                began = time.perf_counter()
                answers[program] = answer[question]()
                seconds[program].append(time.perf_counter() - began)
        for program in programs:
            yield {
                "program": program,
                "question": question,
                "seconds": seconds[program][1:],
                "answer": answers[program],
                "peak": peak(),
            }


if __name__ == "__main__":
    print(json.dumps(list(run(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])))))
