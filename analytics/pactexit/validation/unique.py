"""Unique keys, which frictionless does not look at: each row differs in them from every other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from pactexit.dataset import LINE, ROW
from pactexit.problem import Problem
from pactexit.validation.cells import missing_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from frictionless import Field

    from pactexit.dataset import Dataset, Table

_HASH, _EARLIER = "_hash", "_earlier"


class UniqueKeys:
    """The unique keys of all tables of a package, looked at while the tables are read.

    A row in which a part of a key is missing is left out, as SQL does it. Of the rows that came
    before only a hash and the line are kept: two keys of one hash would be taken for one, which
    among ten million rows has odds below one in a hundred thousand.
    """

    def __init__(self, dataset: Dataset) -> None:
        self._keys: dict[str, list[list[Field]]] = {}
        self._seen: dict[tuple[str, int], pl.DataFrame] = {}
        self._tables = dataset.tables
        for resource in dataset.descriptor["resources"]:
            # another resource may have a list for a name
            if isinstance(resource, dict) and str(resource.get("name")) in dataset.tables:
                self._add(resource["name"], resource["schema"])

    def _add(self, name: str, schema: dict[str, Any]) -> None:
        keys = schema.get("uniqueKeys")
        if keys:
            from frictionless import Schema

            fields = {field.name: field for field in Schema.from_descriptor(schema).fields}
            self._keys[name] = [[fields[column] for column in key] for key in keys]

    def repeated(self, name: str, frame: pl.DataFrame) -> Iterator[Problem]:
        """The rows of a table, or of its next block, that have a unique key of an earlier row.

        `frame` holds the text of the cells, with `_row` and `_line`.
        """
        for number, key in enumerate(self._keys.get(name, ())):
            values = [_value(field) for field in key]
            keyed = frame.filter(~pl.any_horizontal([value.is_null() for value in values])).select(
                pl.struct(values).hash().alias(_HASH), pl.col(LINE).alias(_EARLIER), ROW
            )
            seen = self._seen.get((name, number), keyed.select(_HASH, _EARLIER).clear())
            first = pl.concat([seen, keyed.select(_HASH, _EARLIER)]).unique(
                _HASH, keep="first", maintain_order=True
            )
            self._seen[name, number] = first
            again = keyed.select(_HASH, ROW, pl.col(_EARLIER).alias(LINE)).join(
                first, on=_HASH, how="inner"
            )
            places = again.filter(pl.col(_EARLIER) < pl.col(LINE)).select(ROW, _EARLIER)
            columns = [field.name for field in key]
            for cells in frame.join(places, on=ROW, how="inner").sort(ROW).iter_rows(named=True):
                yield _problem(self._tables[name], columns, cells)


def _value(field: Field) -> pl.Expr:
    """What is equal where the values of two cells are; null where a value is missing."""
    cell = pl.col(field.name)
    text = pl.when(cell.is_in(missing_values(field))).then(None).otherwise(cell)
    number = {"integer": pl.Int64, "number": pl.Float64}.get(field.type)
    # a text that is no number has an error of its own
    value = text if number is None else text.cast(number, strict=False)
    return value.alias(field.name)


def _problem(table: Table, columns: Sequence[str], cells: dict[str, Any]) -> Problem:
    key = [cells[column] for column in table.primary_key]
    return Problem(
        table=table.name,
        path=table.shown_path,
        line=cells[LINE],
        row=cells[ROW],
        column="/".join(columns),
        key="/".join(key) if key and all(key) else None,
        rule="unique_key",
        value="/".join(cells[column] for column in columns),
        message=f"is a unique key, and stands in line {cells[_EARLIER]} too",
        fix="Mend one of the two rows, or delete the copy.",
    )
