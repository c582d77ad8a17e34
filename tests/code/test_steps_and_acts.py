"""Steps that end a wait, acts without a publication, acts behind the steps of another state."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from pactexit.asking import ask
from pactexit.database import connect
from plain_questions import ANSWERS
from plain_tables import Tables

if TYPE_CHECKING:
    from pathlib import Path


def with_event(small: Path, line: str) -> Path:
    with (small / "tables" / "events.csv").open("a", encoding="utf-8") as file:
        file.write(line + "\n")
    return small


def answered(folder: Path, name: str, **params: Any) -> list[tuple[Any, ...]]:
    """The rows of a question, which plain Python gives too."""
    with connect(folder) as con:
        rows = ask(name, con, **params).fetchall()
    assert rows == ANSWERS[name](Tables(folder), **params)
    return rows


@pytest.mark.parametrize(
    "step",
    [
        "pol-end,pol-1995-military-cooperation,,POL,denounce,effective,2021-02-01,stated,,",
        "rus-end,pol-1995-military-cooperation,,RUS,expire,effective,2021-02-01,stated,,",
    ],
)
def test_an_agreement_that_ended_in_another_way_is_not_stuck(small: Path, step: str) -> None:
    with_event(small, step)
    before = answered(small, "stuck_steps", partner_id="POL", as_of="2021-01-31")
    assert [row[0] for row in before] == ["pol-1995-military-cooperation"]
    assert not answered(small, "stuck_steps", partner_id="POL", as_of="2021-02-01")


def test_the_end_of_one_partner_does_not_end_a_multilateral_agreement(small: Path) -> None:
    for step in (
        "rus-step,multi-undated-observation,,RUS,withdraw,decided,2022-01-01,stated,,",
        "gbr-end,multi-undated-observation,,GBR,withdraw,effective,2022-03-01,stated,,",
    ):
        with_event(small, step)
    stuck = answered(small, "stuck_steps", as_of="2022-06-30")
    assert {row[1] for row in stuck if row[0] == "multi-undated-observation"} == {"GBR", "POL"}


@pytest.mark.parametrize(("as_of", "is_complete"), [("2021-06-29", False), ("2021-06-30", True)])
def test_a_quarter_is_complete_when_it_is_over(
    small: Path, as_of: str, *, is_complete: bool
) -> None:
    nato = {"partner_group": "nato", "agreement_scope": "military"}
    rows = answered(small, "exits_by_year", as_of=as_of, **nato)
    assert [row[-1] for row in rows if row[:2] == (2021, 2)] == [is_complete]


def test_an_act_not_published_has_the_day_of_its_signature(small: Path) -> None:
    act = "rus-foreign-ministry-2016-12-07"
    with_event(small, f"x,jpn-1996-naval-visits,{act},RUS,terminate,announced,2016-12-07,signed,,")
    first, second, *_ = answered(small, "gaps_between_orders")
    assert first[1:3] == (act, "2016-12-07")
    assert second[3:] == (act, 1189, 1189)


def test_an_act_counts_the_steps_of_its_own_state_alone(small: Path) -> None:
    act = "rus-president-2021-06-01"
    step = f"x,gbr-1998-information-protection,{act},GBR,terminate,decided,2021-07-01,stated,,"
    before = answered(small, "agreements_per_order")
    assert act in {row[0] for row in before}
    assert answered(with_event(small, step), "agreements_per_order") == before
