"""The finding of the first page: two acts, and how far the exits had come by a day."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from builder.wording import brief, readable

if TYPE_CHECKING:
    from builder.record import Record, Row
    from pactexit.answers import Answer

#: The acts that the first page is about, the one of its first sentence first.
ACTS = ("rus-government-2025-12-19", "rus-government-2025-12-05")
#: When they were published, and the day by which their steps are counted: the record is declared
#: complete from the first to the last.
SPAN = (date(2025, 12, 1), date(2025, 12, 31))
AS_OF = SPAN[1]
#: The columns of the questions on exits: each counts what has come at least so far.
RUNGS = ("authorised", "decided", "notified", "effective")
#: What an act of that stage does; only an effective step has ended anything.
_DOES = {"authorised": "permits ending", "decided": "decides to end"}

Stand = dict[str, int | None]


@dataclass(frozen=True)
class Act:
    """An act, its total, and what it did by the year in which its partners joined NATO."""

    order: Row
    stage: str
    total: Row
    by_year: Answer
    agreements: list[Row]

    @property
    def day(self) -> str:
        """The day of its publication in words."""
        return readable(self.order["published_on"])

    @property
    def does(self) -> str:
        """What it does: permits ending, or decides to end."""
        return _DOES.get(self.stage, "concerns")


def acts(record: Record) -> list[Act]:
    """The acts, or none where the dataset lacks one of them."""
    if not all(order_id in record.orders for order_id in ACTS):
        return []
    stages = {row["order_id"]: row["highest_stage"] for row in record.ask("agreements_per_order")}
    return [_act(record, order_id, stages[order_id]) for order_id in ACTS]


def _act(record: Record, order_id: str, stage: str) -> Act:
    asked = {"order_id": order_id, "as_of": AS_OF}
    [total] = record.ask("terminations_in_total", **asked)
    named = {row["agreement_id"] for row in record.tables["events"] if row["order_id"] == order_id}
    return Act(
        order=record.orders[order_id],
        stage=stage,
        total=total,
        by_year=record.ask("terminations_by_nato_accession_year", **asked),
        agreements=[row for row in record.partner_states if row["agreement_id"] in named],
    )


def sentence(record: Record, act: Act) -> str:
    """The finding on an act, its numbers from its total."""
    scopes = {row["scope"] for row in act.agreements}
    military = "military " if scopes == {"military"} else ""
    country = record.countries[act.order["issuing_country_id"]]["name_en"]
    return (
        f"An order of {brief(country)} published on {act.day} {act.does} "
        f"{count(act.total['agreements'])} {military}agreements with "
        f"{count(act.total['partners'])} states; by {readable(AS_OF)} "
        f"{ended(act.total['effective'])}."
    )


def ended(effective: int | None) -> str:
    """How many had ended: none is said only where it is known."""
    if effective is None:
        return "it is not known whether any had ended"
    return f"{effective or 'none'} had ended"


def stand(record: Record) -> tuple[Row, Stand]:
    """All acts of the time: their total, and how many exits stood at each stage and not higher."""
    span = {"published_from": SPAN[0], "published_until": SPAN[1]}
    [total] = record.ask("terminations_in_total", **span, as_of=AS_OF)
    return total, standing(total)


def standing(row: Row) -> Stand:
    """How many exits stood at each stage and not higher; None where that is not known."""
    above = (*RUNGS[1:], None)
    return {
        stage: row[stage] if higher is None else _less(row[stage], row[higher])
        for stage, higher in zip(RUNGS, above, strict=True)
    }


def _less(number: int | None, higher: int | None) -> int | None:
    return None if number is None or higher is None else number - higher


def waves(acts: list[Act]) -> list[dict[str, Any]]:
    """By year of accession to NATO, of each act: what stood at which stage, and the agreements."""
    years = sorted(
        {row["nato_accession_year"] for act in acts for row in act.by_year},
        key=lambda year: (year is None, year),
    )
    return [
        {
            "year": year,
            "acts": [
                {
                    "act": act,
                    "row": row,
                    "standing": standing(row),
                    "agreements": [
                        each for each in act.agreements if each["nato_accession_year"] == year
                    ],
                }
                for act in acts
                for row in act.by_year
                if row["nato_accession_year"] == year
            ],
        }
        for year in years
    ]


def window(record: Record) -> Row | None:
    """The declared coverage of Russia's steps towards members of NATO or the EU on that day."""
    windows = record.ask(
        "coverage_windows", measure="exit-steps", agreement_scope="military", on_day=AS_OF
    )
    return next((row for row in windows if row["partner_group"] == "nato-or-eu"), None)


def count(number: int | None) -> str:
    """A number as text; NULL is never a zero."""
    return "an unknown number of" if number is None else f"{number:,}"
