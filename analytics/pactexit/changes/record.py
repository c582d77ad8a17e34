"""The changes of this dataset in the words of its field: who, which agreement, which step."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from pactexit.changes.evidence import Evidence
from pactexit.changes.ladder import Ladder
from pactexit.changes.rows import read_rows
from pactexit.changes.values import LONGEST, instead, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pactexit.changes.difference import Change
    from pactexit.dataset import Dataset

Cells = dict[str, str]

_OWN = ("RUS", "SUN")
_NOT_COUNTED = ("predecessor", "disputed")
_NAMED = 3
_ENDINGS = {"_id": "", "_en": " in English", "_ru": " in Russian"}


class Record:
    """Two versions of the record: what has gone is still known by its name."""

    def __init__(self, old: Dataset, new: Dataset) -> None:
        before, after = _tables(old), _tables(new)
        self._rows = {name: before.get(name, {}) | rows for name, rows in after.items()}
        self._evidence = Evidence(old, new)
        self._ladder = Ladder(after.get("events", {}).values(), after.get("terms", {}).values())
        self._partners: dict[str, list[str]] = defaultdict(list)
        for party in self._rows.get("parties", {}).values():
            country = party.get("country_id", "")
            if country not in _OWN and party.get("role") not in _NOT_COUNTED:
                self._partners[party.get("agreement_id", "")].append(country)
        self._short_names: dict[str, list[str]] = defaultdict(list)
        for agreement in self._rows.get("agreements", {}):
            self._short_names[self._short_name(agreement)].append(agreement)

    def told(self, change: Change) -> Change:
        """A change of a row or a cell with its sentence and its sources."""
        table, key = str(change.table), str(change.key)
        if change.of == "row":
            sources = self._evidence.of_row(table, key) if change.after else ()
            say = self._of_rows.get(table)
            cells = change.after or change.before
            sentence = say(self, cells, sources) if say else ""
            return replace(change, sources=sources, sentence=sentence)
        column = str(change.column)
        supporting = self._evidence.supporting(table, key, column, change.after)
        fresh: tuple[str, ...] = ()
        if change.before is not None and self._evidence.is_endorsed(table, key, column):
            fresh = self._evidence.fresh(table, key, column)
        sources = fresh or supporting
        return replace(
            change,
            kind="corrected" if fresh and change.after is not None else "changed",
            sources=sources,
            sentence=self._of_cell(change) + _brackets(_from(sources)),
        )

    def _of_cell(self, change: Change) -> str:
        table, key, column = str(change.table), str(change.key), str(change.column)
        cells = self._rows.get(table, {}).get(key, {})
        if (table, column) == ("events", "stage") and change.before and change.after:
            step = f"{change.before} to {change.after} on {cells.get('occurred_on', 'no day')}"
            return f"{self._agreement(cells.get('agreement_id', ''))}: {step}"
        difference = instead(change.before, change.after, "not established")
        return f"{self._named(table, key, cells)}: {_words(column)} {difference}"

    def _named(self, table: str, key: str, cells: Cells) -> str:
        """What a row is called."""
        say = self._names.get(table)
        return say(self, cells) if say and cells else f"{table} {key}"

    def _country(self, country: str) -> str:
        return self._rows.get("countries", {}).get(country, {}).get("name_en", country)

    def _short_name(self, agreement: str) -> str:
        """Partner, kind and year of a bilateral agreement, or the empty text."""
        cells = self._rows.get("agreements", {}).get(agreement, {})
        partners, year = self._partners[agreement], cells.get("signed_on", "").strip("[")[:4]
        if len(partners) != 1 or not year or agreement.startswith("multi-"):
            return ""
        kind = cells.get("kind", "agreement").replace("-", " ")
        return f"{self._country(partners[0])}, {kind} of {year}"

    def _agreement(self, agreement: str) -> str:
        """Partner, kind and year, else the title; with the identifier where that is not enough."""
        cells = self._rows.get("agreements", {}).get(agreement)
        if cells is None:
            return f"agreement {agreement}"
        name = self._short_name(agreement)
        if name and len(self._short_names[name]) == 1:
            return name
        if name:
            return f"{name} ({agreement})"
        title = cells.get("title_en", agreement)
        return shown(title) + (f" ({agreement})" if len(title) > LONGEST else "")

    def _event(self, cells: Cells) -> str:
        action = cells.get("action", "step").replace("-", " ")
        who = (
            ""
            if cells.get("actor_id") == "RUS"
            else f" by {self._country(cells.get('actor_id', ''))}"
        )
        step = f"{action}{who}, {cells.get('stage')} on {cells.get('occurred_on')}"
        return f"{self._agreement(cells.get('agreement_id', ''))}, {step}"

    def _order(self, cells: Cells) -> str:
        day = cells.get("signed_on") or cells.get("published_on", "an unknown day")
        kind = cells.get("kind", "order").replace("-", " ")
        return f"{cells.get('issuer', 'An organ')}, {kind} of {day}"

    def _source(self, cells: Cells) -> str:
        title = f", {shown(cells['title'])}" if "title" in cells else ""
        return f"{cells.get('publisher')} ({cells.get('published_on', 'undated')}){title}"

    def _party(self, cells: Cells) -> str:
        agreement = self._agreement(cells.get("agreement_id", ""))
        return f"{agreement}, {self._country(cells.get('country_id', ''))} as party"

    def _claim(self, cells: Cells) -> str:
        table, key = cells.get("table_name", ""), cells.get("record_id", "")
        source = self._rows.get("sources", {}).get(cells.get("source_id", ""), {})
        publisher = source.get("publisher", cells.get("source_id"))
        who = f"{publisher} ({source.get('published_on', 'undated')})"
        subject = self._named(table, key, self._rows.get(table, {}).get(key, {}))
        if cells.get("field") == "*":
            return f"{who} on {subject}"
        return (
            f"{who} on {subject}: {_words(cells.get('field', ''))} {shown(cells.get('value', ''))}"
        )

    def _added_event(self, cells: Cells, sources: tuple[str, ...]) -> str:
        before = self._ladder.stage_before(cells)
        stage = f"{before} to {cells.get('stage')}" if before else f"{cells.get('stage')}"
        actor = cells.get("actor_id", "")
        notes = [
            cells.get("action", "").replace("-", " ")
            + ("" if actor == "RUS" else f" by {self._country(actor)}"),
            f"order {cells['order_id']}" if "order_id" in cells else "no order",
            _from(sources),
        ]
        agreement = self._agreement(cells.get("agreement_id", ""))
        return f"{agreement}: {stage} on {cells.get('occurred_on')}{_brackets(*notes)}"

    def _added_agreement(self, cells: Cells, sources: tuple[str, ...]) -> str:
        name = self._agreement(cells.get("agreement_id", ""))
        title = shown(cells.get("title_en", ""))
        notes = [f"signed on {cells.get('signed_on', 'an unknown day')}", _from(sources)]
        return f"{name}{'' if title in name else f': {title}'}{_brackets(*notes)}"

    def _added_order(self, cells: Cells, sources: tuple[str, ...]) -> str:
        return f"{self._order(cells)}{_brackets(cells.get('order_id', ''), _from(sources))}"

    def _added_party(self, cells: Cells, sources: tuple[str, ...]) -> str:
        return f"{self._party(cells)}{_brackets(cells.get('role', ''), _from(sources))}"

    def _added_country(self, cells: Cells, sources: tuple[str, ...]) -> str:
        return f"{self._country(cells.get('country_id', ''))}{_brackets(_from(sources))}"

    _names: Mapping[str, Callable[[Record, Cells], str]] = {
        "countries": lambda self, cells: self._country(cells.get("country_id", "")),
        "agreements": lambda self, cells: self._agreement(cells.get("agreement_id", "")),
        "events": _event,
        "orders": _order,
        "parties": _party,
        "sources": _source,
        "claims": _claim,
    }
    _of_rows: Mapping[str, Callable[[Record, Cells, tuple[str, ...]], str]] = {
        "countries": _added_country,
        "agreements": _added_agreement,
        "events": _added_event,
        "orders": _added_order,
        "parties": _added_party,
        "sources": lambda self, cells, _: self._source(cells),
        "claims": lambda self, cells, _: self._claim(cells),
    }


def _tables(dataset: Dataset) -> dict[str, dict[str, Cells]]:
    """The rows of each table by their key, joined with a slash."""
    return {
        name: {
            "/".join(row.cells.get(column, "") for column in table.primary_key): dict(row.cells)
            for row in read_rows(table, {})
        }
        for name, table in dataset.tables.items()
    }


def _words(column: str) -> str:
    """The name of a column in words."""
    for ending, words in _ENDINGS.items():
        if column.endswith(ending):
            column = column.removesuffix(ending) + words
    return column.replace("_", " ")


def _from(sources: tuple[str, ...]) -> str:
    if not sources:
        return ""
    noun = "source" if len(sources) == 1 else "sources"
    more = f" and {len(sources) - _NAMED} more" if len(sources) > _NAMED else ""
    return f"{noun} {', '.join(sources[:_NAMED])}{more}"


def _brackets(*notes: str) -> str:
    said = "; ".join(note for note in notes if note)
    return f" ({said})" if said else ""
