"""A table in blocks of records, in bounded memory; and some of its records read again."""

from __future__ import annotations

import codecs
import csv
from bisect import bisect_left
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import accumulate
from typing import TYPE_CHECKING, BinaryIO

from pactexit.validation.grammar import PIECE, Block, Grammar, Lines

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

#: So many bytes stand in one block, a little more to end with a line.
BLOCK = 16_000_000
#: So many lines at most are looked at one by one at a time.
LINES = 200_000
_HEADER = 1_000_000


@dataclass(frozen=True)
class _Span:
    """Where a block stands: its bytes, and the records and lines before it and in it."""

    start: int
    size: int
    row: int
    line: int
    rows: int
    lines: int
    breaks: list[int]


@dataclass
class Stream:
    """A table whose file is UTF-8. Records are numbered from 1, without the header."""

    path: Path
    grammar: Grammar
    header: bytes = b""
    _spans: list[_Span] = field(default_factory=list)

    def blocks(self) -> Iterator[Block]:
        """All records, in blocks, in the order of the file; the next is read ahead."""
        blocks = self._blocks()
        with ThreadPoolExecutor(1) as thread:
            ahead = thread.submit(next, blocks, None)
            while block := ahead.result():
                ahead = thread.submit(next, blocks, None)
                yield block

    def _blocks(self) -> Iterator[Block]:
        csv.field_size_limit(max(self.path.stat().st_size, csv.field_size_limit()))
        self._spans.clear()
        with self.path.open("rb") as file:
            self.header = self._header(file)
            row, line = 0, len(self.header.splitlines())
            while text := _lines(file):
                start = file.tell() - len(text)
                block = self.grammar.regular(text, row, line)
                if block is None:
                    text = _few(text)
                    file.seek(start + len(text))
                    block = self.grammar.any(text, row, line, file.readline)
                size = file.tell() - start
                if not self._spans:
                    block.quoted.insert(0, (1, self.header))
                self._spans.append(
                    _Span(start, size, row, line, block.rows, block.lines, block.breaks)
                )
                row, line = row + block.rows, line + block.lines
                yield block

    def again(self, rows: Collection[int]) -> Iterator[tuple[int, int, list[str]]]:
        """Some records, which `blocks` has read, in order: number, physical line and cells."""
        wanted = set(rows)
        with self.path.open("rb") as file:
            for span in self._spans:
                numbers = sorted(wanted.intersection(range(span.row + 1, span.row + span.rows + 1)))
                if not numbers:
                    continue
                if span.breaks:
                    yield from self._picked(file, span, numbers)
                    continue
                file.seek(span.start)
                text = file.read(span.size)
                block = self.grammar.regular(text, span.row, span.line)
                block = block or self.grammar.any(text, span.row, span.line, bytes)
                records = [(row, line, cells) for *cells, row, line in block.frame.iter_rows()]
                yield from sorted(r for r in [*records, *block.odd] if r[0] in wanted)

    def _picked(
        self, file: BinaryIO, span: _Span, numbers: list[int]
    ) -> Iterator[tuple[int, int, list[str]]]:
        """The records of some lines of a span in which each line is a record."""
        before = list(accumulate(span.breaks, initial=0))
        for number in numbers:
            place = number - span.row - 1
            # the piece with the line break after which the line begins
            piece = max(0, bisect_left(before, place) - 1)
            file.seek(span.start + piece * PIECE)
            text = file.read(min(PIECE, span.size - piece * PIECE)) + file.readline()
            line = text.split(b"\n", place - before[piece] + 1)[place - before[piece]]
            (cells,) = self.grammar.cells(iter([line.removesuffix(b"\r").decode()]))
            yield number, span.line + place + 1, cells

    def _header(self, file: BinaryIO) -> bytes:
        """The lines of the header, without a byte order mark."""
        first = file.readline(_HEADER)
        lines = first.removeprefix(codecs.BOM_UTF8).splitlines(keepends=True)
        mark = len(first) - sum(map(len, lines))
        source = Lines(lines, file.readline)
        next(self.grammar.cells(source.texts()), None)
        header = b"".join(lines[: source.place])
        file.seek(mark + len(header))
        return header


def _lines(file: BinaryIO) -> bytes:
    """The next lines of a file, about a block of them; nothing at its end."""
    text = file.read(BLOCK)
    rest = file.readline(BLOCK)
    text += rest
    if len(rest) == BLOCK and not text.endswith(b"\n"):
        # lines that end with a carriage return alone, or one that is very long
        end = max(text.rfind(b"\n"), text.rfind(b"\r", 0, -1)) + 1
        if end:
            file.seek(end - len(text), 1)
            return text[:end]
        text += file.readline()
    return text


def _few(text: bytes) -> bytes:
    """The first lines of a text: lines can be so short that there are millions of them."""
    for end in (b"\n", b"\r"):
        number = text.count(end)
        if number > LINES:
            cut = text.rfind(end, 0, len(text) * LINES // number) + 1
            cut += text.startswith(b"\n", cut) and end == b"\r"
            # it may be that all short lines come last
            return text[:cut] if cut else text
    return text
