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

from agreements import AN_ORDER
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
ACTS = ("terminate", "denounce", "withdraw")
EXITS = (*ACTS, "refuse-extension", "expire", "lapse")
RANKS = {"authorised": 3, "decided": 4, "notified": 5, "effective": 6}
ROLES = ("party", "successor", "signatory")
LEVELS = ("intergovernmental", "interministerial")

#: DuckDB and SQLite: exits of the agreements, then the same counts by whatever group.
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
        select {{group}} as kept, p.country_id, e.agreement_id, e.reached,
            exists (
                select 1 from windows w
                where w.agreement_scope = a.scope and w.from_on <= e.first_step_on and (
                    w.partner_group = 'all'
                    or w.partner_group in ('nato', 'nato-or-eu') and c.nato_acceded_on is not null
                    or w.partner_group in ('eu', 'nato-or-eu') and c.eu_acceded_on is not null
                        and c.eu_left_on is null
                )
            ) as is_covered
        from exits e
        join parties p on e.agreement_id = p.agreement_id
        join agreements a on e.agreement_id = a.agreement_id
        join countries c on p.country_id = c.country_id
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
            on cast(from_on as text) <= kept || '-01-01' and cast(to_on as text) >= kept || '-12-31'
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


def _sql(year: str) -> dict[str, str]:
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
        ),
        "exits_by_partner": _EXITS.format(
            first_step="e.occurred_on_earliest", chosen="true", group="p.country_id", partners=""
        ),
        "agreements_by_signing_year": _BY_YEAR.format(
            same_year=f"case when {first} = {last} then {first} end", roles=ROLES
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


def polars(folder: Path) -> dict[str, Answers]:
    """By hand in polars, lazily, on frames in memory."""
    import polars as pl

    t = {
        table: pl.read_parquet(folder / f"{table}.parquet").lazy()
        for table in ("agreements", "parties", "events", "countries", "coverage")
    }
    partners = t["parties"].filter(
        pl.col("role").is_in(ROLES), ~pl.col("country_id").is_in(["RUS", "SUN"])
    )

    complete = t["coverage"].filter(
        pl.col("completeness") == "complete", pl.col("actor_id") == "RUS"
    )

    def exits(group: pl.Expr, order: str | None, *counts: pl.Expr) -> list[tuple[Any, ...]]:
        russian = t["events"].filter(pl.col("actor_id") == "RUS")
        revoked = (
            russian.filter(pl.col("action").is_in(EXITS), pl.col("stage") == "revoked")
            .group_by("agreement_id")
            .agg(until=pl.max("occurred_on_latest"))
        )
        is_chosen = pl.lit(value=True) if order is None else pl.col("order_id") == order
        rank = pl.col("stage").replace_strict(
            {"announced": 1, "proposed": 2, **RANKS}, default=0, return_dtype=pl.Int64
        )
        live = (pl.col("until") < pl.col("occurred_on_latest")).fill_null(value=True)
        reached = (
            russian.filter(pl.col("action").is_in(ACTS))
            .join(revoked, on="agreement_id", how="left")
            .group_by("agreement_id")
            .agg(
                first_step_on=pl.col("occurred_on_earliest").filter(is_chosen).min(),
                reached=pl.when(live).then(rank).otherwise(0).max(),
            )
            .filter(pl.col("first_step_on").is_not_null())
        )
        ends = (
            t["coverage"].filter(pl.col("actor_id") == "RUS").select(day=pl.max("to_on")),
            russian.select(day=pl.max("occurred_on_latest")),
        )
        windows = (
            complete.filter(pl.col("measure") == "exit-steps")
            .join(pl.concat(ends).max(), how="cross")
            .filter(pl.col("to_on") >= pl.col("day"))
        )
        in_nato = pl.col("nato_acceded_on").is_not_null()
        in_eu = pl.col("eu_acceded_on").is_not_null() & pl.col("eu_left_on").is_null()
        wanted = pl.col("partner_group")
        applies = (pl.col("from_on") <= pl.col("first_step_on")) & (
            (wanted == "all")
            | (wanted.is_in(["nato", "nato-or-eu"]) & in_nato)
            | (wanted.is_in(["eu", "nato-or-eu"]) & in_eu)
        )
        covered = pl.col("is_covered").all()
        return (
            reached.join(partners, on="agreement_id")
            .join(t["agreements"].filter(pl.col("scope") != "context"), on="agreement_id")
            .join(t["countries"], on="country_id")
            .join(windows, left_on="scope", right_on="agreement_scope", how="left")
            .group_by("agreement_id", "country_id")
            .agg(
                group.first().alias("kept"),
                pl.first("reached"),
                is_covered=applies.fill_null(value=False).any(),
            )
            .group_by("kept")
            .agg(
                *counts,
                pl.col("agreement_id").n_unique().alias("agreements"),
                *(
                    pl.when(covered | (pl.col("reached") >= rank).any())
                    .then((pl.col("reached") >= rank).sum())
                    .alias(stage)
                    for stage, rank in RANKS.items()
                ),
            )
            .sort("kept", nulls_last=True)
            .collect()
            .rows()
        )

    def by_year() -> list[tuple[Any, ...]]:
        first, last = (pl.col(f"signed_on_{end}").dt.year() for end in ("earliest", "latest"))
        agreement = pl.col("agreement_id")
        counted = (
            t["agreements"]
            .filter(pl.col("scope") != "context")
            .with_columns(kept=pl.when(first == last).then(first))
            .join(partners, on="agreement_id", how="left")
            .group_by("kept")
            .agg(
                agreement.n_unique(),
                pl.col("country_id").drop_nulls().n_unique(),
                *(
                    agreement.filter(pl.col("level") == level).n_unique().alias(level)
                    for level in LEVELS
                ),
            )
        )
        windows = complete.filter(
            pl.col("measure") == "agreements", pl.col("partner_group") == "all"
        )
        kept = pl.col("kept")
        covered = (
            counted.join(windows, how="cross")
            .filter(
                pl.col("from_on") <= pl.date(kept, 1, 1), pl.col("to_on") >= pl.date(kept, 12, 31)
            )
            .group_by("kept")
            .agg(is_covered=pl.col("agreement_scope").n_unique() == 2)
        )
        return (
            counted.join(covered, on="kept", how="left")
            .with_columns(
                pl.when((pl.col(count) > 0) | pl.col("is_covered")).then(pl.col(count))
                for count in ("country_id", *LEVELS)
            )
            .drop("is_covered")
            .sort("kept", nulls_last=True)
            .collect()
            .rows()
        )

    states = pl.col("country_id").n_unique().alias("partners")
    year = pl.col("nato_acceded_on").dt.year()
    return {
        "polars": {
            "terminations_by_nato_accession_year": lambda: exits(year, AN_ORDER, states),
            "exits_by_partner": lambda: exits(pl.col("country_id"), None),
            "agreements_by_signing_year": by_year,
        }
    }


def pandas(folder: Path) -> dict[str, Answers]:
    """By hand in pandas, on frames in memory."""
    import pandas as pd

    t = {
        table: pd.read_parquet(folder / f"{table}.parquet")
        for table in ("agreements", "parties", "events", "countries", "coverage")
    }
    for frame in t.values():
        for column in frame.columns.intersection(
            [f"{name}_on" for name in ("from", "to", "nato_acceded", "eu_acceded", "eu_left")]
            + [f"{name}_on_{end}" for name in ("signed", "occurred") for end in _ENDS]
        ):
            frame[column] = pd.to_datetime(frame[column])

    def partners() -> Any:
        p = t["parties"]
        return p[p["role"].isin(ROLES) & ~p["country_id"].isin(["RUS", "SUN"])]

    def windows(measure: str) -> Any:
        c = t["coverage"]
        is_complete = (c["measure"] == measure) & (c["completeness"] == "complete")
        return c[is_complete & (c["actor_id"] == "RUS")]

    def rows(frame: Any) -> list[tuple[Any, ...]]:
        frame = frame.sort_index(na_position="last").reset_index()
        return [
            tuple(None if pd.isna(v) else v if isinstance(v, str) else int(v) for v in row)
            for row in frame.itertuples(index=False)
        ]

    def exits(group: str, order: str | None) -> list[tuple[Any, ...]]:
        e = t["events"][t["events"]["actor_id"] == "RUS"]
        of_russia = t["coverage"]["actor_id"] == "RUS"
        ends_on = max(e["occurred_on_latest"].max(), t["coverage"]["to_on"][of_russia].max())
        revoked = e[e["action"].isin(EXITS) & (e["stage"] == "revoked")]
        until = revoked.groupby("agreement_id")["occurred_on_latest"].max()
        e = e[e["action"].isin(ACTS)]
        e = e.merge(until.rename("until"), left_on="agreement_id", right_index=True, how="left")
        is_dead = e["until"] >= e["occurred_on_latest"]
        ranks = e["stage"].map({"announced": 1, "proposed": 2, **RANKS}).fillna(0)
        e = e.assign(reached=ranks.mask(is_dead, 0))
        chosen = e if order is None else e[e["order_id"] == order]
        first = chosen.groupby("agreement_id")["occurred_on_earliest"].min()
        reached = e[e["agreement_id"].isin(first.index)].groupby("agreement_id")["reached"].max()
        units = (
            pd.DataFrame({"first_step_on": first, "reached": reached})
            .reset_index()
            .merge(partners()[["agreement_id", "country_id"]], on="agreement_id")
            .merge(t["agreements"][["agreement_id", "scope"]], on="agreement_id")
            .merge(t["countries"], on="country_id")
        )
        units = units[units["scope"] != "context"]
        covered = pd.Series(data=False, index=units.index)
        c = windows("exit-steps")
        c = c[c["to_on"] >= ends_on]
        in_nato = units["nato_acceded_on"].notna()
        in_eu = units["eu_acceded_on"].notna() & units["eu_left_on"].isna()
        member = {"all": True, "nato": in_nato, "eu": in_eu, "nato-or-eu": in_nato | in_eu}
        for window in c.itertuples():
            in_time = units["first_step_on"] >= window.from_on
            is_of = units["scope"] == window.agreement_scope
            covered |= is_of & in_time & member[window.partner_group]
        kept = units["nato_acceded_on"].dt.year if group == "year" else units["country_id"]
        grouped = units.assign(kept=kept, covered=covered).groupby("kept", dropna=False)
        counts = {"partners": grouped["country_id"].nunique()} if group == "year" else {}
        counts["agreements"] = grouped["agreement_id"].nunique()
        for stage, rank in RANKS.items():
            number = (units["reached"] >= rank).groupby(kept, dropna=False).sum()
            counts[stage] = number.where((number > 0) | grouped["covered"].all())
        return rows(pd.DataFrame(counts))

    def by_year() -> list[tuple[Any, ...]]:
        a = t["agreements"][t["agreements"]["scope"] != "context"]
        first, last = (a[f"signed_on_{end}"].dt.year for end in _ENDS)
        joined = a.assign(kept=first.where(first == last)).merge(
            partners()[["agreement_id", "country_id"]], on="agreement_id", how="left"
        )
        grouped = joined.groupby("kept", dropna=False)
        counts = {
            "agreements": grouped["agreement_id"].nunique(),
            "partners": grouped["country_id"].nunique(),
        }
        for level in LEVELS:
            of_level = joined["agreement_id"].where(joined["level"] == level)
            counts[level] = of_level.groupby(joined["kept"], dropna=False).nunique()
        c = windows("agreements")
        c = c[c["partner_group"] == "all"]
        for count in ("partners", *LEVELS):
            years = counts[count].index.to_series()
            scopes = {
                scope: sum(
                    (years > (w.from_on - pd.Timedelta(days=1)).year)
                    & (years < (w.to_on + pd.Timedelta(days=1)).year)
                    for w in of_scope.itertuples()
                )
                for scope, of_scope in c.groupby("agreement_scope")
            }
            is_covered = sum(held > 0 for held in scopes.values()) == 2
            counts[count] = counts[count].where((counts[count] > 0) | is_covered)
        return rows(pd.DataFrame(counts))

    return {
        "pandas": {
            "terminations_by_nato_accession_year": lambda: exits("year", AN_ORDER),
            "exits_by_partner": lambda: exits("partner", None),
            "agreements_by_signing_year": by_year,
        }
    }


_ENDS = ("earliest", "latest")

#: Who opens the tables, by name; one opening serves two programs that are compared most closely.
OPENINGS: dict[str, Callable[[Path], dict[str, Answers]]] = {
    "pactexit": pactexit_and_duckdb,
    "sqlite": sqlite,
    "polars": polars,
    "pandas": pandas,
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
