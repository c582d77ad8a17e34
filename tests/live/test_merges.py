"""The panels on the live tables: keys, sizes by formula, and merges that lose no row.

`state_systems.csv` says from when to when a state is in the State System Membership of Correlates
of War (v2016), in the list of independent states of Gleditsch and Ward (without microstates), and,
from 1992 on, in V-Dem (v15): spells that lasted into 1992 or began later, of states in the tables.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl
import pytest

import pactexit
from conftest import ROOT
from pactexit.database import connect
from plain_tables import OWN, Tables, first_day

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

KEYS = {
    "partner_year": ["iso3", "year"],
    "dyad_year": ["iso3_1", "iso3_2", "year"],
    "agreement_year": ["agreement_id", "iso3", "year"],
    "event_list": ["event_id", "iso3"],
    "agreement_spells": ["agreement_id", "iso3"],
}
BLOCKS = re.findall(
    r"```python\n(.*?)```", (ROOT / "docs" / "panels.md").read_text(encoding="utf-8"), re.DOTALL
)
StateYears = set[tuple[str, int]]


@pytest.fixture(scope="module")
def con(live: Path) -> Iterator[DuckDBPyConnection]:
    with connect(live) as connection:
        yield connection


@pytest.fixture(scope="module")
def tables(live: Path) -> Tables:
    return Tables(live)


def rows(con: DuckDBPyConnection, name: str, **params: Any) -> list[dict[str, Any]]:
    answer = pactexit.ask(name, con, **params)
    return [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]


def systems() -> list[dict[str, str]]:
    path = Path(__file__).with_name("state_systems.csv")
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def state_years(system: str, first: int, last: int) -> StateYears:
    """Code and year of the states that the list holds on the last day of the year."""
    return {
        (row["code"], year)
        for row in systems()
        if row["system"] == system
        for year in range(first, last + 1)
        if row["from_on"] <= f"{year}-12-31" <= row["to_on"]
    }


@pytest.mark.parametrize("name", KEYS)
def test_keys_are_unique(con: DuckDBPyConnection, name: str) -> None:
    keys = [tuple(row[column] for column in KEYS[name]) for row in rows(con, name)]
    assert len(keys) == len(set(keys)) > 0


def test_the_codes_of_other_lists_are_keys_as_well(con: DuckDBPyConnection) -> None:
    for columns in (("cow_code",), ("gw_code",)):
        found = Counter(
            (*(row[column] for column in columns), row["year"])
            for row in rows(con, "partner_year")
            if row[columns[0]] is not None
        )
        assert set(found.values()) == {1}
    dyads = Counter(
        (row["cow_code_1"], row["cow_code_2"], row["year"])
        for row in rows(con, "dyad_year")
        if None not in (row["cow_code_1"], row["cow_code_2"])
    )
    assert set(dyads.values()) == {1}


@pytest.mark.parametrize(("first", "last"), [(1992, 2026), (2014, 2025), (1949, 1949)])
def test_numbers_of_rows_are_those_of_the_formula(
    con: DuckDBPyConnection, tables: Tables, first: int, last: int
) -> None:
    span = {"first_year": first, "last_year": last}
    states, years = len(tables.country.keys() - set(OWN)), last - first + 1
    assert len(rows(con, "partner_year", **span)) == states * years
    assert len(rows(con, "dyad_year", **span)) == 2 * states * years
    rows_of_agreements = 0
    for party in tables.parties:
        agreement, row = party["agreement_id"], tables.agreement[party["agreement_id"]]
        if party["country_id"] not in tables.partners(agreement):
            continue
        steps = [s["occurred_on"] for s in tables.events if s["agreement_id"] == agreement]
        signed = [text for text in (row["signed_on"], party["signed_on"]) if text]
        begun = max(first_day(text).year for text in signed) if signed else None
        traces = [first_day(text).year for text in (*steps, row["in_force_on"]) if text]
        begun = begun or min(traces, default=last + 1)
        rows_of_agreements += max(0, last - max(first, begun) + 1)
    assert len(rows(con, "agreement_year", **span)) == rows_of_agreements


def test_the_years_left_out_are_those_of_the_declared_coverage(
    con: DuckDBPyConnection, tables: Tables
) -> None:
    windows = [
        (row["from_on"], row["to_on"])
        for row in tables.coverage
        if (row["measure"], row["actor_id"]) == ("exit-steps", "RUS")
    ]
    years = {row["year"] for row in rows(con, "partner_year", partner_id="POL")}
    first, last = min(w[0] for w in windows)[:4], max(w[1] for w in windows)[:4]
    assert years == set(range(int(first), int(last) + 1))


def test_spells_and_steps_are_as_many_as_pairs(con: DuckDBPyConnection, tables: Tables) -> None:
    pairs = {a: tables.partners(a) for a in tables.agreement}
    assert len(rows(con, "agreement_spells")) == sum(map(len, pairs.values()))
    steps = 0
    for step in tables.events:
        agreement, actor = step["agreement_id"], step["actor_id"]
        if tables.agreement[agreement]["scope"] != "context":
            steps += max(1, len(pairs[agreement])) if actor == "RUS" else 1
    assert len(rows(con, "event_list")) == steps


@pytest.mark.parametrize(("system", "last"), [("cow", 2016), ("gw", 2020), ("vdem", 2024)])
def test_no_year_of_a_state_is_lost_or_doubled_and_what_is_left_over_was_no_state(
    con: DuckDBPyConnection, tables: Tables, system: str, last: int
) -> None:
    column = {"cow": "cow_code", "gw": "gw_code", "vdem": "iso3"}[system]
    panel = rows(con, "partner_year", first_year=1992, last_year=last)
    found = Counter((str(row[column]), row["year"]) for row in panel if row[column] is not None)
    own = {tables.country["RUS"][c] for c in ("cow_code", "gw_code", "country_id")}
    wanted = {key for key in state_years(system, 1992, last) if key[0] not in own}
    if system == "gw":
        # in the list of Gleditsch and Ward Yugoslavia is another state than Serbia
        wanted = {(code, year) for code, year in wanted if code != "345"}
    assert wanted - found.keys() == set()
    assert set(found.values()) == {1}
    begins = {row["code"]: row["from_on"] for row in systems() if row["system"] == system}
    for code, year in found.keys() - wanted:
        assert code not in begins or f"{year}-12-31" < begins[code]


def test_what_the_partner_years_hold_adds_up_to_the_exits(con: DuckDBPyConnection) -> None:
    panel = rows(con, "partner_year")
    assert all(r["effective"] is None for r in panel if r["exits_note"] == "outside coverage")
    for exits in rows(con, "exits_by_partner"):
        years = [row for row in panel if row["iso3"] == exits["partner_id"]]
        for stage in ("authorised", "decided", "notified", "effective"):
            assert sum(row[stage] or 0 for row in years) == (exits[stage] or 0)


def test_the_dyads_from_russia_are_the_partner_years(con: DuckDBPyConnection) -> None:
    stages = ("announced", "proposed", "authorised", "decided", "notified", "effective")
    names = (*stages, "exits_note")
    dyads = {
        (row["iso3_2"], row["year"]): [row[name] for name in names]
        for row in rows(con, "dyad_year")
        if row["iso3_1"] == "RUS"
    }
    assert dyads == {
        (row["iso3"], row["year"]): [row[name] for name in names]
        for row in rows(con, "partner_year")
    }


@pytest.mark.parametrize("year", [1995, 2008, 2015, 2025])
def test_the_status_of_a_year_is_the_status_as_of_its_last_day(
    con: DuckDBPyConnection, year: int
) -> None:
    status = {
        row["agreement_id"]: row["status"]
        for row in rows(con, "agreement_status", as_of=f"{year}-12-31")
    }
    panel = rows(con, "agreement_year", first_year=year, last_year=year)
    bilateral = [row for row in panel if row["is_bilateral"]]
    assert bilateral
    for row in bilateral:
        assert row["status"] == status[row["agreement_id"]], row


def test_the_united_states_left_open_skies_before_russia_did(con: DuckDBPyConnection) -> None:
    skies = {"agreement_id": "multi-1992-open-skies", "first_year": 2019, "last_year": 2021}
    found = {
        state: [row["status"] for row in rows(con, "agreement_year", partner_id=state, **skies)]
        for state in ("USA", "NOR")
    }
    assert found == {
        "USA": ["in force", "ended", "ended"],
        "NOR": ["in force", "in force", "ended"],
    }


@pytest.fixture
def files(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with the files of others that the page of the documentation reads."""
    lists = pl.DataFrame(systems()).with_columns(pl.col("from_on", "to_on").str.to_date())
    parts = {
        f"{to}{part}": getattr(pl.col(column).dt, name)()
        for to, column in (("st", "from_on"), ("end", "to_on"))
        for part, name in (("year", "year"), ("month", "month"), ("day", "day"))
    }
    of = {name: lists.filter(pl.col("system") == name) for name in ("cow", "gw", "vdem")}
    of["cow"].select(pl.col("code").alias("ccode"), **parts).write_csv(tmp_path / "states2016.csv")
    of["gw"].select(gwcode="code", start="from_on", end="to_on").write_csv(
        tmp_path / "gw_states.csv"
    )
    years = sorted(state_years("vdem", 1992, 2024))
    pl.DataFrame(
        {
            "country_text_id": [code for code, _ in years],
            "year": [year for _, year in years],
            "v2x_polyarchy": [0.5] * len(years),  # invented; only the join is tested
        }
    ).write_csv(tmp_path / "V-Dem-CY-Core.csv")
    (tmp_path / "directed_dyads.csv").write_text(
        "ccode1,ccode2,year,disputes\n365,2,2014,1\n2,365,2014,0\n", encoding="utf-8"
    )
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_the_examples_of_the_documentation_merge_without_losing_a_row(files: Path) -> None:
    names: dict[str, Any] = {}
    merges = []
    for block in BLOCKS:
        exec(compile(block, "docs/panels.md", "exec"), names)
        merges.append(names["merged"])
    cow, dyads, gw, vdem, iso, _ = merges
    everywhere = pactexit.partner_year().pl()

    for merged, system, last in ((cow, "cow", 2016), (gw, "gw", 2020)):
        keys = merged.select(pl.col(f"{system}_code").cast(str), "year").rows()
        assert len(keys) == len(set(keys))
        assert set(keys) == {key for key in state_years(system, 1992, last) if key[0] != "365"}
    assert dyads.height == pactexit.dyad_year(first_year=2014).pl().height
    assert dyads.filter(pl.col("disputes").is_not_null()).height == 2
    assert vdem.height == everywhere.height
    coded = vdem.filter(pl.col("v2x_polyarchy").is_not_null()).select("iso3", "year").rows()
    assert set(coded) == {key for key in state_years("vdem", 1992, 2024) if key[0] != "RUS"}
    assert iso.height == everywhere.height
    assert set(iso.filter(pl.col("iso_numeric").is_null())["iso3"]) == {"XKX"}

    spells = names["spells"]
    assert spells["event"].sum() > 0
    assert (spells["entry"] <= spells["time"]).all()
