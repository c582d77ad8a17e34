"""What stands below rows and pictures beside the data: the parameters, the version and the day."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

_NEWEST_DAY = """
select max(days.day)
from (
    select max(read_on) as day from sources
    union all
    select max(searched_on) as day from coverage
) as days
"""


def parameters(values: Mapping[str, object]) -> str:
    """The parameters that say something: `subject military-cooperation; as of 2025-12-31`."""
    return "; ".join(
        name.replace("_", " ") + ("" if value is True else f" {value}")
        for name, value in values.items()
        if value is not None and value is not False
    )


def source(select: Callable[[str], list[tuple[Any, ...]]], as_of: object = None) -> str:
    """Title and version of the dataset that `select` reads, the day of the data and their licence.

    The day is `as_of`; where it is None, the newest on which a source was read or searched for.
    """
    ((title, version, licence),) = select("select title, version, licence from schema_package")
    day = as_of or select(_NEWEST_DAY)[0][0]
    return ", ".join(
        part for part in (f"{title} {version}", day and f"data as of {day}", licence) if part
    )
