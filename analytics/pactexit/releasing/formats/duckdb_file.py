"""DuckDB: one file with every table and view, as `pactexit.connect` has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactexit.derivations import sql_name, sql_text

if TYPE_CHECKING:
    from pathlib import Path

    from pactexit.releasing.content import Content

#: Read by DuckDB 1.4 and later; small blocks, since the tables are small.
_FORM = "storage_version 'v1.4.0', block_size 16384"


def write(content: Content, paths: list[Path]) -> None:
    """Writes the database; each column of a table has its description as comment."""
    [path] = paths
    con = content.database
    con.execute(f"attach {sql_text(str(path))} as given ({_FORM})")
    try:
        con.execute("copy from database memory to given")
        for table in content.dataset.tables.values():
            place = f"given.main.{sql_name(table.name)}"
            con.execute(f"comment on table {place} is {sql_text(table.description)}")
            for field in table.fields:
                column = f"{place}.{sql_name(field.name)}"
                con.execute(f"comment on column {column} is {sql_text(field.description)}")
    finally:
        con.execute("detach given")
