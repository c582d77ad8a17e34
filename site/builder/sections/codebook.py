"""The codebook: every table, column and allowed value, from the schema and the terms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder.page import Page
from pactexit.releasing.codebook import terms
from pactexit.releasing.content import codebook

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record
    from pactexit.dataset import Table


@dataclass(frozen=True)
class Column:
    """A column as the codebook has it, and what its values mean, where it is coded."""

    name: str
    type: str
    is_required: bool
    is_key: bool
    references: list[str]
    meaning: str
    values: list[str]
    example: str
    terms: list[dict[str, str]]


def pages(record: Record) -> Iterator[Page]:
    """The one page."""
    tables = record.dataset.tables.values()
    description = (
        f"Every table, column and allowed value of {record.about.title} {record.about.version}, "
        "defined, with examples and with how it is coded."
    )
    yield Page(
        "codebook/",
        "codebook.html",
        "Codebook",
        "Codebook",
        description,
        {
            "tables": [(table, len(record.tables[table.name])) for table in tables],
            "columns": {table.name: [*_columns(record, table)] for table in tables},
        },
    )


def _columns(record: Record, table: Table) -> Iterator[Column]:
    for row in codebook(record.dataset):
        of, name, kind, required, key, references, meaning, values, example = row
        if of == table.name and name:
            yield Column(
                name=name,
                type=kind,
                is_required=required == "yes",
                is_key=key == "yes",
                references=references.split(", ") if references else [],
                meaning=meaning,
                values=values.split(", ") if values else [],
                example=example,
                terms=ranked(terms(record.content, f"{of}.{name}")),
            )


def ranked(found: list[dict[str, str]]) -> list[dict[str, str]]:
    """The terms up the ladder, where they have ranks; those outside of it last."""
    return sorted(found, key=lambda term: float(term.get("rank") or "inf"))
