"""Quotes that stand where no cell begins or ends, and the rows that they swallow."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pactexit.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from pactexit.dataset import Table
    from pactexit.problem import Severity

_LINE_END = re.compile(rb"\r\n|\n|\r")
#: So many swallowed rows are named.
_NAMED = 5
#: What a rule says, and how the line is mended.
_TEXTS = {
    "stray_quote": (
        "has a quote inside, but does not begin with one",
        "Delete the quote; or quote the whole cell, and write the quote inside it twice.",
    ),
    "text_after_quote": (
        "goes on after the quote that closes it",
        "Delete the quotes; or write a quote inside a quoted cell twice.",
    ),
    "unclosed_quote": (
        "opens a quote that is never closed{rows}",
        "Delete the quote, or write another one at the end of the cell.",
    ),
    "swallowed_rows": (
        "opens a cell that runs to line {last} and swallows {rows}",
        "Delete the stray quotes on lines {first} and {last}.",
    ),
}
#: With so few columns a line of prose looks like a row.
_FEW = 2


class Quotes:
    """The quotes of one file, judged by the grammar of CSV (RFC 4180).

    A file is judged as bytes and as a whole; only where that finds a quote out of place, line by
    line, so that one stray quote does not hide the next.
    """

    def __init__(self, table: Table, content: bytes) -> None:
        self.table = table
        self.content = content
        quote, comma = (
            str(table.dialect.get(name) or default).encode()
            for name, default in (("quoteChar", '"'), ("delimiter", ","))
        )
        # Python's csv module knows neither of more than one character
        self.is_known = len(quote) == len(comma) == 1 and not table.dialect.get("escapeChar")
        self.quote, self.comma = quote[:1], comma[:1]
        q, c = re.escape(self.quote), re.escape(self.comma)
        # they begin with the quote itself, which is quick to find
        begin = rb"%b(?<![^%b\r\n]%b)" % (q, c, q)
        end = rb"%b(?=[%b\r\n]|\Z)" % (q, c)
        self.one_line = re.compile(rb"%b[^%b\r\n]*(?:%b%b[^%b\r\n]*)*%b" % (begin, q, q, q, q, end))
        self._any_lines = re.compile(rb"%b[^%b]*(?:%b%b[^%b]*)*%b" % (begin, q, q, q, q, end))
        self.inside = re.compile(rb"[^%b]*(?:%b%b[^%b]*)*%b(?!%b)" % (q, q, q, q, q, q))

    def without_breaks(self) -> bytes:
        """The content with blanks for the line breaks of quoted cells, in their places."""
        if not self.is_known or self.quote not in self.content:
            return self.content
        return self._any_lines.sub(
            lambda match: match.group().replace(b"\r", b" ").replace(b"\n", b" "), self.content
        )

    def line_at(self, place: int) -> int:
        """The physical line, from 1, of a place in the content."""
        ends = [self.content.count(end, 0, place) for end in (b"\n", b"\r", b"\r\n")]
        return ends[0] + ends[1] - ends[2] + 1

    def check(self, severity: Severity) -> Iterator[Problem]:
        """Every line with a quote out of place."""
        if not self.is_known or self.quote not in self.content:
            return
        content = self.content
        if self.table.dialect.get("skipInitialSpace"):
            content = re.sub(rb"(?<=%b) +" % re.escape(self.comma), b"", content)
        if self.quote not in self.one_line.sub(b"", content):
            return
        yield from _Lines(self, _LINE_END.split(content), severity).check()

    def of_lines(
        self, quoted: Sequence[tuple[int, bytes]], severity: Severity
    ) -> Iterator[Problem]:
        """Every line with a quote out of place among some lines, each given with its number.

        They begin with the header; the lines between them need no look.
        """
        if not self.is_known or len(quoted) < 2:  # noqa: PLR2004 - nothing but the header
            return
        last, raw = quoted[-1]
        lines = [b""] * (last + len(_LINE_END.split(raw)))
        for line, raw in quoted:
            split = _LINE_END.split(raw)
            lines[line - 1 : line - 1 + len(split)] = split
        yield from _Lines(self, lines, severity).check()


@dataclass
class _Lines:
    """The physical lines of a file in which some quote is out of place, or spans lines."""

    quotes: Quotes
    lines: list[bytes]
    severity: Severity
    width: int = field(init=False)
    quoted: list[int] = field(init=False)

    def __post_init__(self) -> None:
        self.width = self._width(self.lines[0]) or len(self.quotes.table.columns)
        self.quoted = [i for i, line in enumerate(self.lines) if self.quotes.quote in line]

    def check(self) -> Iterator[Problem]:
        resume = 0
        for place in self.quoted:
            if place >= resume and self._width(self.lines[place]) is None:
                problem, resume = self._walk(place)
                if problem:
                    yield problem

    def _width(self, line: bytes) -> int | None:
        """How many cells a line has when read for itself, or None where quotes forbid it."""
        bare = self.quotes.one_line.sub(b"", line)
        return None if self.quotes.quote in bare else bare.count(self.quotes.comma) + 1

    def _walk(self, place: int) -> tuple[Problem | None, int]:
        """The first problem of the record that begins at a line, and the line to go on from."""
        quote, comma = self.quotes.quote, self.quotes.comma
        line, at, cells = self.lines[place], 0, list[bytes]()
        while at <= len(line):
            end = at + len(line[at:].split(comma, 1)[0])
            if not line.startswith(quote, at):
                if quote in line[at:end]:
                    return self._problem("stray_quote", place, cells, line[at:end]), place + 1
            elif closed := self.quotes.inside.match(line, at + 1):
                end = closed.end()
                if not line.startswith(comma, end) and end < len(line):
                    return self._problem("text_after_quote", place, cells, line[at:]), place + 1
            else:
                close = self._close(place)
                if close is None or self._are_rows(place, at, *close):
                    return self._open(place, at, cells, close)
                # a cell that truly runs over several lines
                (place, end), at = close, 0
                line = self.lines[place]
                if not line.startswith(comma, end) and end < len(line):
                    return self._problem("text_after_quote", place, cells, line[:end]), place + 1
            cells.append(line[at:end])
            at = end + 1
        return None, place + 1

    def _close(self, place: int) -> tuple[int, int] | None:
        """The line of the quote that ends a cell left open at `place`, and the place after it."""
        for index in range(bisect_right(self.quoted, place), len(self.quoted)):
            later = self.quoted[index]
            if found := self.quotes.inside.match(self.lines[later]):
                return later, found.end()
        return None

    def _are_rows(self, place: int, at: int, last: int, end: int) -> bool:
        """Whether lines in one cell are rows of the table: each has as many cells as the header."""
        if self.width <= _FEW:
            return False
        first, final = self.lines[place], self.lines[last]
        without = [first[:at] + first[at + 1 :], final[: end - 1] + final[end:]]
        between = [self._width(line) == self.width for line in self.lines[place + 1 : last]]
        return (
            self._width(without[0]) == self.width
            and self.width in {self._width(final), self._width(without[1])}
            and 2 * sum(between) >= len(between)
        )

    def _open(
        self, place: int, at: int, cells: list[bytes], close: tuple[int, int] | None
    ) -> tuple[Problem, int]:
        value = self.lines[place][at:].split(self.quotes.comma)[0]
        last, end = close or (len(self.lines) - 1, 0)
        swallowed = [line for line in self.lines[place + 1 : last + 1] if line]
        keys = [line.split(self.quotes.comma)[0].decode() for line in swallowed[:_NAMED]]
        if len(swallowed) > _NAMED:
            keys.append(f"{len(swallowed) - _NAMED} more")
        rows = ", ".join(keys)
        after = self.lines[last][end : end + 1]
        if close and self._width(self.lines[last]) is None and after in {b"", self.quotes.comma}:
            lines = {"first": place + 1, "last": last + 1}
            found = self._problem("swallowed_rows", place, cells, value, rows=rows, **lines)
            return found, last + 1
        rows = f", and swallows {rows}" if rows else ""
        return self._problem("unclosed_quote", place, cells, value, rows=rows), place + 1

    def _problem(
        self, rule: str, place: int, cells: list[bytes], value: bytes, **filled: object
    ) -> Problem:
        table = self.quotes.table
        before = dict(zip(table.columns, (self._text(cell) for cell in cells), strict=False))
        key = [before.get(column) for column in table.primary_key]
        message, fix = _TEXTS[rule]
        return Problem(
            table=table.name,
            path=table.shown_path,
            line=place + 1,
            column=dict(enumerate(table.columns)).get(len(cells)),
            key="/".join(map(str, key)) if key and all(key) else None,
            rule=rule,
            severity=self.severity,
            value=value.decode()[:80],
            message=message.format(**filled),
            fix=fix.format(**filled),
        )

    def _text(self, cell: bytes) -> str:
        quote = self.quotes.quote
        if cell.startswith(quote):
            cell = cell[1:-1].replace(quote * 2, quote)
        return cell.decode()
