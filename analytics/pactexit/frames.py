"""Tables as text in polars: every cell as it stands, with the record and the physical line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactexit.dataset import LINE, ROW, records

if TYPE_CHECKING:
    import polars as pl

    from pactexit.dataset import Table

_SAMPLE = 8_000


def is_expanded(name: str) -> bool:
    """Whether polars, or pandera, takes the name of a column for a pattern of names."""
    return name in {"", "*"} or name.startswith("^")


def texts(cells: pl.Series) -> pl.Series:
    """The texts of a column: each once where the first of them repeat often, else as they stand."""
    repeat_often = cells.head(_SAMPLE).n_unique() * 2 < min(_SAMPLE, len(cells))
    return cells.unique() if repeat_often else cells


def read_text(table: Table) -> pl.DataFrame:
    """The table as text: its columns in the order of the schema, then `_row` and `_line`.

    Empty cells are null, and so is every cell of a column that the file has not. Blank rows are
    left out; they count as records.
    """
    import polars as pl

    found = records(table)
    _, header = next(found, (1, []))
    places = {name: header.index(name) for name in table.columns if name in header}
    rows = [(row, line, cells) for row, (line, cells) in enumerate(found, 1) if any(cells)]

    def column(name: str) -> list[str | None]:
        place = places.get(name)
        if place is None:
            return [None] * len(rows)
        return [cells[place] or None if place < len(cells) else None for _, _, cells in rows]

    return pl.DataFrame(
        {name: column(name) for name in table.columns}
        | {ROW: [row for row, _, _ in rows], LINE: [line for _, line, _ in rows]},
        schema=dict.fromkeys(table.columns, pl.String) | {ROW: pl.Int64, LINE: pl.Int64},
    )
