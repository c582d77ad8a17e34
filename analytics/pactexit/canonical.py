"""The one form in which a table is written: UTF-8, commas, LF, least quotes, rows by key."""

from __future__ import annotations

import csv
import io
import re
import unicodedata
from typing import TYPE_CHECKING

from pactexit.dataset import records

if TYPE_CHECKING:
    from pactexit.dataset import Table

_SPACES = re.compile(r"[ \u00a0]{2,}")


def canonical(table: Table) -> str:
    """The text of the table in canonical form.

    Columns stand in the order of the schema and rows in the order of the key; cells lose spaces
    at their ends and doubled spaces and are composed (NFC); blank rows go. No cell is dropped:
    raises `ValueError` where a record has other cells than the schema has columns.
    """
    cleaned = [(line, [_clean(cell) for cell in cells]) for line, cells in records(table)]
    found = [(line, cells) for line, cells in cleaned if any(cells)]
    header = found[0][1] if found else []
    if sorted(header) != sorted(table.columns):
        raise ValueError(f"{table.shown_path}:1: the header is not the columns of the schema")
    places = [header.index(column) for column in table.columns]
    rows = []
    for line, cells in found[1:]:
        if len(cells) != len(header):
            raise ValueError(
                f"{table.shown_path}:{line}: {len(cells)} cells, but the header has {len(header)}"
            )
        rows.append([cells[place] for place in places])
    key = [table.columns.index(column) for column in table.primary_key]
    rows.sort(key=lambda row: [row[place] for place in key])
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(table.columns)
    writer.writerows(rows)
    return text.getvalue()


def _clean(cell: str) -> str:
    return unicodedata.normalize("NFC", _SPACES.sub(" ", cell.strip()))
