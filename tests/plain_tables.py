"""The tables in plain Python over csv.DictReader: no DuckDB and nothing of the package."""

from __future__ import annotations

import calendar
import csv
import json
from datetime import date, timedelta
from functools import cached_property
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

    @cached_property
    def known_on(self) -> dict[tuple[str, str], date]:
        """The day on which the first claim for a step or an act was public."""
        rows = {("events", row["event_id"]): row for row in self.events}
        rows |= {("orders", row["order_id"]): row for row in self.orders}
        sources = {row["source_id"]: row for row in self.sources}
        found: dict[tuple[str, str], date] = {}
        for claim in self.claims:
            place = claim["table_name"], claim["record_id"]
            row = rows.get(place)
            if row is not None and (claim["field"] == "*" or row[claim["field"]] == claim["value"]):
                source = sources[claim["source_id"]]
                public = last_day(source["published_on"] or source["read_on"])
                found[place] = min(public, found.get(place, public))
        return found

    def is_known(self, table: str, record_id: str, known_by: date | None) -> bool:
        """Whether a source on record spoke for a step or an act by a day."""
        return known_by is None or self.known_on.get((table, record_id), date.max) <= known_by

    def live(
        self,
        agreement_id: str,
        actions: tuple[str, ...],
        as_of: date | None,
        actor: str,
        known_by: date | None = None,
    ) -> list[Row]:
        """The steps of one actor that have happened and are not cancelled, as far as known."""
        track = ("suspend", "resume") if actions == ("suspend",) else EXIT
        steps = [
            row
            for row in self.events
            if (row["agreement_id"], row["actor_id"]) == (agreement_id, actor)
            and row["action"] in track
            and (as_of is None or last_day(row["occurred_on"]) <= as_of)
            and self.is_known("events", row["event_id"], known_by)
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

    @cached_property
    def record_ends_on(self) -> date:
        """The last day of any window on Russia, or of its newest step: "all" reaches as far."""
        days = [row["to_on"] for row in self.coverage if row["actor_id"] == "RUS"]
        steps = [row["occurred_on"] for row in self.events if row["actor_id"] == "RUS"]
        return max(map(last_day, days + steps))

    def holds(
        self,
        windows: tuple[str, str, set[str]],
        days: tuple[date, date | None],
        known_by: date | None = None,
    ) -> bool:
        """Whether complete windows of a measure, scope and groups hold all days without a gap.

        The last day None is the end of the record. By a day only what was searched by then holds.
        """
        measure, scope, groups = windows
        chosen = sorted(
            (row["from_on"], row["to_on"], row["searched_on"])
            for row in self.coverage
            if (row["measure"], row["actor_id"]) == (measure, "RUS")
            and (row["agreement_scope"], row["completeness"]) == (scope, "complete")
            and row["partner_group"] in groups
        )
        spans: list[tuple[date, date, list[str]]] = []
        for from_on, to_on, searched_on in chosen:
            first, last = date.fromisoformat(from_on), date.fromisoformat(to_on)
            searched = [searched_on]
            if spans and first <= spans[-1][1] + timedelta(1):
                before = spans.pop()
                first, last = before[0], max(before[1], last)
                searched += before[2]
            spans.append((first, last, searched))
        until = days[1] or (self.record_ends_on if chosen else date.max)
        return any(
            first <= days[0]
            and until <= last
            and (known_by is None or all(s and s <= known_by.isoformat() for s in searched))
            for first, last, searched in spans
        )

    def is_covered(
        self,
        agreement_id: str,
        partner: str,
        first: date,
        as_of: date | None,
        known_by: date | None = None,
    ) -> bool:
        """Whether windows of complete coverage hold every exit step from `first` to `as_of`."""
        windows = ("exit-steps", self.agreement[agreement_id]["scope"], self.groups(partner))
        return self.holds(windows, (first, as_of), known_by)


def wider(group: str) -> set[str]:
    """The groups whose windows speak of all of a group of partners."""
    return {group, "all"} | ({"nato-or-eu"} if group in ("nato", "eu") else set())


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
