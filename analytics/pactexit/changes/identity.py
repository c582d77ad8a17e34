"""What a row is a row of: whether an identifier stands for another thing than before."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pactexit.changes.rows import read_rows
from pactexit.dataset import NAME

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactexit.changes.difference import Change, Difference
    from pactexit.dataset import Dataset, Table

#: By what a thing is known, beside its identifier. The partners of an agreement are rows.
_PARTIES = "parties"
_FACTS = {
    "countries": ("name_en", "name_ru", "iso_alpha2", "iso_numeric", "wikidata_id"),
    "agreements": ("title_en", "title_ru", "signed_on", _PARTIES),
    "orders": ("number", "signed_on", "published_on", "title_en", "title_ru"),
    "events": ("agreement_id", "occurred_on"),
    "sources": ("publisher", "title", "url"),
    "coverage": ("measure", "partner_group", "agreement_scope", "from_on"),
}
#: One fact alone may have been wrong.
_LEAST = 2


def is_of_things(dataset: Dataset, table: str) -> bool:
    """Whether the key of a table names things that others cite; an allowed value is none."""
    return dataset.name != NAME or table != "terms"


def reused(
    found: Difference, old: Dataset, new: Dataset
) -> Iterator[tuple[Change, tuple[str, ...]]]:
    """A change of each row whose identifier stands for another thing, and the facts that changed.

    It does if at least two of the facts by which the thing is known are in both versions, and
    none of them is what it was. In a package that is not this dataset those facts are the text
    columns of a table.
    """
    by_table: dict[str, dict[str, Change]] = defaultdict(dict)
    for change in found.changes:
        if change.of == "cell":
            by_table[str(change.table)].setdefault(str(change.key), change)
    for name, changed in by_table.items():
        facts = _facts(new, new.tables[name])
        if len(facts) < _LEAST:
            continue
        before, after = (_known(dataset, name, facts, changed) for dataset in (old, new))
        for key, change in changed.items():
            was, now = before.get(key, {}), after.get(key, {})
            both = tuple(fact for fact in facts if was.get(fact) and now.get(fact))
            if len(both) >= _LEAST and all(was[fact] != now[fact] for fact in both):
                yield change, both


def _facts(dataset: Dataset, table: Table) -> tuple[str, ...]:
    if dataset.name == NAME:
        return _FACTS.get(table.name, ())
    return tuple(
        field.name
        for field in table.fields
        if field.type == "string" and field.name not in table.primary_key
    )


def _known(
    dataset: Dataset, name: str, facts: tuple[str, ...], keys: Mapping[str, Change]
) -> dict[str, dict[str, object]]:
    """The facts of the rows with these keys."""
    table = dataset.tables[name]
    parties = _parties(dataset) if _PARTIES in facts and dataset.name == NAME else {}
    found: dict[str, dict[str, object]] = {}
    for row in read_rows(table, {}):
        key = "/".join(row.cells.get(column, "") for column in table.primary_key)
        if key in keys:
            found[key] = {fact: row.cells[fact] for fact in facts if fact in row.cells}
            if key in parties:
                found[key][_PARTIES] = parties[key]
    return found


def _parties(dataset: Dataset) -> dict[str, frozenset[str]]:
    """The states of each agreement."""
    found: dict[str, set[str]] = defaultdict(set)
    for row in read_rows(dataset.tables["parties"], {}) if "parties" in dataset.tables else ():
        found[row.cells.get("agreement_id", "")].add(row.cells.get("country_id", ""))
    return {agreement: frozenset(states) for agreement, states in found.items()}
