"""The values among which a reader chooses: those that a parameter of a question may have."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING

from builder.page import File
from pactexit.asking import allowed, known_values

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from builder.record import Record
    from pactexit.answers import Parameter, Question

#: A longer key, of several parts, is nothing that a reader types.
_LONGEST = 60
#: More than so many values are no list to choose from, but suggestions that come when asked for.
_MOST = 100
_COUNTRY = "countries.country_id"


@dataclass(frozen=True)
class Choices:
    """Values with what they are called; `file` has them where there are too many for a page."""

    named: dict[str, str]
    file: str | None


def choices(record: Record, parameter: Parameter) -> Choices | None:
    """The values of a parameter, in the order of the schema or else by what they are called."""
    if parameter.one_of is None:
        return None
    values = allowed(parameter, partial(known_values, record.database))
    if isinstance(parameter.one_of, list):
        return Choices({str(value): str(value) for value in parameter.one_of}, None)
    ordered = [value for value in _in_schema(record, parameter.one_of) if value in values]
    if ordered:
        return Choices({value: value.replace("-", " ") for value in ordered}, None)
    titles = _titles(record)
    named = {value: titles.get(value, value) for value in values}
    named = dict(sorted(named.items(), key=lambda item: (item[1].casefold(), item[0])))
    is_long = len(named) > _MOST and parameter.one_of != _COUNTRY
    return Choices(named, f"data/{parameter.one_of}.json" if is_long else None)


def files(record: Record, questions: Iterable[Question]) -> Iterator[File]:
    """The lists that are too long for a page, each once: pairs of a value and its name."""
    long = {
        found.file: found.named
        for question in questions
        for parameter in question.params
        if (found := choices(record, parameter)) and found.file
    }
    for path, named in sorted(long.items()):
        pairs = [
            [value, name if name != value else ""]
            for value, name in named.items()
            if len(value) <= _LONGEST
        ]
        yield File(path, (json.dumps(pairs, ensure_ascii=False) + "\n").encode())


def _in_schema(record: Record, place: str) -> list[str]:
    table, _, column = place.partition(".")
    described = record.dataset.tables.get(table)
    fields = described.fields if described else ()
    return next((field.allowed_values for field in fields if field.name == column), [])


def _titles(record: Record) -> dict[str, str]:
    """What records are called, by their identifiers."""
    return (
        {key: row["name_en"] for key, row in record.countries.items()}
        | {key: row["title_en"] for key, row in record.agreements.items()}
        | {key: row["title_en"] or key for key, row in record.orders.items()}
        | {key: row["title"] or key for key, row in record.sources.items()}
    )
