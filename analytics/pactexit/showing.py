"""Rows as people and programs read them: aligned text, Markdown, a table of HTML, JSON."""

from __future__ import annotations

import json
import math
from datetime import date
from decimal import Decimal
from html import escape
from itertools import accumulate, starmap
from typing import TYPE_CHECKING, Any

from pactexit.escaping import flat

if TYPE_CHECKING:
    from collections.abc import Sequence

#: Cells of a notebook are cut after so many characters.
_LONGEST_CELL = 300
#: Cells of fewer characters stay in one line.
_LONG = 32


def plain(value: object) -> object:
    """A value as text, a number, or None: days as ISO 8601, booleans as true and false."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, bool):
        return str(value).lower()
    return value if value is None or isinstance(value, str | int | float) else str(value)


def to_json(value: object) -> str:
    """JSON for people and programs: two spaces, Cyrillic as it is, days as ISO 8601."""
    return json.dumps(_finite(value), ensure_ascii=False, indent=2, default=plain) + "\n"


def aligned(
    columns: Sequence[str],
    rows: Sequence[Sequence[Any]],
    *,
    is_markdown: bool = False,
    width: int | None = None,
) -> str:
    """Columns of text, numbers to the right, with NULL for what is not known.

    With `width`, cells are cut after so many characters, and no cell can move the cursor.
    """
    from tabulate import tabulate

    cells = [[_cell(value, width, is_markdown=is_markdown) for value in row] for row in rows]
    numeric = _numeric(columns, rows)
    return tabulate(
        cells,
        headers=list(columns),
        tablefmt="github" if is_markdown else "simple",
        disable_numparse=True,
        colalign=["right" if number else "left" for number in numeric] if cells else None,
    )


def fitting(columns: Sequence[str], rows: Sequence[Sequence[Any]], cell: int, line: int) -> int:
    """How many of the first columns fit into a line, cells cut after so many characters."""
    widths = (
        max(len(name), *(len(_cell(row[i], cell, is_markdown=False)) for row in rows), 0) + 2
        for i, name in enumerate(columns)
    )
    return max(1, sum(total <= line for total in accumulate(widths)))


def html_table(
    columns: Sequence[str],
    meanings: Sequence[str],
    are_numbers: Sequence[bool],
    rows: Sequence[Sequence[Any]],
) -> str:
    """A table of HTML, every cell escaped; the meaning of a column shows under the pointer."""
    sides = ["right" if is_number else "left" for is_number in are_numbers]
    head = "".join(
        f'<th scope="col" style="text-align:{side}" title="{escape(meaning)}">{escape(name)}</th>'
        for name, meaning, side in zip(columns, meanings, sides, strict=True)
    )
    body = "".join(
        f"<tr>{''.join(starmap(_html_cell, zip(row, sides, strict=True)))}</tr>\n" for row in rows
    )
    return (
        '<div style="overflow-x:auto"><table>\n'
        f"<thead><tr>{head}</tr></thead>\n<tbody>\n{body}</tbody>\n</table></div>"
    )


def _numeric(columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> list[bool]:
    return [
        bool(rows) and all(row[i] is None or isinstance(row[i], int | float) for row in rows)
        for i in range(len(columns))
    ]


def _cell(value: object, width: int | None, *, is_markdown: bool) -> str:
    text = "NULL" if value is None else str(plain(value))
    if width is not None:
        text = flat(text, width)
    return text.replace("|", "\\|").replace("\n", " ") if is_markdown else text


def _html_cell(value: object, side: str) -> str:
    text = "" if value is None else flat(str(plain(value)), _LONGEST_CELL)
    # a day is not broken at its hyphens
    space = "nowrap" if len(text) < _LONG else "normal"
    content = "<i>NULL</i>" if value is None else escape(text)
    return f'<td style="text-align:{side};white-space:{space}">{content}</td>'


def _finite(value: object) -> object:
    """The value with null for numbers that JSON has not, and decimals as numbers."""
    if isinstance(value, list):
        return [_finite(item) for item in value]
    if isinstance(value, dict):
        # a key may be a day
        return {str(plain(key)): _finite(item) for key, item in value.items()}
    if isinstance(value, Decimal):
        value = float(value)
    return None if isinstance(value, float) and not math.isfinite(value) else value
