"""The records of a piece of a CSV file: polars splits what is regular, Python's csv the rest."""

from __future__ import annotations

import codecs
import csv
import re
from dataclasses import dataclass, field
from functools import cached_property
from typing import TYPE_CHECKING

import polars as pl

from pactexit.dataset import LINE, ROW
from pactexit.frames import texts

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence


@dataclass
class Block:
    """Some records: the regular ones as text with `_row` and `_line`, and the odd ones.

    A record is odd when it has not as many cells as the table has columns: its number, its first
    physical line and its cells. An empty cell is the empty text. `quoted` holds the lines, as they
    stand in the file with the number of the first, of records with a quote that may be out of
    its place. Where each line is a record without quotes, `breaks` counts the line breaks in each
    `PIECE` of bytes.
    """

    frame: pl.DataFrame
    rows: int
    lines: int
    odd: list[tuple[int, int, list[str]]] = field(default_factory=list)
    quoted: list[tuple[int, bytes]] = field(default_factory=list)
    breaks: list[int] = field(default_factory=list)

    @cached_property
    def texts(self) -> dict[str, pl.Series]:
        """The texts of the regular records by column, some of them only once."""
        return {name: texts(self.frame[name]) for name in self.frame.columns[:-2]}

    @property
    def height(self) -> int:
        """The number of records that are not blank."""
        return self.frame.height + sum(any(cells) for _, _, cells in self.odd)


#: So many bytes are read again to find a record in them.
PIECE = 1 << 16
_LINE_BREAK = r"\r\n|\r|\n"


class Lines:
    """Lines for a csv reader, which can be moved on; after the last come those that follow."""

    def __init__(self, lines: list[bytes], following: Callable[[], bytes]) -> None:
        self.place = 0
        self._lines = lines
        self._following = following

    def texts(self) -> Iterator[str]:
        """The lines from the place on, as text."""
        while True:
            if self.place == len(self._lines):
                self._lines += self._following().splitlines(keepends=True)
            if self.place == len(self._lines):
                return
            self.place += 1
            yield self._lines[self.place - 1].decode()


