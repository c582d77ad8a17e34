"""Says each change in a sentence, plainly for any package and in the field's words for ours."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from pactexit.changes.record import Record
from pactexit.changes.values import instead, shown
from pactexit.dataset import NAME
from pactexit.escaping import flat

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactexit.changes.difference import Change
    from pactexit.dataset import Dataset

#: So many cells of a row are said.
_CELLS = 4
_LONGEST = 300


def told(changes: Iterable[Change], old: Dataset, new: Dataset) -> Iterator[Change]:
    """The changes with their sentences; those of this dataset with their sources, too."""
    record = Record(old, new) if old.name == new.name == NAME else None
    for change in changes:
        done = record.told(change) if record and change.of in {"row", "cell"} else change
        yield replace(done, sentence=flat(done.sentence or _sentence(done), _LONGEST))


def _sentence(change: Change) -> str:
    if change.of == "cell":
        return f"{_row(change)}: {change.column} {instead(change.before, change.after)}"
    if change.of == "row":
        return f"{_row(change)}: {_cells(change)}"
    if change.of == "column":
        return _of_column(change)
    if change.of == "table":
        return _of_table(change)
    return f"{change.attribute} of the package: {instead(change.before, change.after)}"


def _row(change: Change) -> str:
    return f"{change.table} {change.key}" if change.key else f"{change.table}, a row without a key"


def _cells(change: Change) -> str:
    cells = change.after or change.before or {}
    said = [
        f"{name} {shown(cell)}" for name, cell in cells.items() if name not in (change.record or {})
    ]
    return ", ".join(said[:_CELLS]) + (", …" if len(said) > _CELLS else "") or "nothing but its key"


def _of_column(change: Change) -> str:
    name = f"{change.table}.{change.column}"
    if change.kind != "changed":
        field = change.after or change.before
        return f"{name}: column of type {field.get('type', 'any')}"
    if change.attribute == "name":
        return f"{name}: the column {change.before} has this name now"
    if change.attribute == "constraints.enum":
        return f"{name}: {_of_values(change.before, change.after)}"
    return f"{name}: {change.attribute} {instead(change.before, change.after)}"


def _of_values(before: object, after: object) -> str:
    was, now = (
        [str(value) for value in values] if isinstance(values, list) else None
        for values in (before, after)
    )
    if was is None or now is None:
        return f"allowed values {instead(was, now)}"
    parts = {
        "added": [value for value in now if value not in was],
        "withdrawn": [value for value in was if value not in now],
    }
    said = [f"{', '.join(values)} {verb}" for verb, values in parts.items() if values]
    return f"allowed values: {'; '.join(said)}"


def _of_table(change: Change) -> str:
    if change.kind != "changed":
        columns = change.after or change.before or []
        return f"table {change.table} with {len(columns)} columns: {', '.join(columns)}"
    if change.attribute == "content":
        return f"{change.table}: the file is another one; it is no table that can be compared"
    return f"{change.table}: {change.attribute} {instead(change.before, change.after)}"
