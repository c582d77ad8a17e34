"""The panels on cases made by hand: coverage, imprecise dates, third states, and odd parameters."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pactexit.asking import ask
from pactexit.database import connect
from plain_tables import STAGES

if TYPE_CHECKING:
    from pathlib import Path

PANELS = ("partner_year", "dyad_year", "agreement_year", "event_list", "agreement_spells")
STEP = "nor-1992-incidents-at-sea-rus-effective,nor-1992-incidents-at-sea,,RUS,terminate,effective"


def rows(folder: Path, name: str, **params: Any) -> list[dict[str, Any]]:
    with connect(folder) as con:
        answer = ask(name, con, **params)
        return [dict(zip(answer.columns, row, strict=True)) for row in answer.fetchall()]


def add(folder: Path, table: str, *lines: str) -> None:
    with (folder / "tables" / f"{table}.csv").open("a", encoding="utf-8") as file:
        file.writelines(f"{line}\n" for line in lines)


@pytest.mark.parametrize("name", ["partner_year", "dyad_year"])
def test_without_declared_coverage_no_count_is_said(small: Path, name: str) -> None:
    coverage = small / "tables" / "coverage.csv"
    coverage.write_text(coverage.read_text(encoding="utf-8").splitlines()[0] + "\n", "utf-8")
    assert rows(small, name) == []  # no years are declared either
    found = rows(small, name, first_year=2018, last_year=2023)
    assert found
    counts = [c for c in found[0] if c in STAGES or c.startswith(("signed_", "in_force_"))]
    assert {row[column] for row in found for column in counts} == {None}
    assert {row["exits_note"] for row in found} == {"outside coverage"}


def test_a_zero_is_said_only_where_every_scope_asked_for_is_complete(small: Path) -> None:
    asked: dict[str, Any] = {"partner_id": "POL", "first_year": 2021, "last_year": 2021}
    add(small, "coverage", "more,exit-steps,RUS,all,adjacent,2021-01-01,2021-12-30,complete,,")
    both, military = rows(small, "partner_year", **asked), {"agreement_scope": "military"}
    assert [(row["decided"], row["exits_note"]) for row in both] == [(None, "at least")]
    (found,) = rows(small, "partner_year", **asked, **military)
    assert (found["decided"], found["exits_note"]) == (0, "exactly")

    add(small, "coverage", "most,exit-steps,RUS,all,adjacent,2021-01-01,2021-12-31,complete,,")
    both = rows(small, "partner_year", **asked)
    assert [(row["decided"], row["exits_note"]) for row in both] == [(0, "exactly")]


def test_a_partner_with_coverage_of_its_own_has_counts_of_its_own(small: Path) -> None:
    asked: dict[str, Any] = {"partner_id": "GBR", "agreement_scope": "military"}
    found = {
        (row["iso3_1"], row["year"]): (row["effective"], row["exits_note"], row["on_record"])
        for row in rows(small, "dyad_year", first_year=2019, last_year=2022, **asked)
    }
    assert found["GBR", 2019] == (None, "outside coverage", "effective")
    assert found["GBR", 2021] == found["GBR", 2022] == (0, "exactly", None)
    assert found["RUS", 2021] == (0, "exactly", None)
    assert found["RUS", 2022] == (None, "at least", None)


def test_the_exit_of_a_third_state_ends_nothing_between_two_others(small: Path) -> None:
    add(
        small,
        "events",
        "p,multi-1996-inspections,,POL,withdraw,effective,2019-03-01,stated,,",
    )
    asked: dict[str, Any] = {
        "agreement_id": "multi-1996-inspections",
        "first_year": 2018,
        "last_year": 2020,
    }
    status = {
        state: [row["status"] for row in rows(small, "agreement_year", partner_id=state, **asked)]
        for state in ("POL", "NOR")
    }
    assert status == {"POL": ["suspended", "ended", "ended"], "NOR": ["suspended"] * 3}
    spells = {
        row["iso3"]: row
        for row in rows(small, "agreement_spells")
        if row["agreement_id"] == "multi-1996-inspections"
    }
    assert (spells["POL"]["exit_actor_id"], spells["NOR"]["exit_actor_id"]) == ("POL", "RUS")
    steps = [row["iso3"] for row in rows(small, "event_list") if row["event_id"] == "p"]
    assert steps == ["POL"]


def test_an_imprecise_date_gives_bounds(small: Path) -> None:
    add(small, "events", f"{STEP},[2021-12-30..2022-01-02],stated,,")
    norway: dict[str, Any] = {"partner_id": "NOR", "agreement_scope": "military"}
    years = {row["year"]: row for row in rows(small, "partner_year", first_year=1992, **norway)}
    # signed on a day between 30 December 1992 and 2 January 1993
    assert [years[1992][f"signed_to_date_{end}"] for end in ("min", "max")] == [None, 1]
    assert [years[1993][f"signed_to_date_{end}"] for end in ("min", "max")] == [1, 1]
    # ended on a day between 30 December 2021 and 2 January 2022
    assert [years[2020][f"in_force_{end}"] for end in ("min", "max")] == [2, 2]
    assert [years[2021][f"in_force_{end}"] for end in ("min", "max")] == [1, 2]
    assert [years[2022][f"in_force_{end}"] for end in ("min", "max")] == [1, 1]
    assert [years[y]["effective"] for y in (2021, 2022)] == [0, 1]

    sea = {"agreement_id": "nor-1992-incidents-at-sea"}
    first = rows(small, "agreement_year", last_year=1993, **sea)
    assert [(row["year"], row["age_years_min"], row["age_years_max"]) for row in first] == [
        (1992, None, 0),
        (1993, 0, 1),
    ]
    (spell,) = [
        r for r in rows(small, "agreement_spells") if r["agreement_id"] == sea["agreement_id"]
    ]
    assert (spell["days_min"], spell["days_max"]) == (10589, 10595)


def test_a_step_taken_back_counts_until_the_day_on_which_it_was(small: Path) -> None:
    asked: dict[str, Any] = {"partner_id": "BGR", "first_year": 2020, "last_year": 2020}
    (before,) = rows(small, "partner_year", as_of="2020-05-15", **asked)
    (after,) = rows(small, "partner_year", **asked)
    assert (before["notified"], after["notified"]) == (1, None)
    logistics = {"agreement_id": "bgr-2001-logistics", "first_year": 2020, "last_year": 2020}
    assert [
        rows(small, "agreement_year", as_of=day, **logistics)[0]["status"]
        for day in ("2020-03-31", "2020-05-15", "2020-07-01")
    ] == ["exit authorised", "exit notified", "in force"]


def test_an_agreement_without_any_date_is_a_left_censored_spell_and_no_year(small: Path) -> None:
    add(small, "agreements", "pol-undated-range,Invented accord,,agreement,,,military,,,,,,,,")
    add(small, "parties", "pol-undated-range,POL,party,,,,", "pol-undated-range,RUS,party,,,,")
    (spell,) = [
        r for r in rows(small, "agreement_spells") if r["agreement_id"] == "pol-undated-range"
    ]
    assert spell["is_left_censored"]
    assert spell["is_right_censored"]
    assert spell["days_min"] is spell["days_max"] is spell["start_latest"] is None
    assert rows(small, "agreement_year", agreement_id="pol-undated-range") == []


def test_a_step_on_an_agreement_with_an_organisation_alone_is_not_lost(small: Path) -> None:
    add(small, "agreements", "multi-2011-x,Invented accord,,agreement,,,military,2011,,,,Union,,,")
    add(small, "parties", "multi-2011-x,RUS,party,,,,")
    add(small, "events", "x,multi-2011-x,,RUS,terminate,decided,2019-03-01,stated,,")
    (step,) = [row for row in rows(small, "event_list") if row["event_id"] == "x"]
    assert (step["iso3"], step["cow_code"], step["actor_cow_code"]) == (None, None, 365)


@pytest.mark.parametrize("name", PANELS[:3])
def test_years_that_cannot_be_are_no_rows(small: Path, name: str) -> None:
    assert rows(small, name, first_year=2020, last_year=2019) == []
    assert rows(small, name, first_year=2**62) == []
    assert rows(small, name, last_year=-(2**62)) == []
    assert rows(small, name, as_of="1700-01-01") == []
    assert {r["year"] for r in rows(small, name, first_year=2198, last_year=2500)} == {2198, 2199}


@pytest.mark.parametrize("name", PANELS)
def test_nothing_after_as_of_changes_an_answer(small: Path, name: str) -> None:
    before = rows(small, name, as_of="2021-05-31")
    add(small, "events", f"{STEP},2021-06-01,stated,,")
    assert rows(small, name, as_of="2021-05-31") == before
    assert rows(small, name, as_of="2021-06-01") != before
