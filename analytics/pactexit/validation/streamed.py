"""The schema stage for large tables: cells and keys judged in a stream, as frictionless would."""

from __future__ import annotations

import csv
from collections.abc import Callable, Collection
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pactexit.dataset import ROW
from pactexit.frames import is_expanded
from pactexit.problem import Tally
from pactexit.validation.cells import Finding, Judge
from pactexit.validation.grammar import Block, Grammar
from pactexit.validation.keys import KeyColumns, hashes, odd_records
from pactexit.validation.stream import Stream

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    import polars as pl
    from frictionless import Schema

    from pactexit.dataset import Table
    from pactexit.validation.look import Look


_UTF_8 = {"utf-8", "utf-8-sig", "utf8", "ascii"}
#: The type of an error of a key, its columns, and the table that they refer to.
_Reported = tuple[str, tuple[str, ...], str | None]
#: Sees each block of a table once, with the columns in which a cell is not surely fine.
Visit = Callable[[str, Block, Collection[str]], None]


@dataclass
class Streamed:
    """A table that can be judged in a stream: its records, its judge and its keys."""

    table: Table
    schema: Schema
    stream: Stream
    judge: Judge
    keys: dict[tuple[str, ...], KeyColumns] = field(default_factory=dict)
    references: list[Reference] = field(default_factory=list)

    def key(self, columns: Sequence[str]) -> KeyColumns:
        """The key on some columns, filled while the table is read."""
        return self.keys.setdefault(tuple(columns), KeyColumns(tuple(columns)))


@dataclass
class Reference:
    """Columns that name records of a table, and the key of those records."""

    own: KeyColumns
    parent: KeyColumns
    resource: str


def streamable(resource: Any, table: Table, look: Look | None) -> Streamed | None:
    """The table as one that can be judged in a stream; None where frictionless must judge it all.

    That is where the header is not that of the schema, the file is no UTF-8, or
    descriptor or dialect use what the stream does not know.
    """
    declared = (resource.hash, resource.bytes, resource.rows, resource.fields)
    if look is None or not look.is_text or any((*declared, resource.compression)):
        return None
    keys = resource.schema.foreign_keys
    if not all(key["fields"] and key["reference"]["fields"] for key in keys):
        return None
    names = [field.name for field in resource.schema.fields]
    if len(set(names)) < len(names) or not names or any(map(is_expanded, names)):
        return None
    read = resource if _is_declared(resource, table, look, names) else _opened(resource, names)
    if read is None or read.encoding not in _UTF_8:
        return None
    control = read.dialect.get_control("csv")
    if not _is_plain(read.dialect, control):
        return None
    grammar = Grammar(names, control.delimiter, control.quote_char)
    judge = Judge(resource.schema.fields, resource.schema.primary_key)
    return Streamed(table, resource.schema, Stream(table.path, grammar), judge)


def _is_declared(resource: Any, table: Table, look: Look, names: list[str]) -> bool:
    """Whether the descriptor leaves nothing to guess, and the header is that of the schema."""
    dialect = table.dialect
    if not {"delimiter", "headerRows"} <= dialect.keys() or not resource.has_defined("encoding"):
        return False
    quote = dialect.get("quoteChar", '"')
    header = csv.reader([look.header], delimiter=dialect["delimiter"], quotechar=quote)
    return next(header, []) == names


def _opened(resource: Any, names: list[str]) -> Any:
    """The resource as frictionless opens it; None where its header is not that of the schema."""
    copy = resource.to_copy()
    # it would read the whole parent when it opens a table with foreign keys
    copy.schema.foreign_keys = []
    try:
        with copy:
            has_header = not copy.header.errors and copy.labels == names
    except Exception:  # noqa: BLE001 - whatever is wrong with it, frictionless will say
        return None
    return copy if has_header else None


