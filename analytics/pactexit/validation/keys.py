"""Keys of whole tables: unique, primary and foreign, on hashes of the values of frictionless."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from typing import TYPE_CHECKING

import polars as pl

from pactexit.dataset import LINE, ROW
from pactexit.validation.cells import missing_values

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pactexit.validation.cells import Judge
    from pactexit.validation.stream import Block

HASH = "_hash"


@dataclass
class KeyColumns:
    """The values of some columns of a table as one hash a record, gathered block by block.

    Records whose values are all missing stand apart. Two values of one hash would be taken for one
    key: among ten million records the odds of any such pair are below one in a hundred thousand.
    """

    columns: tuple[str, ...]
    parts: list[pl.DataFrame] = field(default_factory=list)
    missing: set[int] = field(default_factory=set)

    def add(self, block: Block, judge: Judge) -> None:
        """Adds the records of a block."""
        odd = _odd(block, judge)
        for frame in (block.frame, odd):
            if frame.is_empty():
                continue
            # a key may name a column twice
            columns = dict.fromkeys(self.columns)
            values = [_value(frame, judge, name).alias(name) for name in columns]
            keyed = frame.select(
                pl.struct(values).hash().alias(HASH),
                pl.all_horizontal([value.is_null() for value in values]).alias("_missing"),
                ROW,
            )
            self.missing.update(keyed.filter("_missing")[ROW].to_list())
            self.parts.append(keyed.filter(~pl.col("_missing")).select(HASH, ROW))

    def gathered(self) -> pl.DataFrame:
        """All records: hash and record number."""
        empty = pl.DataFrame(schema={HASH: pl.UInt64, ROW: pl.Int64})
        return pl.concat([empty, *self.parts]).sort(ROW)

    def repeated(self) -> dict[int, int]:
        """Each record whose values an earlier one has, with the last record before it."""
        gathered = self.gathered().sort(HASH, ROW)
        before = gathered.with_columns(
            pl.col(ROW).shift(1).over(HASH).alias("earlier"),
        ).filter(pl.col("earlier").is_not_null())
        return dict(zip(before[ROW].to_list(), before["earlier"].to_list(), strict=True))

    def without(self, parent: KeyColumns) -> list[int]:
        """The records whose values no record of the parent has."""
        known = parent.gathered().select(HASH).unique()
        return self.gathered().join(known, on=HASH, how="anti")[ROW].to_list()


def _odd(block: Block, judge: Judge) -> pl.DataFrame:
    names: Sequence[str] = judge.names
    width = len(names)
    rows = [[*[*cells, *[None] * width][:width], row, line] for row, line, cells in block.odd]
    schema = dict.fromkeys(names, pl.String) | {ROW: pl.Int64, LINE: pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _value(frame: pl.DataFrame, judge: Judge, name: str) -> pl.Expr:
    """The text that stands for the value of each cell; null where it is missing or invalid."""
    place = judge.names.index(name)
    field, column = judge.fields[place], pl.col(name)
    if field.type == "string" and field.format == "default":
        return pl.when(column.is_in(missing_values(field))).then(None).otherwise(column)
    replaced = {}
    for text in frame[name].unique().to_list():
        value, notes = judge.value(place, text)
        replaced[text] = None if value is None or "type" in notes else _written(value)
    return column.replace_strict(
        list(replaced), list(replaced.values()), default=None, return_dtype=pl.String
    )


def _written(value: object) -> str:
    if isinstance(value, str):
        return value
    # the number 1 is no text "1", but numbers that are equal are one key, whatever their form
    return f"\0{hash(value) if isinstance(value, int | float | Decimal) else repr(value)}"
