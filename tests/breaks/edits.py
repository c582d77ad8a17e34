"""How the small dataset is broken, and what must be found where."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

Row = dict[str, str]
Bytes = Callable[[bytes], bytes]

#: The agreement of the small dataset that most examples edit.
POL = "pol-1995-military-cooperation"

KEYS = {
    "countries": ("country_id",),
    "agreements": ("agreement_id",),
    "parties": ("agreement_id", "country_id"),
    "orders": ("order_id",),
    "events": ("event_id",),
    "sources": ("source_id",),
    "claims": ("table_name", "record_id", "field", "value", "source_id"),
    "coverage": ("coverage_id",),
    "terms": ("field", "value"),
}


@dataclass(frozen=True)
class Cell:
    """Writes a value into a cell; the key is joined with a slash."""

    table: str
    key: str
    column: str
    value: str


@dataclass(frozen=True)
class Add:
    """Adds a row at the end of a table; columns left out are empty."""

    table: str
    row: Row


@dataclass(frozen=True)
class Remove:
    """Removes the row with this key."""

    table: str
    key: str


@dataclass(frozen=True)
class Change:
    """Changes the bytes of the file of a table."""

    table: str
    change: Bytes


@dataclass(frozen=True)
class Describe:
    """Writes properties into the descriptor: of a column, else of a table, else of the package.

    Objects are merged into those that stand there; what is None goes.
    """

    properties: dict[str, Any] = field(default_factory=dict)
    table: str | None = None
    column: str | None = None


Edit = Cell | Add | Remove | Change | Describe


@dataclass(frozen=True)
class Break:
    """What is done, and the rule that must find it, at its line or key, and its column.

    Without a `table` it is found in the descriptor, at the first new line that has the text of
    `mark`. `text` must stand in the message or the mending.
    """

    rule: str
    edits: tuple[Edit, ...]
    table: str | None
    line: int | None = None
    column: str | None = None
    text: str = ""
    key: str | None = None
    mark: str = ""


def read(folder: Path, table: str) -> list[Row]:
    with (folder / "tables" / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def key_of(table: str, row: Row) -> str:
    return "/".join(row[column] for column in KEYS[table])


def apply(folder: Path, edit: Edit) -> None:
    """Edits the dataset in a folder."""
    if isinstance(edit, Describe):
        _describe(folder / "datapackage.json", edit)
    elif isinstance(edit, Change):
        path = folder / "tables" / f"{edit.table}.csv"
        path.write_bytes(edit.change(path.read_bytes()))
    else:
        _edit_rows(folder, edit)


def _edit_rows(folder: Path, edit: Cell | Add | Remove) -> None:
    rows = read(folder, edit.table)
    columns = list(rows[0])
    if isinstance(edit, Add):
        rows.append(dict.fromkeys(columns, "") | edit.row)
    else:
        (place,) = [i for i, row in enumerate(rows) if key_of(edit.table, row) == edit.key]
        if isinstance(edit, Remove):
            del rows[place]
        else:
            rows[place][edit.column] = edit.value
    with (folder / "tables" / f"{edit.table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, columns, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


def _describe(path: Path, edit: Describe) -> None:
    descriptor = json.loads(path.read_text(encoding="utf-8"))
    part = descriptor
    if edit.table:
        (part,) = [found for found in part["resources"] if found["name"] == edit.table]
    if edit.column:
        (part,) = [found for found in part["schema"]["fields"] if found["name"] == edit.column]
    _merge(part, edit.properties)
    text = json.dumps(descriptor, indent=2, ensure_ascii=False)
    path.write_text(text + "\n", encoding="utf-8")


def _merge(part: dict[str, Any], properties: dict[str, Any]) -> None:
    for name, value in properties.items():
        if value is None:
            del part[name]
        elif isinstance(value, dict):
            _merge(part.setdefault(name, {}), value)
        else:
            part[name] = value


def line_of(example: Break, folder: Path, before: str) -> int | None:
    """The physical line of a break in the folder where it was made; `before` is the descriptor."""
    if example.table is None:
        old = {*before.splitlines()}
        lines = (folder / "datapackage.json").read_text(encoding="utf-8").splitlines()
        new = [number for number, line in enumerate(lines, 1) if line not in old]
        return next(number for number in new if example.mark in lines[number - 1])
    if example.key is not None:
        # one line a record: the small tables hold no line breaks
        keys = [key_of(example.table, row) for row in read(folder, example.table)]
        return keys.index(example.key) + 2
    return example.line


def terms(column: str, *values: object) -> tuple[Add, ...]:
    """Definitions of allowed values, without which they break another rule."""
    rows = [{"field": column, "value": str(value), "definition": "Invented."} for value in values]
    return tuple(Add("terms", row) for row in rows)


def cell(rule: str, table: str, key: str, column: str, value: str) -> Break:
    """The commonest break: one cell, found where it stands."""
    return Break(rule, (Cell(table, key, column, value),), table, column=column, key=key)


def damage(
    table: str,
    change: Bytes,
    rule: str,
    line: int | None,
    column: str | None = None,
    text: str = "",
    *,
    shows_in: str | None = None,
) -> Break:
    """A change of the text of one file, found at its line, or in another table."""
    return Break(rule, (Change(table, change),), shows_in or table, line, column, text)


def swap(old: str, new: str) -> Bytes:
    """Replaces the first occurrence, which must be there."""

    def edit(content: bytes) -> bytes:
        assert old.encode() in content
        return content.replace(old.encode(), new.encode(), 1)

    return edit


def at(number: int, change: Bytes) -> Bytes:
    """Changes one physical line, counted from 1."""

    def edit(content: bytes) -> bytes:
        lines = content.splitlines(keepends=True)
        lines[number - 1] = change(lines[number - 1])
        return b"".join(lines)

    return edit


def append(row: str) -> Bytes:
    return lambda content: content + row.encode() + b"\n"


def both(*edits: Bytes) -> Bytes:
    def edit(content: bytes) -> bytes:
        for one in edits:
            content = one(content)
        return content

    return edit