def findings(tables: Mapping[str, Streamed], visit: Visit) -> Iterator[tuple[str, Finding]]:
    """Every error of the tables, with the name of the table: cells first, then keys.

    What else is asked of the records needs no reading of its own: `visit` sees each block.
    """
    for name, streamed in tables.items():
        for _, columns in _own_keys(streamed):
            streamed.key(columns)
        for reference in streamed.schema.foreign_keys:
            resource, columns = reference["reference"]["resource"], reference["reference"]["fields"]
            parent = tables[resource or name].key(columns)
            own = KeyColumns(tuple(reference["fields"]))
            streamed.references.append(Reference(own, parent, resource))
    read: set[str] = set()
    for name in _parents_first(tables):
        streamed = tables[name]
        for block in streamed.stream.blocks():
            suspects = streamed.judge.suspects(block)
            visit(name, block, suspects.keys())
            for finding in streamed.judge.findings(block, suspects):
                yield name, finding
            _add_keys(streamed, block, read)
        read.add(name)
    for name, streamed in tables.items():
        yield from ((name, finding) for finding in _of_keys(streamed))


def _parents_first(tables: Mapping[str, Streamed]) -> Iterator[str]:
    """The tables, those that others refer to before these, as far as there is such an order."""
    rest = list(tables)
    while rest:
        # a table can name itself
        waits = {n: {r.resource for r in tables[n].references} & ({*rest} - {n}) for n in rest}
        name = min(rest, key=lambda n: bool(waits[n]))
        rest.remove(name)
        yield name


def _add_keys(streamed: Streamed, block: Block, read: set[str]) -> None:
    frames = [block.frame, odd_records(block, streamed.judge)]
    known: dict[tuple[str, ...], pl.DataFrame] = {}

    def hashed(key: KeyColumns) -> pl.DataFrame:
        if key.columns not in known:
            known[key.columns] = hashes(frames, streamed.judge, key)
        return known[key.columns]

    for key in streamed.keys.values():
        key.parts.append(hashed(key))
    for reference in streamed.references:
        found = hashed(reference.own)
        # what the parent has need not be kept
        if reference.resource in read:
            found = reference.parent.lacking(found)
        reference.own.parts.append(found)


def _own_keys(streamed: Streamed) -> list[tuple[str, tuple[str, ...]]]:
    """The keys that must not repeat: the error of each, and its columns."""
    keys: list[tuple[str, tuple[str, ...]]] = [
        ("unique-error", (field.name,))
        for field in streamed.schema.fields
        if field.constraints.get("unique")
    ]
    primary = tuple(streamed.schema.primary_key)
    return [*keys, ("primary-key", primary)] if primary else keys


def _of_keys(streamed: Streamed) -> Iterator[Finding]:
    """Errors of uniqueness and of references, the records fetched again for their places."""
    found: list[tuple[_Reported, list[tuple[int, int | None]]]] = [
        ((kind, columns, None), list(streamed.key(columns).repeated()))
        for kind, columns in _own_keys(streamed)
    ]
    if primary := tuple(streamed.schema.primary_key):
        missing = streamed.key(primary).missing
        found.append((("primary-key", primary, None), [(row, None) for row in missing]))
    for reference in streamed.references:
        orphans = reference.parent.lacking(reference.own.gathered())[ROW].to_list()
        key = ("foreign-key", reference.own.columns, reference.resource)
        found.append((key, [(row, None) for row in orphans]))
    wanted = {row for _, rows in found for pair in rows[: Tally.KEPT] for row in pair if row}
    records = {row: (line, cells) for row, line, cells in streamed.stream.again(wanted)}
    for reported, rows in found:
        for row, earlier in rows[: Tally.KEPT]:
            yield _finding(reported, streamed, records, row, earlier)
        if len(rows) > Tally.KEPT:
            yield Finding(reported[0], "", None, None, times=len(rows) - Tally.KEPT)


def _finding(
    reported: _Reported,
    streamed: Streamed,
    records: Mapping[int, tuple[int, list[str]]],
    row: int,
    earlier: int | None,
) -> Finding:
    kind, columns, parent = reported
    line, texts = records[row]
    places = [streamed.judge.names.index(column) for column in columns]
    return Finding(
        type=kind,
        note="",
        record=row,
        line=line,
        key=streamed.judge.key(texts),
        field_name="/".join(columns),
        cell="/".join(texts[place] if place < len(texts) else "" for place in places),
        earlier=None if earlier is None else records[earlier][0],
        reference=parent,
    )


def _is_plain(dialect: Any, control: Any) -> bool:
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
