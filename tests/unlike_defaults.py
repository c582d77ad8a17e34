"""Parameters unlike the defaults, with which a question is asked a second time."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from pactexit.answers import Question

YEARS = {"first_year": 2010, "last_year": 2024}


def other_parameters(asked: Question, con: DuckDBPyConnection) -> dict[str, Any]:
    """A value for each parameter but, so that something is left, one of those on record."""
    given: dict[str, Any] = {}
    on_record = 0
    for parameter in asked.params:
        if isinstance(parameter.one_of, list):
            given[parameter.name] = next(v for v in parameter.one_of if v != parameter.default)
        elif parameter.name in YEARS:
            given[parameter.name] = YEARS[parameter.name]
        elif parameter.type == "DATE":
            is_first = parameter.name.endswith("_from")
            given[parameter.name] = date(2008, 1, 1) if is_first else date(2024, 12, 31)
        elif parameter.type == "BOOLEAN":
            given[parameter.name] = not parameter.default
        elif parameter.type == "BIGINT":
            given[parameter.name] = (parameter.default or 0) + 1
        elif parameter.type == "DOUBLE":
            given[parameter.name] = (parameter.default or 0.0) / 2 + 0.1
        elif parameter.one_of is not None and not on_record:
            on_record = 1
            table, _, column = parameter.one_of.partition(".")
            # the value with the most rows
            (given[parameter.name],) = con.sql(
                f"select cast({column} as varchar) from {table} where {column} is not null "
                "group by 1 order by count(*) desc, 1 limit 1"
            ).fetchall()[0]
    return given
