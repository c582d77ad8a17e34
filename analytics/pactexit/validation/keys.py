"""Keys of whole tables: unique, primary and foreign, on hashes of the values of frictionless."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from math import isfinite
from typing import TYPE_CHECKING

import polars as pl

from pactexit.dataset import LINE, ROW
from pactexit.validation.cells import missing_values

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactexit.validation.cells import Judge
    from pactexit.validation.grammar import Block

HASH = "_hash"
_NONE = pl.DataFrame(schema={HASH: pl.UInt64, ROW: pl.UInt32})
#: What stands before a number, so that it is no text; and whole numbers in their only form.
_LARGE = 10**18
_NUMBER, _WHOLE = "\0#", "^(?:0|-?[1-9][0-9]{0,17})$"


@dataclass
class KeyColumns:
    """The values of some columns of a table as one hash a record, gathered block by block.

    Records whose values are all missing stand apart. Two values of one hash would be taken for one
    key: among ten million records the odds of any such pair are below one in a hundred thousand.
    """

    columns: tuple[str, ...]
    parts: list[pl.DataFrame] = field(default_factory=list)
    missing: list[int] = field(default_factory=list)

    def gathered(self) -> pl.DataFrame:
        """All records: hash and record number."""
        self.parts = [pl.concat([_NONE, *self.parts])]
        return self.parts[0]

    def repeated(self) -> Iterator[tuple[int, int]]:
        """Each record whose values an earlier one has, with the last record before it."""
        gathered = self.gathered()
        # sorting finds out in little memory whether there is anything to look for
        hashes = gathered[HASH].sort()
        twice = hashes.filter(hashes == hashes.shift(1)).unique()
        if twice.is_empty():
            return iter(())
        before = (
            gathered.filter(pl.col(HASH).is_in(twice.implode()))
            .sort(HASH, ROW)
            .with_columns(pl.col(ROW).shift(1).over(HASH).alias("earlier"))
            .filter(pl.col("earlier").is_not_null())
        )
        return before.sort(ROW).select(ROW, "earlier").iter_rows()

    @cached_property
    def distinct(self) -> pl.DataFrame:
        """The hashes of all records, each once; for a key that gets no more records."""
        return self.gathered().select(HASH).unique()

    def lacking(self, keyed: pl.DataFrame) -> pl.DataFrame:
        """Those of some records whose values no record of this key has."""
        return keyed.join(self.distinct, on=HASH, how="anti")


def hashes(frames: Sequence[pl.DataFrame], judge: Judge, key: KeyColumns) -> pl.DataFrame:
    """The hash of the columns of a key and the number of each of some records.

    Records where all columns are missing are noted with the key instead.
    """
    parts = [_NONE]
    for frame in frames:
        if frame.is_empty():
            continue
        # a key may name a column twice
        columns = dict.fromkeys(key.columns)
        values = frame.select(_value(frame, judge, name).alias(name) for name in columns)
        keyed = values.select(
            (pl.all() if len(columns) == 1 else pl.struct(pl.all())).hash().alias(HASH),
            pl.all_horizontal(pl.all().is_null()).alias("_missing"),
        ).with_columns(frame[ROW].cast(pl.UInt32))
        if keyed["_missing"].any():
            key.missing += keyed.filter("_missing")[ROW].to_list()
            keyed = keyed.filter(~pl.col("_missing"))
        parts.append(keyed.select(HASH, ROW))
    return pl.concat(parts)


def odd_records(block: Block, judge: Judge) -> pl.DataFrame:
    """The odd records of a block as a frame: cells that are missing are null."""
    names: Sequence[str] = judge.names
    width = len(names)
    rows = [[*[*cells, *[None] * width][:width], row, line] for row, line, cells in block.odd]
    schema = dict.fromkeys(names, pl.String) | {ROW: pl.Int64, LINE: pl.Int64}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _value(frame: pl.DataFrame, judge: Judge, name: str) -> pl.Series:
    """The text that stands for the value of each cell; null where it is missing or invalid."""
    place = judge.names.index(name)
    of_field, cells = judge.fields[place], frame[name]
    missing = missing_values(of_field)
    if of_field.type == "string" and of_field.format == "default":
        is_missing = cells.is_in(missing)
        return cells.set(is_missing, None) if is_missing.any() else cells
    # what `_written` gives of a whole number, without a look at each
    is_plain = cells.str.contains(_WHOLE) & ~cells.is_in(missing)
    is_plain = is_plain.fill_null(value=False) & (of_field.type == "integer")
    replaced = {}
    for text in cells.filter(~is_plain).unique().to_list():
        value, notes = judge.value(place, text)
        replaced[text] = None if value is None or "type" in notes else _written(value)
    if not replaced:
        return _NUMBER + cells
    written = cells.replace_strict(
        list(replaced), list(replaced.values()), default=None, return_dtype=pl.String
    )
    return (_NUMBER + cells).zip_with(is_plain, written)


def _written(value: object) -> str:
    if isinstance(value, str):
        return value
    # the number 1 is no text "1", but numbers that are equal are one key, whatever their form
    if not isinstance(value, int | float | Decimal):
        return f"\0{value!r}"
    if isfinite(value) and -_LARGE < value < _LARGE and value == int(value):
        return f"{_NUMBER}{int(value)}"
    return f"\0{hash(value)}"
