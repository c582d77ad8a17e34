"""The database of the browser: what a connection of the package holds, as files to open anew."""

from __future__ import annotations

import hashlib
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING

from builder.answer_files import about
from builder.page import File
from pactexit import captions, derivations
from pactexit.asking import questions
from pactexit.derivations import sql_name
from pactexit.sandbox.closed import unions_as_tables
from pactexit.showing import to_json

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record

HOME = "data/"
#: Stands in a source line for the day that a reader asks for.
DAY = "{as_of}"


def files(record: Record) -> Iterator[File]:
    """A CSV of each table, and `database.json`: columns, types, views, and what is said of all.

    NULL is an empty cell and the empty text is a quoted one. Each file is named with a part of its
    digest, so that no cache pairs files of two versions.
    """
    tables = {}
    for name in _tables(record):
        data = _csv(record, name)
        tables[name] = {
            "file": f"{name}.csv?{hashlib.sha256(data).hexdigest()[:12]}",
            "columns": _columns(record, name),
        }
        yield File(f"{HOME}{name}.csv", data)
    described = {"about": _about(record), "tables": tables, "views": _views(record)}
    described["functions"] = {"first": [*unions_as_tables()], "names": [*questions()]}
    yield File(f"{HOME}database.json", to_json(described).encode())


def _about(record: Record) -> dict[str, str]:
    """What stands beside rows and pictures; the line of the source once with a day left open."""
    return about(record) | {
        "source": record.source_line,
        "source_as_of": captions.source(record.select, DAY),
    }


def _tables(record: Record) -> list[str]:
    rows = record.select("select table_name from duckdb_tables() order by 1")
    return [name for (name,) in rows]


def _columns(record: Record, table: str) -> dict[str, str]:
    relation = record.database.table(sql_name(table))
    return dict(zip(relation.columns, map(str, relation.types), strict=True))


def _csv(record: Record, table: str) -> bytes:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "table.csv"
        record.database.execute(
            f"copy (select * from {sql_name(table)} order by all) to $path (header, delimiter ',')",
            {"path": str(path)},
        )
        return path.read_bytes()


def _views(record: Record) -> list[list[str]]:
    """Name and SQL of each view, after those that it needs.

    The text is that of the files: DuckDB would print one that an older DuckDB may not read.
    """
    tables = [*record.dataset.tables.values()]
    texts = {"cells": derivations.cells(tables), "records": derivations.keys(tables)}
    texts |= {name: view.sql for name, view in derivations.views().items()}
    rows = record.select("select view_name from duckdb_views() where not internal")
    known = {name for (name,) in rows}
    return [[name, sql] for name, sql in texts.items() if name in known]
