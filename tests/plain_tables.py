"""The tables in plain Python over csv.DictReader: no DuckDB and nothing of the package."""

from __future__ import annotations

import calendar
import csv
import json
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

Row = dict[str, str]
STAGES = ("announced", "proposed", "authorised", "decided", "notified", "effective")
EXIT = ("terminate", "denounce", "withdraw", "refuse-extension", "expire", "lapse")
TERMINATION = EXIT[:3]
OWN = ("RUS", "SUN")


def bounds(text: str) -> tuple[date, date] | None:
    """First and last day of an EDTF text."""
    if not text:
        return None
    parts = text.strip("[]").replace("~", "").split("..")
    first, last = (list(map(int, part.split("-"))) for part in (parts[0], parts[-1]))
    month = last[1] if len(last) > 1 else 12
    day = last[2] if len(last) > 2 else calendar.monthrange(last[0], month)[1]
    return date(*[*first, 1, 1][:3]), date(last[0], month, day)


class Tables:
    """The CSV files of a package, and what can be derived from them by hand."""

    def __init__(self, folder: Path) -> None:
        self.descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
        for path in sorted((folder / "tables").glob("*.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                setattr(self, path.stem, list(csv.DictReader(file)))
        self.agreement = {row["agreement_id"]: row for row in self.agreements}
        self.country = {row["country_id"]: row for row in self.countries}

    def __getattr__(self, name: str) -> list[Row]:
        raise AttributeError(f"there is no table {name}")

    def partners(self, agreement_id: str) -> list[str]:
        """The partner states that count, in alphabetical order."""
        if self.agreement[agreement_id]["scope"] == "context":
            return []
        return sorted(
            row["country_id"]
            for row in self.parties
            if row["agreement_id"] == agreement_id
            and row["role"] not in ("predecessor", "disputed")
            and row["country_id"] not in OWN
        )

    def live(
        self, agreement_id: str, actions: tuple[str, ...], as_of: date | None, actor: str
    ) -> list[Row]:
        """The steps of one actor that have happened and are not cancelled, by stage and day."""
        track = ("suspend", "resume") if actions == ("suspend",) else EXIT
        steps = [
            row
            for row in self.events
            if (row["agreement_id"], row["actor_id"]) == (agreement_id, actor)
            and row["action"] in track
            and (as_of is None or last_day(row["occurred_on"]) <= as_of)
        ]
        cancelling = [
            last_day(row["occurred_on"])
            for row in steps
            if row["stage"] == "revoked" or row["action"] == "resume"
        ]
        return [
            row
            for row in steps
            if row["action"] in actions
            and row["stage"] != "revoked"
            and not any(day >= last_day(row["occurred_on"]) for day in cancelling)
        ]

    def groups(self, partner: str) -> set[str]:
        """The groups of partners to which a state belongs today."""
        country = self.country[partner]
        in_nato = bool(country["nato_acceded_on"])
        in_eu = bool(country["eu_acceded_on"]) and not country["eu_left_on"]
        member = {"nato-or-eu"} if in_nato or in_eu else set()
        return {"all"} | member | {n for n, is_in in (("nato", in_nato), ("eu", in_eu)) if is_in}

    def is_covered(self, agreement_id: str, partner: str, first: date, as_of: date | None) -> bool:
        """Whether a window of complete coverage holds every exit step from `first` on."""
        groups = self.groups(partner)
        return any(
            (row["measure"], row["actor_id"], row["completeness"])
            == ("exit-steps", "RUS", "complete")
            and row["agreement_scope"] == self.agreement[agreement_id]["scope"]
            and row["partner_group"] in groups
            and row["from_on"] <= first.isoformat()
            and (as_of is None or as_of.isoformat() <= row["to_on"])
            for row in self.coverage
        )


def first_day(text: str) -> date:
    found = bounds(text)
    assert found is not None
    return found[0]


def last_day(text: str) -> date:
    found = bounds(text)
    assert found is not None
    return found[1]


def rank(row: Row) -> int:
    return STAGES.index(row["stage"]) + 1


def day(text: object) -> date | None:
    return None if text is None else date.fromisoformat(str(text))
