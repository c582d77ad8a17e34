"""Counts say no more than the record bears: coverage, totals, copies of one wire, empty cells."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

import plain_record
from pactexit.asking import ask
from pactexit.database import connect
from plain_tables import STAGES, Tables

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

STAGED = {
    "terminations_by_nato_accession_year",
    "exits_by_eu_accession_year",
    "exits_by_partner",
    "exits_by_subject",
    "exits_by_level",
    "exits_by_issuer",
}


@pytest.mark.parametrize("name", sorted(STAGED))
def test_without_declared_coverage_nothing_is_zero(small: Path, name: str) -> None:
    def stages(con: DuckDBPyConnection) -> list[int | None]:
        answer = ask(name, con, as_of="2020-12-31")
        staged = [answer.columns.index(stage) for stage in STAGES[2:]]
        return [row[column] for row in answer.fetchall() for column in staged]

    with connect(small) as con:
        covered = stages(con)
    coverage = small / "tables" / "coverage.csv"
    coverage.write_text(coverage.read_text(encoding="utf-8").splitlines()[0] + "\n", "utf-8")
    with connect(small) as con:
        assert stages(con) == [count or None for count in covered]
    assert 0 in covered


@pytest.mark.parametrize("name", sorted(STAGED - {"exits_by_issuer"}))
@pytest.mark.parametrize("as_of", [None, "2020-05-15", "2022-06-30"])
def test_groups_add_up_to_the_total(small: Path, name: str, as_of: str | None) -> None:
    with connect(small) as con:
        (total,) = ask("terminations_in_total", con, as_of=as_of).fetchall()
        answer = ask(name, con, as_of=as_of)
        rows = answer.fetchall()
    staged = [answer.columns.index(stage) for stage in STAGES[2:]]
    assert [sum(row[column] or 0 for row in rows) for column in staged] == [
        count or 0 for count in total[2:6]
    ]


def test_a_report_and_its_copy_are_one_voice(small: Path) -> None:
    counts = []
    for source in (
        "agency-b-2021-12-21-report",
        "agency-c-undated-overview",  # repeats Agency B
        "gazette-a-2020-03-10-order",
        "register-d-2023-treaty-pages",
    ):
        with (small / "tables" / "claims.csv").open("a", encoding="utf-8") as file:
            file.write(f"agreements,nor-1992-incidents-at-sea,signed_at,Oslo,{source},,\n")
        with connect(small) as con:
            found = ask("facts_by_support", con, table_name="agreements").fetchall()
        assert found == plain_record.facts_by_support(Tables(small), table_name="agreements")
        counts += [row[3:6] for row in found if row[1] == "signed_at"]
    assert counts == [(0, 0, 1), (0, 0, 1), (0, 1, 0), (1, 0, 0)]


def test_an_empty_cell_is_listed_with_what_is_claimed_of_it(small: Path) -> None:
    cell = {"table_name": "agreements", "field": "signed_at"}
    with (small / "tables" / "claims.csv").open("a", encoding="utf-8") as file:
        for value, source in (
            ("Kirkenes", "agency-c-undated-overview"),
            ("Bergen", "agency-c-undated-overview"),
            ("Bergen", "agency-b-2021-12-21-report"),
        ):
            file.write(f"agreements,multi-undated-observation,signed_at,{value},{source},,\n")
    with connect(small) as con:
        found = ask("unknown_facts", con, **cell).fetchall()
    assert found == plain_record.unknown_facts(Tables(small), **cell)
    row = ("agreements", "multi-undated-observation", "signed_at", 3, 2, "Bergen; Kirkenes")
    assert row in found
    assert all(row[3:] == (0, 0, None) for row in found if row[1] != "multi-undated-observation")
