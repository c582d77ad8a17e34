"""Tables in polars: as text with record and line of each row, or as typed values."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactexit.dataset import LINE, ROW, records
from pactexit.problem import PactExitError

if TYPE_CHECKING:
    import polars as pl

    from pactexit.dataset import Field, Table

#: So many of the first cells of a column tell whether its texts repeat.
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


def read_typed(table: Table) -> pl.DataFrame:
    """The table with its whole numbers, numbers, truth values and days as such, the rest as text.

    Imprecise dates are text as well, and empty cells are null. Raises `PactExitError`, which names
    the line, where the file has not the form that its schema says.
    """
    import polars as pl

    _check_structure(table)
    found = read_text(table)
    columns = [_typed(found[field.name], field) for field in table.fields]
    for field, column in zip(table.fields, columns, strict=True):
        lost = column.is_null() & found[field.name].is_not_null()
        if place := lost.arg_true().to_list():
            cell, line = found[field.name][place[0]], found[LINE][place[0]]
            raise _not_of_the_schema(table, line, f"{field.name} {cell!r} is no {field.type}")
    return pl.DataFrame(columns)


def _check_structure(table: Table) -> None:
    try:
        table.path.read_bytes().decode(table.encoding)
    except UnicodeDecodeError as error:
        raise _not_of_the_schema(table, 1, f"the file is not {error.encoding}") from None
    found = records(table)
    line, header = next(found, (1, []))
    if sorted(header) != sorted({*table.columns}):
        raise _not_of_the_schema(table, line, "the header is not the columns of the schema")
    for line, cells in found:
        if any(cells) and len(cells) != len(header):
            raise _not_of_the_schema(
                table, line, f"{len(cells)} cells, but the header has {len(header)}"
            )


def _not_of_the_schema(table: Table, line: int, what: str) -> PactExitError:
    return PactExitError(
        f"{table.shown_path}:{line}: {what}. Run `pactexit validate` on this data package."
    )


def _typed(cells: pl.Series, field: Field) -> pl.Series:
    """The cells as their type has them; null where one is not in the form of the type."""
    import polars as pl

    if field.type == "integer":
        return cells.cast(pl.Int64, strict=False)
    if field.type == "number":
        return cells.cast(pl.Float64, strict=False)
    if field.type == "boolean":
        words = dict.fromkeys(field.true_values, True) | dict.fromkeys(field.false_values, False)
        return cells.replace_strict(words, default=None, return_dtype=pl.Boolean)
    if field.type == "date" and field.format == "default":
        days = cells.str.to_date("%Y-%m-%d", strict=False)
        # polars reads more than the one form
        same = days.dt.to_string("%Y-%m-%d") == cells
        return pl.select(pl.when(same).then(days)).to_series().alias(cells.name)
    return cells
