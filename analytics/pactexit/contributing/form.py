"""The questions of the form "report a step", with what the schema says of their answers."""

from __future__ import annotations

from dataclasses import dataclass
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import yaml

from pactexit import dataset as datasets
from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactexit.dataset import Dataset, Field


@dataclass(frozen=True)
class Question:
    """One question: what is asked, and what an answer may be.

    `column` is the cell that the answer fills, as `table.column`, or the empty text; `choices` has
    the allowed answers with their meaning. `kind` says what the schema cannot: country, countries,
    russian, details.
    """

    name: str
    label: str
    about: str
    example: str
    is_required: bool
    is_long: bool
    is_only_for_new: bool
    kind: str
    column: str
    field: Field | None
    choices: Mapping[str, str]


@dataclass(frozen=True)
class Section:
    """Questions that belong together."""

    title: str
    about: str
    questions: tuple[Question, ...]


def sections(dataset: Dataset) -> list[Section]:
    """The form for a dataset. Raises `PactExitError` where it is another kind of package."""
    text = files("pactexit.contributing").joinpath("form.yaml").read_text(encoding="utf-8")
    meanings = _meanings(dataset)
    return [
        Section(
            title=part["section"],
            about=part["about"].strip(),
            questions=tuple(_question(dataset, meanings, asked) for asked in part["questions"]),
        )
        for part in yaml.safe_load(text)
    ]


def questions(dataset: Dataset) -> dict[str, Question]:
    """The questions of the form by name, in its order. Raises as `sections` does."""
    return {asked.name: asked for part in sections(dataset) for asked in part.questions}


def field_of(dataset: Dataset, column: str) -> Field | None:
    """The field of a column named as `table.column`, or None where there is none."""
    table, _, name = column.partition(".")
    found = dataset.tables.get(table)
    return next((field for field in found.fields if field.name == name), None) if found else None


def _question(
    dataset: Dataset, meanings: Mapping[tuple[str, str], str], asked: Mapping[str, Any]
) -> Question:
    column = asked.get("column", "")
    field = field_of(dataset, column)
    if column and field is None:
        raise PactExitError(
            f"{dataset.path}: has no column {column}. Give the datapackage.json of Pact Exit."
        )
    offered = asked.get("choices") or (field.allowed_values if field else [])
    return Question(
        name=asked["name"],
        label=asked["label"],
        about=asked["about"].strip(),
        example=asked.get("example", ""),
        is_required=asked.get("required", False),
        is_long=asked.get("long", False),
        is_only_for_new=asked.get("only_new", False),
        kind=asked.get("kind", ""),
        column=column,
        field=field,
        choices={value: meanings.get((column, value), "") for value in offered},
    )


def _meanings(dataset: Dataset) -> dict[tuple[str, str], str]:
    """What each allowed value means and how it is coded, by column and value."""
    if "terms" not in dataset.tables:
        return {}
    (_, header), *rows = datasets.records(dataset.tables["terms"])
    terms = [dict(zip(header, cells, strict=False)) for _, cells in rows]
    return {
        (term["field"], term["value"]): f"{term['definition']} {term['coding']}".strip()
        for term in terms
    }
