"""The answers on the live tables: what the orders of December 2025 come to, counted three ways."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import pactexit
import plain_answers
from pactexit.asking import questions
from pactexit.database import connect
from plain_questions import ANSWERS, is_same
from plain_tables import STAGES, Tables

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

COMMAND = Path(sys.executable).with_name("pactexit")
ORDER = "rus-government-2025-12-19"
DECEMBER: dict[str, Any] = {"published_from": "2025-12-01", "published_until": "2025-12-31"}
#: Columns that count agreements, states or acts of the world, not of the record.
COUNTS = {
    *("partners", "agreements", "agreements_by_partner", "orders", "with_exit"),
    *("members_with_agreement", "members_with_exit", "intergovernmental", "interministerial"),
    *STAGES,
}
#: The newest day to which the record of exit steps is declared complete.
COMPLETE: dict[str, Any] = {"as_of": "2025-12-31"}


@pytest.fixture(scope="module")
def con(live: Path) -> Iterator[DuckDBPyConnection]:
    with connect(live) as connection:
        yield connection


@pytest.fixture(scope="module")
def tables(live: Path) -> Tables:
    return Tables(live)


def test_the_order_of_19_december_authorises_eleven_exits_and_decides_none() -> None:
    answer = pactexit.terminations_by_nato_accession_year(order_id=ORDER, **COMPLETE)
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]
    assert {row["nato_accession_year"]: row["authorised"] for row in rows} == {
        1949: 5,
        1955: 1,
        1999: 2,
        2004: 2,
        2009: 1,
    }
    assert all(row["partners"] == row["agreements"] == row["authorised"] for row in rows)
    assert {row[stage] for row in rows for stage in ("decided", "notified", "effective")} == {0}


def test_what_came_of_the_order_after_december_is_not_known() -> None:
    """In 2026 the record is partial: without as_of a count reaches there, and 0 becomes NULL."""
    rows = pactexit.terminations_by_nato_accession_year(order_id=ORDER).fetchall()
    assert [row[3] for row in rows] == [5, 1, 2, 2, 1]
    assert {count for row in rows for count in row[4:]} == {None}


def test_nothing_of_the_order_was_known_before_it_was_published() -> None:
    asked: dict[str, Any] = {"order_id": ORDER, **COMPLETE}
    before = pactexit.terminations_by_nato_accession_year(**asked, known_by="2025-12-18")
    after = pactexit.terminations_by_nato_accession_year(**asked, known_by="2025-12-19")
    assert before.fetchall() == []
    assert sum(row[3] for row in after.fetchall()) == 11


@pytest.mark.parametrize("name", questions())
def test_no_count_on_partial_coverage_is_zero(con: DuckDBPyConnection, name: str) -> None:
    """No coverage of agreements is complete, and none of steps up to the end of the record."""
    answer = pactexit.ask(name, con)
    counts = [place for place, column in enumerate(answer.columns) if column in COUNTS]
    assert not [row for row in answer.fetchall() if 0 in [row[place] for place in counts]]


def test_the_orders_of_december_move_fourteen_agreements() -> None:
    by_year = pactexit.terminations_by_nato_accession_year(**DECEMBER).fetchall()
    assert {row[0]: row[3] for row in by_year} == {1949: 8, 1955: 1, 1999: 2, 2004: 2, 2009: 1}
    (total,) = pactexit.terminations_in_total(**DECEMBER, **COMPLETE).fetchall()
    assert total == (14, 14, 14, 3, 0, 0, None)


@pytest.mark.parametrize("params", [{}, {"order_id": ORDER}, DECEMBER, {"as_of": "2025-12-10"}])
def test_command_function_and_plain_python_count_the_same(
    tables: Tables, params: dict[str, Any]
) -> None:
    options = [part for k, v in params.items() for part in (f"--{k.replace('_', '-')}", v)]
    printed = subprocess.run(
        [COMMAND, "query", "terminations_by_nato_accession_year", *options, "--format", "json"],
        capture_output=True,
        check=True,
    ).stdout
    answer = pactexit.terminations_by_nato_accession_year(**params)
    counted = plain_answers.terminations_by_nato_accession_year(tables, **params)
    assert answer.fetchall() == counted
    assert json.loads(printed) == [dict(zip(answer.columns, row, strict=True)) for row in counted]


@pytest.mark.parametrize(
    ("name", "params"),
    [
        ("terminations_by_nato_accession_year", {"subject": "military-technical-cooperation"}),
        ("terminations_by_nato_accession_year", {"as_of": "2025-12-31"}),
        ("terminations_by_nato_accession_year", {"as_of": "2026-01-01"}),
        ("terminations_in_total", {}),
        ("terminations_in_total", {"order_id": ORDER, "as_of": "2025-12-18"}),
        ("terminations_in_total", {"known_by": "2025-12-05"}),
        ("terminations_by_nato_accession_year", {"as_of": "2025-12-31", "known_by": "2026-11-23"}),
        ("agreement_status", {"as_of": "2023-12-31", "known_by": "2023-12-31"}),
        ("orders_overview", {"known_by": "2020-01-01"}),
        ("share_of_agreements_with_an_exit", {"partner_group": "all", "known_by": "2022-01-01"}),
        ("agreement_status", {}),
        ("agreement_status", {"partner_id": "DEU", "as_of": "2025-12-18"}),
        ("agreement_age_at_exit", {}),
        ("agreement_age_at_exit", {"at_stage": "decided"}),
        ("agreements_by_signing_year", {}),
        ("agreements_by_signing_year", {"partner_id": "DEU"}),
        ("orders_overview", {}),
        ("orders_overview", {"published_from": "2025-12-01"}),
        ("claims_in_conflict", {}),
        ("claims_in_conflict", {"table_name": "orders"}),
        ("claims_in_conflict", {"record_id": ORDER}),
        ("exits_by_eu_accession_year", {}),
        ("exits_by_partner", {"with_expiry": True}),
        ("exits_by_subject", {"as_of": "2025-12-31"}),
        ("exits_by_level", {"partner_id": "NOR"}),
        ("exits_by_issuer", {}),
        ("exits_by_year", {}),
        ("exits_by_year", {"partner_group": "nato", "agreement_scope": "military"}),
        ("nato_waves_covered", {}),
        ("nato_waves_covered", {"order_id": ORDER, "at_stage": "decided"}),
        ("stage_intervals", {}),
        ("stuck_steps", {"as_of": "2025-12-31"}),
        ("agreements_per_order", {"least_agreements": 2}),
        ("gaps_between_orders", {}),
        ("exits_around_a_date", {}),
        ("exits_around_a_date", {"around_on": "2025-12-19", "window_days": 14}),
        ("facts_by_support", {}),
        ("facts_by_support", {"known_by": "2025-12-31"}),
        ("unknown_facts", {}),
        ("completeness_by_column", {}),
        ("sources_by_kind_and_language", {}),
        ("coverage_windows", {"on_day": "2025-12-19"}),
        ("partner_year", {}),
        ("partner_year", {"agreement_scope": "military", "as_of": "2025-12-10"}),
        ("dyad_year", {}),
        ("dyad_year", {"agreement_scope": "military", "with_expiry": True}),
        ("agreement_year", {"first_year": 2021, "agreement_scope": "military"}),
        ("agreement_year", {"partner_id": "UKR"}),
        ("event_list", {}),
        ("event_list", {"track": "suspension"}),
        ("agreement_spells", {}),
        ("agreement_spells", {"at_stage": "authorised", "as_of": "2025-12-31"}),
        ("claims_on_a_cell", {}),
        ("claims_on_a_cell", {"record_id": ORDER, "field": "instruments_named"}),
        ("record_with_references", {}),
        ("record_with_references", {"record_id": ORDER}),
        ("share_of_agreements_with_an_exit", {}),
        ("share_of_agreements_with_an_exit", {"partner_group": "all", "at_stage": "effective"}),
        ("survival_of_agreements", {}),
        ("survival_of_agreements", {"group_by": "partner_group", "with_multilateral": True}),
        ("survival_of_agreements", {"group_by": "subject", "duration_bound": "max"}),
        ("survival_of_agreements", {"group_by": "subject", "with_multilateral": True}),
        ("survival_of_agreements", {"group_by": "level", "observed_from": "2000-01-01"}),
        ("survival_of_agreements", {"with_expiry": True, "at_stage": "effective"}),
        ("signature_and_nato_accession", {}),
        ("signature_and_nato_accession", {"with_multilateral": True, "at_stage": "effective"}),
        ("fates_by_signing_cohort", {}),
        ("fates_by_signing_cohort", {"cohort_years": 5, "partner_group": "nato"}),
    ],
)
def test_plain_python_gives_the_same_answer(
    con: DuckDBPyConnection, tables: Tables, name: str, params: dict[str, Any]
) -> None:
    counted = ANSWERS[name](tables, **params)
    assert is_same(pactexit.ask(name, con, **params).fetchall(), counted)


def test_nothing_is_called_ended_that_is_only_permitted(con: DuckDBPyConnection) -> None:
    answer = pactexit.agreement_status(con=con)
    rows = [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]
    assert rows
    for row in rows:
        assert (row["status"] == "ended") is (row["stage"] == "effective")
    permitted = [row for row in rows if row["order_id"] == ORDER]
    assert [row["status"] for row in permitted] == ["exit authorised"] * 11
