"""DuckDB: one file with every table and view, as `pactexit.connect` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from pactexit.releasing.content import Content

#: Read by DuckDB 1.4 and later; small blocks, since the tables are small.
_FORM = "storage_version 'v1.4.0', block_size 16384"


def write(content: Content, paths: list[Path]) -> None:
    """Writes the database; each column of a table has its description as comment."""
    [path] = paths
    con = content.database
    con.execute(f"attach {_text(str(path))} as given ({_FORM})")
    try:
        con.execute("copy from database memory to given")
        for table in content.dataset.tables.values():
            place = f"given.main.{_name(table.name)}"
            con.execute(f"comment on table {place} is {_text(table.description)}")
            for field in table.fields:
                column = f"{place}.{_name(field.name)}"
                con.execute(f"comment on column {column} is {_text(field.description)}")
    finally:
        con.execute("detach given")


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
