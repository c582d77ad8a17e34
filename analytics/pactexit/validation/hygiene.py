"""What a file must be before its cells can be judged: readable text with quotes in their places."""

from __future__ import annotations

import csv
import io
import re
from collections import Counter
from typing import TYPE_CHECKING

from pactexit.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactexit.dataset import Table
    from pactexit.problem import Severity

_LINE_END = re.compile(rb"\r\n|\n|\r")


def check(table: Table, severity: Severity) -> Iterator[Problem]:
    """Problems of the file as text: encoding, null bytes, line ends, quotes.

    Bytes that cannot be decoded are an error in every package; the rest has the `severity`.
    """
    try:
        content = table.path.read_bytes()
    except OSError:
        return  # frictionless reports a file that is missing
    try:
        text = content.decode(table.encoding).removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        yield Problem(
            table=table.name,
            path=table.shown_path,
            line=content.count(b"\n", 0, error.start) + 1,
            rule="encoding",
            value=repr(content[error.start : error.end])[2:-1],
            message=f"is no {table.encoding} text",
            fix=f"Save the file as {table.encoding.upper()}.",
        )
        return
    ends = [match.group() for match in _LINE_END.finditer(content)]
    if len(set(ends)) > 1:
        (usual, _), *_ = Counter(ends).most_common(1)
        yield Problem(
            table=table.name,
            path=table.shown_path,
            line=next(number for number, end in enumerate(ends, 1) if end != usual),
            rule="line_ends",
            severity=severity,
            message="ends in another way than most lines of the file",
            fix="Save the file with one kind of line end; `pactexit format` does it.",
        )
    yield from _quotes(table, text, severity)


def _quotes(table: Table, text: str, severity: Severity) -> Iterator[Problem]:
    """Quotes that the CSV grammar (RFC 4180) does not allow, or that leave a cell open."""
    quote = table.dialect.get("quoteChar", '"')
    reader = csv.reader(
        io.StringIO(text, newline=""),
        delimiter=table.dialect.get("delimiter", ","),
        quotechar=quote,
        strict=True,
    )
    csv.field_size_limit(max(len(text), csv.field_size_limit()))
    lines = list(io.StringIO(text, newline=""))
    line = 1
    while True:
        broken = False
        try:
            cells = next(reader)
        except StopIteration:
            return
        except csv.Error:
            cells, broken = [], True
        raw = "".join(lines[line - 1 : reader.line_num])
        inside = sum(cell.count(quote) for cell in cells)
        if broken or raw.count(quote * 2) < inside:
            yield Problem(
                table=table.name,
                path=table.shown_path,
                line=line,
                rule="stray_quote",
                severity=severity,
                value=raw.strip()[:80],
                message="has a quote that opens or closes no cell",
                fix="Delete the quote, or write it twice inside a quoted cell.",
            )
        line = reader.line_num + 1