class Grammar:
    """How the records of a file are written: its columns, its delimiter and its quote."""

    def __init__(self, columns: Sequence[str], separator: str, quote: str) -> None:
        self.columns = list(columns)
        self.separator = separator
        self.quote = quote
        q, s = re.escape(quote), re.escape(separator)
        # what Python and polars split alike: quotes are around whole cells
        some = "+" if len(columns) == 1 else "*"  # a blank line is a record without cells
        cell = rf"(?:{q}[^{q}]*(?:{q}{q}[^{q}]*)*{q}|[^{q}{s}\r\n]{some})"
        record = rf"{cell}(?:{s}{cell}){{{len(columns) - 1}}}"
        self._regular = rf"^{record}$"
        self._regular_lines = rf"^(?:{record}\r?\n)*(?:{record})?$"

    def regular(self, text: bytes, row: int, line: int) -> Block | None:
        """The records of whole lines, where every quote is in its place; None where not.

        So many records and lines come before `text`, which is UTF-8.
        """
        breaks = [text.count(b"\n", at, at + PIECE) for at in range(0, len(text), PIECE)]
        frame = self._plain(text, sum(breaks))
        if frame is None:
            return self._in_place(text, row, line)
        places = pl.int_range(1, pl.len() + 1)
        numbered = frame.with_columns((places + row).alias(ROW), (places + line).alias(LINE))
        return Block(numbered, frame.height, frame.height, breaks=breaks)

    def cells(self, lines: Iterator[str]) -> Iterator[list[str]]:
        """The cells of each record of some lines."""
        return csv.reader(lines, delimiter=self.separator, quotechar=self.quote)

    def _plain(self, text: bytes, breaks: int) -> pl.DataFrame | None:
        """The records of a text in which each line is one and holds no quote, or None."""
        returns = text.count(b"\r") if b"\r" in text else 0
        if self.quote.encode() in text or (returns and returns != text.count(b"\r\n")):
            return None
        # polars makes as many columns as the first line has cells
        if text.count(self.separator.encode(), 0, text.find(b"\n")) >= len(self.columns):
            return None
        try:
            # polars refuses a line of more cells than there are columns
            frame = self._split(text, None)
        except pl.exceptions.PolarsError:
            return None
        # and fills up lines of fewer: no line may be left out, and all bytes must be accounted for
        lines = breaks + (not text.endswith(b"\n"))
        separators = (len(self.columns) - 1) * lines
        sizes = frame.select(pl.all().str.len_bytes().cast(pl.Int64).sum()).row(0)
        is_whole = (
            frame.height == lines
            and sum(sizes) + separators + breaks + returns == len(text)
            # a blank line is a record without cells, not one with an empty cell
            and (len(self.columns) > 1 or not (frame.to_series() == "").any())
        )
        return frame if is_whole else None

    def _in_place(self, text: bytes, row: int, line: int) -> Block | None:
        """The records of a text in which all quotes are in their places, or None."""
        if not pl.Series([text.decode()]).str.contains(self._regular_lines).item():
            return None
        frame = self._split(text, self.quote)
        breaks = pl.zeros(frame.height, pl.Int64, eager=True)
        for cells in frame.iter_columns():
            if cells.str.contains("[\r\n]").any():
                breaks += cells.str.count_matches(_LINE_BREAK)
        places = pl.int_range(1, frame.height + 1, eager=True)
        lines = places + line + breaks.cum_sum() - breaks
        numbered = frame.with_columns((places + row).alias(ROW), lines.alias(LINE))
        several = numbered.filter(breaks > 0)
        # the lines of a cell may be rows between two quotes that are stray
        first = pl.concat_str(self.columns, separator=self.separator).str.extract("^([^\r\n]*)")
        suspects = several.filter(
            first.str.count_matches(self.separator, literal=True) >= len(self.columns) - 1
        )
        quoted = []
        if not suspects.is_empty():
            physical = text.splitlines(keepends=True)
            for place, number in suspects.select(LINE, ROW).iter_rows():
                begin = place - line - 1
                end = begin + breaks[number - row - 1] + 1
                quoted.append((place, b"".join(physical[begin:end])))
        return Block(numbered, frame.height, frame.height + int(breaks.sum()), quoted=quoted)

    def any(self, text: bytes, row: int, line: int, following: Callable[[], bytes]) -> Block:
        """The records of any whole lines, as Python's csv module reads them.

        `following` reads one more line where the last record is not at its end.
        """
        lines = text.splitlines(keepends=True)
        texts = pl.Series(lines, dtype=pl.Binary).cast(pl.String).str.strip_chars_end("\r\n")
        is_regular = texts.str.contains(self._regular)
        count = len(lines)
        irregular = (~is_regular).arg_true().to_list()
        source = Lines(lines, following)
        reader = self.cells(source.texts())
        begins = [1] * count
        found: list[tuple[int, list[str]]] = []
        quoted = []
        for place in irregular:
            if place < source.place:
                continue  # inside the record before
            source.place = place
            found.append((place, next(reader, [])))
            # of the lines that follow, some can be records of their own
            irregular += range(len(begins), len(lines))
            begins += [1] * (len(lines) - len(begins))
            begins[place + 1 : source.place] = [0] * (source.place - place - 1)
            raw = b"".join(lines[place : source.place])
            if self.quote.encode() in raw:
                quoted.append((line + place + 1, raw))
        begin = pl.Series(begins, dtype=pl.Int64)
        numbers = begin.cum_sum() + row
        kept = is_regular & (begin.head(count) == 1)
        places = pl.int_range(1, count + 1, eager=True) + line
        frame = self._split("\n".join(texts.filter(kept)).encode(), self.quote).with_columns(
            numbers.head(count).filter(kept).alias(ROW), places.filter(kept).alias(LINE)
        )
        of_line = numbers.to_list()
        records = [(of_line[place], line + place + 1, cells) for place, cells in found]
        whole = [record for record in records if len(record[2]) == len(self.columns)]
        odd = [record for record in records if len(record[2]) != len(self.columns)]
        if whole:
            frame = pl.concat([frame, self._frame(whole)])
        return Block(frame, int(begin.sum()), len(lines), odd, quoted)

    def _frame(self, records: list[tuple[int, int, list[str]]]) -> pl.DataFrame:
        columns = zip(*(cells for _, _, cells in records), strict=True)
        return pl.DataFrame(
            [
                *(
                    pl.Series(name, values, dtype=pl.String)
                    for name, values in zip(self.columns, columns, strict=True)
                ),
                pl.Series(ROW, [row for row, _, _ in records], dtype=pl.Int64),
                pl.Series(LINE, [line for _, line, _ in records], dtype=pl.Int64),
            ]
        )

    def _split(self, text: bytes, quote: str | None) -> pl.DataFrame:
        if not text or text.startswith(codecs.BOM_UTF8):
            # polars reads no table from no text, and drops a byte order mark
            first = self.separator.encode() * (len(self.columns) - 1) + b"\n"
            return self._split(first + text, quote).slice(1)
        return pl.read_csv(
            text,
            has_header=False,
            new_columns=self.columns,
            separator=self.separator,
            quote_char=quote,
            infer_schema=False,
            empty_string_is_null=False,
        )
