"""The one form in which a table is written: least quotes, LF, columns as in the schema, by key."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from typing import TYPE_CHECKING

from pactexit.dataset import records

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pactexit.dataset import Table

_SPACES = re.compile(r"[ \u00a0]{2,}")


def canonical(table: Table) -> str:
    """The text of the table in canonical form. Raises `ValueError` as `rows` does."""
    return written(table, (cells for _, cells in rows(table)))


def rows(table: Table) -> list[tuple[int, list[str]]]:
    """The rows of the file: the physical line, and the cells in the order of the schema.

    Cells lose spaces at their ends and doubled spaces and are composed (NFC); blank rows go, and
    blank columns at the end. No cell is dropped: raises `ValueError` where a record has other
    cells than the schema has columns.
    """
    cleaned = [(line, [_clean(cell) for cell in cells]) for line, cells in records(table)]
    found = [(line, cells) for line, cells in cleaned if any(cells)]
    header = found[0][1] if found else []
    labels = list(header)
    while labels and not labels[-1]:
        labels.pop()
    if sorted(labels) != sorted(table.columns):
        raise ValueError(f"{table.shown_path}:1: the header is not the columns of the schema")
    for line, cells in found[1:]:
        if len(cells) != len(header):
            raise ValueError(
                f"{table.shown_path}:{line}: {len(cells)} cells, but the header has {len(header)}"
            )
        if any(cells[len(labels) :]):
            raise ValueError(f"{table.shown_path}:{line}: has a cell in a column without a label")
    places = [labels.index(column) for column in table.columns]
    return [(line, [cells[place] for place in places]) for line, cells in found[1:]]


def written(table: Table, found: Iterable[list[str]]) -> str:
    """The text of the table with these rows, whose cells stand in the order of the schema."""
    key = [table.columns.index(column) for column in table.primary_key]
    ordered = sorted(found, key=lambda cells: [cells[place] for place in key])
    text = io.StringIO()
    writer = csv.writer(
        text,
        delimiter=table.dialect.get("delimiter", ","),
        quotechar=table.dialect.get("quoteChar", '"'),
        lineterminator="\n",
    )
    writer.writerow(table.columns)
    writer.writerows(ordered)
    return text.getvalue()


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", _SPACES.sub(" ", cell.strip()))
