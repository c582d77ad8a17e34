"""What is written in a picture beside its data: the parameters, the version and the day."""

from __future__ import annotations

import textwrap
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping

    from duckdb import DuckDBPyConnection

_NEWEST_DAY = """
select max(days.day)
from (
    select max(read_on) as day from sources
    union all
    select max(searched_on) as day from coverage
) as days
"""


def parameters(values: Mapping[str, object]) -> list[str]:
    """The parameters that say something, in lines: `subject basing; as of 2025-12-31`."""
    said = [
        name.replace("_", " ") + ("" if value is True else f" {value}")
        for name, value in values.items()
        if value is not None and value is not False
    ]
    return textwrap.wrap("; ".join(said), 90, break_long_words=False)


def source(con: DuckDBPyConnection, as_of: object = None) -> str:
    """Title and version of the dataset of a connection, the day of the data and their licence.

    The day is `as_of`; where it is None, the newest on which a source was read or searched for.
    """
    title, version, licence = con.execute(
        "select title, version, licence from schema_package"
    ).fetchall()[0]
    day = as_of or con.execute(_NEWEST_DAY).fetchall()[0][0]
    return ", ".join(
        part for part in (f"{title} {version}", day and f"data as of {day}", licence) if part
    )
