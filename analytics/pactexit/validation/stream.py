"""A table in blocks of records, in bounded memory: regular ones as a frame, odd ones apart."""

from __future__ import annotations

import codecs
import csv
from dataclasses import dataclass
from itertools import chain
from operator import methodcaller
from typing import TYPE_CHECKING

import polars as pl

from pactexit.dataset import LINE, ROW

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

#: So many bytes stand in one block, a little more to end with a line.
BLOCK = 16_000_000


@dataclass
class Block:
    """Some records: the regular ones as text with `_row` and `_line`, and the odd ones.

    A record is odd when it has not as many cells as the table has columns: its number, its first
    physical line and its cells. An empty cell is the empty text.
    """

    frame: pl.DataFrame
    odd: list[tuple[int, int, list[str]]]

    @property
    def height(self) -> int:
        """The number of records that are not blank."""
        return self.frame.height + sum(any(cells) for _, _, cells in self.odd)


@dataclass
class _Lines:
    """The physical lines of a file in order, counted."""

    source: Iterator[bytes]
    number: int = 0

    def __iter__(self) -> Iterator[bytes]:
        return self

    def __next__(self) -> bytes:
        raw = next(self.source)
        self.number += 1
        return raw

    def text(self) -> Iterator[str]:
        """The same lines as text: csv asks for more where a quoted cell runs over several."""
        return (raw.decode() for raw in self)


@dataclass(frozen=True)
class _Grammar:
    """How the records of a file are written."""

    columns: list[str]
    separator: str
    quote: str

    def cells(self, first: bytes, lines: _Lines) -> list[str]:
        """The cells of the record that begins with a line, as Python's csv module reads it."""
        text = chain([first.decode()], lines.text())
        return next(csv.reader(text, delimiter=self.separator, quotechar=self.quote), [])

    def frame(self, lines: list[bytes], rows: Sequence[int], first_line: int) -> pl.DataFrame:
        """Lines without quotes, a record each with as many cells as there are columns."""
        split = pl.read_csv(
            # polars reads no table from no text
            b"".join(lines) or self.separator.encode() * (len(self.columns) - 1) + b"\n",
            has_header=False,
            new_columns=self.columns,
            separator=self.separator,
            quote_char=None,
            infer_schema=False,
            empty_string_is_null=False,
        )
        places = pl.Series(ROW, rows, dtype=pl.Int64)
        split = split.head(len(lines))
        return split.with_columns(places, (places + first_line).alias(LINE))


def blocks(path: Path, columns: list[str], separator: str, quote: str) -> Iterator[Block]:
    """The records of a table without its header, in blocks.

    The file is UTF-8 with LF or CRLF. Records that hold no quote are split by polars, the others
    by Python's csv module, record by record, as frictionless does it.
    """
    grammar = _Grammar(columns, separator, quote)
    csv.field_size_limit(max(path.stat().st_size, csv.field_size_limit()))
    with path.open("rb") as file:
        header = _Lines(file)
        grammar.cells(next(header, b"").removeprefix(codecs.BOM_UTF8), header)
        line, row = header.number, 0
        while batch := file.readlines(BLOCK):
            joined = b"".join(batch)
            if any(odd in joined for odd in (quote.encode(), b"\0", codecs.BOM_UTF8)):
                lines = _Lines(chain(batch, file))
                block, row = _parsed(grammar, lines, len(batch), row, line)
                line += lines.number
            else:
                block = _split(grammar, batch, row, line)
                row, line = row + len(batch), line + len(batch)
            yield block


def _split(grammar: _Grammar, batch: list[bytes], row: int, line: int) -> Block:
    """Lines of which each is a record."""
    counts = list(map(methodcaller("count", grammar.separator.encode()), batch))
    wanted = len(grammar.columns) - 1
    is_whole = counts.count(wanted) == len(batch)
    if is_whole and (wanted or not {b"\n", b"\r\n"}.intersection(batch)):
        rows: Sequence[int] = range(row + 1, row + 1 + len(batch))
        return Block(grammar.frame(batch, rows, line - row), [])
    plain, places, odd = [], [], []
    nothing = _Lines(iter(()))
    for place, (raw, count) in enumerate(zip(batch, counts, strict=True), 1):
        if count == wanted and raw.rstrip(b"\r\n"):
            plain.append(raw)
            places.append(row + place)
        else:
            odd.append((row + place, line + place, grammar.cells(raw, nothing)))
    return Block(grammar.frame(plain, places, line - row), odd)


def _parsed(grammar: _Grammar, lines: _Lines, least: int, row: int, line: int) -> tuple[Block, int]:
    """The records of at least so many lines, each read by csv; and the number of the last."""
    cells_of, places, odd = [], [], []
    while lines.number < least:
        raw = next(lines)
        row += 1
        place = line + lines.number
        cells = grammar.cells(raw, lines)
        if len(cells) == len(grammar.columns):
            cells_of.append(cells)
            places.append((row, place))
        else:
            odd.append((row, place, cells))
    schema = dict.fromkeys(grammar.columns, pl.String)
    frame = pl.DataFrame(cells_of, schema=schema, orient="row").with_columns(
        pl.Series(ROW, [number for number, _ in places], dtype=pl.Int64),
        pl.Series(LINE, [number for _, number in places], dtype=pl.Int64),
    )
    return Block(frame, odd), row
