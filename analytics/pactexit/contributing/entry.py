"""Enters the answers of a form in a record: a source, claims, and what is new of the rest."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

from pactexit import edtf
from pactexit.contributing import ids, matching
from pactexit.contributing.answers import AnswerError
from pactexit.contributing.details import details

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactexit.contributing.form import Question
    from pactexit.contributing.record import Record, Row

#: Whoever enters a fact decides how it is coded; no source says it.
_CODED = {"note", "scope", "date_basis", "text_basis"}
#: What names a row on record in other words does not contradict it.
_FOR_FINDING = {"title_ru", "signed_on", "issuer", "number"}
_FIRST_RUSSIAN_DAY = date(1991, 12, 26)


def enter(answers: Mapping[str, str], form: Mapping[str, Question], record: Record) -> None:
    """Adds to the record the rows that checked answers mean.

    What is on record already is found and not added again; its empty cells are filled. Raises
    `AnswerError` where the record or another answer forbids it.
    """
    _Entry(answers, form, record).enter()


class _Entry:
    """One filled form on its way into a record."""

    def __init__(
        self, answers: Mapping[str, str], form: Mapping[str, Question], record: Record
    ) -> None:
        self.answers = answers
        self.record = record
        self.further = details(answers["details"], form, record)
        self.given = {table: dict(cells) for table, cells in self.further.items()}
        for name, question in form.items():
            table, _, column = question.column.partition(".")
            if table in self.given:
                self.given[table][column] = answers[name]
        self.source_id = ""

    def enter(self) -> None:
        agreement = matching.agreement(self.answers, self.record)
        order = matching.order(self.answers, self.record) if self._has_act() else None
        self._refuse_step_on_record(agreement, order)
        self.source_id = self._source()
        agreement_id = self._agreement(agreement)
        order_id = self._order(order) if self._has_act() else ""
        self._event(agreement_id, order_id)

    # --- what is on record, and what is new

    def _source(self) -> str:
        cells, taken = self.given["sources"], self.record.keys("sources")
        known = matching.source(cells["url"], self.record)
        if known is not None:
            for column, value in self.further["sources"].items():
                if known[column] != value:
                    raise AnswerError(
                        f"Further details: sources.{column} is another on record, in "
                        f"{known['source_id']}. Leave it out."
                    )
            return known["source_id"]
        identifier = ids.source(cells["publisher"], cells["published_on"], cells["title"], taken)
        self.record.add("sources", cells | {"source_id": identifier})
        return identifier

    def _agreement(self, known: Row | None) -> str:
        cells = self.given["agreements"]
        if known is not None:
            self._complete("agreements", known, cells)
            return known["agreement_id"]
        title, name = self.answers["agreement"], self.answers["agreement_name"] or cells["subject"]
        if re.search("[а-яё]", title, re.IGNORECASE):
            raise AnswerError("Agreement: is new, and its title is not English. Translate it.")
        for column, label in (("kind", "Kind of agreement"), ("scope", "Scope of the agreement")):
            if not cells[column]:
                raise AnswerError(f"{label}: has no answer, but the agreement is new. Choose one.")
        if not ids.slug(name):
            raise AnswerError("Short name: has no answer, nor has the subject. Write two words.")
        partners = self.answers["partner"].split(";")
        taken = self.record.keys("agreements")
        identifier = ids.agreement(partners, cells["signed_on"], name, taken)
        self._new("agreements", cells | {"agreement_id": identifier, "title_en": title})
        for country, role in self._roles(partners, cells).items():
            party = {"agreement_id": identifier, "country_id": country, "role": role}
            self._claim("parties", self.record.add("parties", party), "*", "exists")
        return identifier

    def _order(self, known: Row | None) -> str:
        cells = self.given["orders"]
        if known is not None:
            self._complete("orders", known, cells)
            return known["order_id"]
        for column, label in (
            ("issuer", "Organ"),
            ("kind", "Kind of act"),
            ("text_basis", "How the text is known"),
        ):
            if not cells[column]:
                raise AnswerError(
                    f"{label}: has no answer, but the act is new. Write it, or leave the whole "
                    "part on the act empty."
                )
        first_public = cells["published_on"] or cells["signed_on"]
        if not first_public or first_public.startswith("["):
            raise AnswerError("Act published on: has no answer, but the act is new. Write the day.")
        act = cells | {"issuing_country_id": self.answers["actor"]}
        known_orders = self.record.tables["orders"]
        identifier = ids.order(act, known_orders, self.record.keys("orders"))
        self._new("orders", act | {"order_id": identifier})
        return identifier

    def _event(self, agreement_id: str, order_id: str) -> None:
        cells, actor = self.given["events"], self.answers["actor"]
        quote = self.answers["quote"]
        if self.answers["language"] == "ru":
            cells = {"verb_ru": quote} | cells
        taken = self.record.keys("events")
        track = _track(self.record, cells["action"])
        identifier = ids.event(agreement_id, actor, track, cells["stage"], taken)
        keys = {"event_id": identifier, "agreement_id": agreement_id, "order_id": order_id}
        self._new("events", cells | keys | {"actor_id": actor}, quote)

    def _has_act(self) -> bool:
        return any(self.given["orders"].values())

    def _refuse_step_on_record(self, agreement: Row | None, order: Row | None) -> None:
        """An act takes a step once, and two acts take the same step on different days."""
        cells = self.given["events"]
        for row in self.record.tables["events"]:
            is_same_step = (
                agreement is not None
                and row["agreement_id"] == agreement["agreement_id"]
                and row["actor_id"] == self.answers["actor"]
                and (row["action"], row["stage"]) == (cells["action"], cells["stage"])
            )
            is_of_other_act = (
                row["order_id"]
                and self._has_act()
                and row["order_id"] != (order["order_id"] if order else "")
                and not matching.meet(row["occurred_on"], cells["occurred_on"])
            )
            if is_same_step and not is_of_other_act:
                raise AnswerError(
                    f"Stage: this step is on record as {row['event_id']} ({row['occurred_on']}). "
                    "To add a source to it, add rows to tables/claims.csv."
                )

    def _roles(self, partners: list[str], cells: Row) -> dict[str, str]:
        """The parties: of what the USSR signed Russia is the successor."""
        first, last = edtf.bounds(cells["signed_on"]) if cells["signed_on"] else (date.max,) * 2
        if first < _FIRST_RUSSIAN_DAY <= last:
            raise AnswerError(
                "Agreement signed on: may lie before or after the end of the USSR. Write the day."
            )
        role = "signatory" if cells.get("has_entered_into_force") == "false" else "party"
        own = {"RUS": role}
        if last < _FIRST_RUSSIAN_DAY:
            own = {"SUN": "predecessor", "RUS": "successor"}
        return dict.fromkeys(partners, role) | own

    # --- rows with their claims

    def _new(self, table: str, cells: Row, quote: str = "") -> None:
        """Adds a row, and what the source says of each cell; the quotation decides the stage."""
        row = self.record.add(table, cells)
        self._claim(table, row, "*", "exists")
        for column in self._claimed(table):
            if row[column]:
                self._claim(table, row, column, row[column], quote if column == "stage" else "")

    def _complete(self, table: str, row: Row, cells: Row) -> None:
        """Fills what is not established, and supports what is; a contradiction is refused."""
        self._claim(table, row, "*", "exists")
        for column in self._claimed(table):
            value = cells.get(column, "")
            if value and not row[column]:
                self.record.fill(table, row, column, value)
            if value and _supports(value, row[column]):
                self._claim(table, row, column, value)
            elif value and column not in _FOR_FINDING:
                raise AnswerError(
                    f"{column} of {self.record.key(table, row)}: is {row[column]} on record, and "
                    f"{value} in the form. Leave it out, and report the error apart."
                )

    def _claimed(self, table: str) -> list[str]:
        """The columns of a table of which a source speaks."""
        schema = self.record.dataset.tables[table]
        keys = {column for key in schema.foreign_keys for column in key.columns}
        return [c for c in schema.columns if c not in {*schema.primary_key, *keys, *_CODED}]

    def _claim(self, table: str, row: Row, column: str, value: str, quote: str = "") -> None:
        claim = {"table_name": table, "record_id": self.record.key(table, row), "field": column}
        claim |= {"value": value, "source_id": self.source_id, "quote": quote}
        self.record.add("claims", claim)


def _supports(value: str, cell: str) -> bool:
    """Whether a source that says a value supports a cell: a less precise date does."""
    if not (edtf.is_valid(value) and edtf.is_valid(cell)):
        return value == cell
    (first, last), (cell_first, cell_last) = edtf.bounds(value), edtf.bounds(cell)
    return first <= cell_first and cell_last <= last


def _track(record: Record, action: str) -> str:
    return next(
        row["track"]
        for row in record.tables["terms"]
        if (row["field"], row["value"]) == ("events.action", action)
    )
