"""SQLite: one file with the tables, their keys, and the days of imprecise dates."""

from __future__ import annotations

import sqlite3
from datetime import date
from typing import TYPE_CHECKING, Any

from pactexit.derivations import sql_name
from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pactexit.dataset import ForeignKey, Table
    from pactexit.releasing.content import Content

#: SQLite keeps days as text; readers such as RSQLite go by the name of the type.
_TYPES = {"integer": "INTEGER", "number": "REAL", "boolean": "BOOLEAN", "date": "DATE"}
_BOUNDS = """\
CREATE TABLE date_bounds (
  -- An imprecise date, as it stands in the tables.
  edtf TEXT NOT NULL PRIMARY KEY,
  -- The first day that it can mean.
  earliest DATE,
  -- The last day that it can mean.
  latest DATE
)"""


def write(content: Content, paths: list[Path]) -> None:
    """Writes the database. Raises `PactExitError` where SQLite refuses a table or a row."""
    [path] = paths
    tables = content.dataset.tables.values()
    con = sqlite3.connect(":memory:")
    try:
        for table in tables:
            con.execute("\n".join(_definition(table)))
            _insert(con, table.name, len(table.fields), content.frames[table.name].iter_rows())
        if any(field.is_edtf for table in tables for field in table.fields):
            con.execute(_BOUNDS)
            _insert(con, "date_bounds", 3, _bounds(content))
        con.commit()
        path.write_bytes(con.serialize())
    except sqlite3.Error as error:
        raise PactExitError(
            f"SQLite: {error}. Run `pactexit validate` on this data package."
        ) from None
    finally:
        con.close()


def _bounds(content: Content) -> list[tuple[Any, ...]]:
    return content.database.execute(
        "select edtf, earliest, latest from date_bounds where edtf is not null order by edtf"
    ).fetchall()


def _definition(table: Table) -> Iterator[str]:
    """The table in SQL, with the descriptions as comments."""
    # comments inside the brackets are kept with the table
    yield f"CREATE TABLE {sql_name(table.name)} (  -- {_line(table.description)}"
    keys = [f"PRIMARY KEY ({_names(table.primary_key)})"] if table.primary_key else []
    keys += [_reference(key) for key in table.foreign_keys]
    last = len(table.fields) + len(keys) - 1
    for place, field in enumerate(table.fields):
        yield f"  -- {_line(field.description)}"
        # what has no name of its own in SQLite, such as an imprecise date, is text
        kind = _TYPES.get(field.type, "TEXT") if field.format == "default" else "TEXT"
        required = field.constraints.get("required") or field.name in table.primary_key
        end = "," if place < last else ""
        yield f"  {sql_name(field.name)} {kind}{' NOT NULL' if required else ''}{end}"
    for place, key in enumerate(keys, len(table.fields)):
        yield f"  {key}{',' if place < last else ''}"
    yield ")"


def _reference(key: ForeignKey) -> str:
    return (
        f"FOREIGN KEY ({_names(key.columns)}) "
        f"REFERENCES {sql_name(key.table)} ({_names(key.reference)})"
    )


def _insert(con: sqlite3.Connection, table: str, columns: int, rows: Iterable[Any]) -> None:
    values = ", ".join("?" * columns)
    con.executemany(
        f"INSERT INTO {sql_name(table)} VALUES ({values})",
        ([_plain(value) for value in row] for row in rows),
    )


def _plain(value: object) -> object:
    return value.isoformat() if isinstance(value, date) else value


def _line(text: str) -> str:
    return " ".join(text.split())


def _names(identifiers: Iterable[str]) -> str:
    return ", ".join(map(sql_name, identifiers))
