"""The schema stage for large tables: cells and keys judged in a stream, as frictionless would."""

from __future__ import annotations

import codecs
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import polars as pl

from pactexit.dataset import ROW
from pactexit.frames import is_expanded
from pactexit.validation.cells import Finding, Judge
from pactexit.validation.keys import KeyColumns
from pactexit.validation.stream import blocks

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from frictionless import Schema

    from pactexit.dataset import Table
    from pactexit.validation.stream import Block


@dataclass
class Streamed:
    """A table that can be judged in a stream: its reader, its judge and its keys."""

    table: Table
    schema: Schema
    separator: str
    quote: str
    judge: Judge
    keys: dict[tuple[str, ...], KeyColumns] = field(default_factory=dict)

    def blocks(self) -> Iterator[Block]:
        """The records of the table, in blocks."""
        return blocks(self.table.path, self.judge.names, self.separator, self.quote)

    def key(self, columns: tuple[str, ...]) -> KeyColumns:
        """The key on some columns, filled while the table is read."""
        return self.keys.setdefault(columns, KeyColumns(columns))


def streamable(resource: Any, table: Table) -> Streamed | None:
    """The table as one that can be judged in a stream; None where frictionless must judge it all.

    That is where the header is not that of the schema, the file is no UTF-8 with LF or CRLF, or
    descriptor or dialect use what the stream does not know.
    """
    # frictionless reads the whole parent when it opens a table with foreign keys
    copy = resource.to_copy()
    schema = copy.schema
    copy.schema.foreign_keys = []
    if any((resource.hash, resource.bytes, resource.rows, resource.fields, resource.compression)):
        return None
    try:
        with copy:
            control = copy.dialect.get_control("csv")
            labels, encoding, errors = copy.labels, copy.encoding, copy.header.errors
    except Exception:  # noqa: BLE001 - whatever is wrong with it, frictionless will say
        return None
    names = [field.name for field in schema.fields]
    if (
        any(map(is_expanded, names))
        or errors
        or labels != names
        or len(set(names)) < len(names)
        or not names
    ):
        return None
    if encoding not in {"utf-8", "utf-8-sig", "utf8", "ascii"} or not _is_plain(copy, control):
        return None
    if not _has_plain_lines(table):
        return None
    judge = Judge(schema.fields, schema.primary_key)
    return Streamed(table, resource.schema, control.delimiter, control.quote_char, judge)


def findings(
    tables: Mapping[str, Streamed], visit: Callable[[str, Block], None]
) -> Iterator[tuple[str, Finding]]:
    """Every error of the tables, with the name of the table: cells first, then keys.

    `visit` sees each block once, so that what else is asked of the records needs no reading of
    its own.
    """
    for name, streamed in tables.items():
        for _, columns in _own_keys(streamed):
            streamed.key(columns)
        for reference in streamed.schema.foreign_keys:
            streamed.key(tuple(reference["fields"]))
            parent = tables[reference["reference"]["resource"] or name]
            parent.key(tuple(reference["reference"]["fields"]))
    for name, streamed in tables.items():
        for block in streamed.blocks():
            visit(name, block)
            for finding in streamed.judge.findings(block):
                yield name, finding
            for key in streamed.keys.values():
                key.add(block, streamed.judge)
    for name, streamed in tables.items():
        yield from ((name, finding) for finding in _of_keys(name, streamed, tables))


def _own_keys(streamed: Streamed) -> list[tuple[str, tuple[str, ...]]]:
    """The keys that must not repeat: the error of each, and its columns."""
    keys: list[tuple[str, tuple[str, ...]]] = [
        ("unique-error", (field.name,))
        for field in streamed.schema.fields
        if field.constraints.get("unique")
    ]
    primary = tuple(streamed.schema.primary_key)
    return [*keys, ("primary-key", primary)] if primary else keys


def _of_keys(name: str, streamed: Streamed, tables: Mapping[str, Streamed]) -> Iterator[Finding]:
    """Errors of uniqueness and of references, the records fetched again for their places."""
    primary = tuple(streamed.schema.primary_key)
    repeated = [
        (kind, columns, streamed.key(columns).repeated()) for kind, columns in _own_keys(streamed)
    ]
    missing = streamed.key(primary).missing if primary else set()
    orphans = [
        (
            tuple(reference["fields"]),
            reference["reference"]["resource"],
            streamed.key(tuple(reference["fields"])).without(
                tables[reference["reference"]["resource"] or name].key(
                    tuple(reference["reference"]["fields"])
                )
            ),
        )
        for reference in streamed.schema.foreign_keys
    ]
    wanted = set(missing)
    wanted.update(*(rows.keys() | set(rows.values()) for _, _, rows in repeated))
    wanted.update(*(orphaned for _, _, orphaned in orphans))
    if not wanted:
        return
    records = _fetch(streamed, wanted)
    for kind, columns, rows in repeated:
        for row, earlier in rows.items():
            yield _finding((kind, columns, None), streamed, records, row, earlier)
    for row in missing:
        yield _finding(("primary-key", primary, None), streamed, records, row)
    for columns, parent, orphaned in orphans:
        for row in orphaned:
            yield _finding(("foreign-key", columns, parent), streamed, records, row)


def _finding(
    reported: tuple[str, tuple[str, ...], str | None],
    streamed: Streamed,
    records: Mapping[int, tuple[int, tuple[Any, ...]]],
    row: int,
    earlier: int | None = None,
) -> Finding:
    kind, columns, parent = reported
    line, texts = records[row]
    cells = [texts[streamed.judge.names.index(column)] or "" for column in columns]
    return Finding(
        type=kind,
        note="",
        record=row,
        line=line,
        key=streamed.judge.key(texts),
        field_name="/".join(columns),
        cell="/".join(cells),
        earlier=None if earlier is None else records[earlier][0],
        reference=parent,
    )


def _fetch(streamed: Streamed, wanted: set[int]) -> dict[int, tuple[int, tuple[Any, ...]]]:
    """Physical line and cells of some records, from another reading of the file."""
    found: dict[int, tuple[int, tuple[Any, ...]]] = {}
    rows = pl.Series(sorted(wanted), dtype=pl.Int64)
    width = len(streamed.judge.names)
    for block in streamed.blocks():
        for cells in block.frame.filter(pl.col(ROW).is_in(rows.implode())).iter_rows():
            found[cells[width]] = (cells[width + 1], cells[:width])
        for row, line, texts in block.odd:
            if row in wanted:
                found[row] = (line, tuple([*texts, *[None] * width][:width]))
    return found


def _is_plain(resource: Any, control: Any) -> bool:
    dialect = resource.dialect
    return (
        dialect.header is True
        and list(dialect.header_rows) == [1]
        and not dialect.comment_char
        and not dialect.comment_rows
        and not dialect.skip_blank_rows
        and len(control.delimiter) == len(control.quote_char) == 1
        and (control.delimiter + control.quote_char).isascii()
        and control.double_quote is True
        and not control.escape_char
        and not control.null_sequence
        and not control.skip_initial_space
    )


def _has_plain_lines(table: Table) -> bool:
    """Whether every carriage return of the file stands before a line feed, and it is UTF-8."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    last = b""
    try:
        with table.path.open("rb") as file:
            while chunk := file.read(1 << 20):
                decoder.decode(chunk)
                whole = last + chunk
                if whole.count(b"\r") - whole.endswith(b"\r") != whole.count(b"\r\n"):
                    return False
                last = b"\r" if chunk.endswith(b"\r") else b""
            decoder.decode(b"", final=True)
    except (OSError, UnicodeDecodeError):
        return False
    return not last
