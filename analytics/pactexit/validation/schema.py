"""The first stage: frictionless judges descriptor, structure, cells and keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pactexit.dataset import records
from pactexit.problem import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator

    from pactexit.dataset import Dataset, Field, Table

_CONSTRAINT = re.compile(r'constraint "(\w+)" is "(.*)"', re.DOTALL)
_POSITION = re.compile(r'row at position "?(\d+)')
_WITHOUT_VALUE = {"required", "missing_cell", "missing_label"}
_MESSAGES = {
    "blank_row": "is a blank row",
    "extra_cell": "is a cell more than the header has",
    "missing_cell": "is missing: the row has fewer cells than the header",
    "missing_label": "is missing in the header",
    "extra_label": "is in the header, but not in the schema",
    "duplicate_label": "stands in the header twice",
    "incorrect_label": "is the label where another one is expected",
    "scheme": "cannot be read",
    "source": "holds no table",
}
_FIXES = {
    "blank_row": "Delete the row.",
    "extra_cell": "Delete the cell, or quote the cell before it that holds a comma.",
    "missing_cell": "Give the row as many cells as the header has.",
    "primary_key": "Give the row a key of its own, or delete the copy.",
    "unique": "Give the cell a value that no other row has.",
    "required": "Fill the cell.",
    "scheme": "Put the file where the descriptor says, or mend its path.",
    "missing_label": "Add the column to the header.",
    "extra_label": "Delete the column, or describe it in datapackage.json.",
    "duplicate_label": "Give each column a name of its own.",
    "blank_label": "Name the column.",
    "source": "Give the file a header with the columns of the schema.",
}


def check(dataset: Dataset) -> Iterator[Problem]:
    """Every error that frictionless finds, each with its physical line.

    Undecodable bytes are left to `hygiene`, which knows their line: frictionless would repeat
    them for every table that refers to the file.
    """
    from frictionless import FrictionlessException, Package

    try:
        package = Package.from_descriptor(
            dataset.descriptor, basepath=str(dataset.path.parent or ".")
        )
        report = package.validate(limit_errors=1_000_000_000)
    except FrictionlessException as exception:
        for error in exception.reasons or [exception.error]:
            yield _of_descriptor(dataset, error)
        return
    except Exception as crash:  # noqa: BLE001 - frictionless crashes on a pattern that is no regex
        yield Problem(
            path=dataset.path.name,
            rule="schema",
            message=f"holds what frictionless cannot apply: {_sentence(str(crash))}",
            fix="Mend the constraint in the descriptor.",
        )
        return
    for error in report.errors:
        yield _of_descriptor(dataset, error)
    for task in report.tasks:
        table = dataset.tables.get(task.name)
        places = _Places(table) if table is not None and task.errors else None
        for error in task.errors:
            if table is None or places is None:
                yield _of_descriptor(dataset, error)
            elif error.type != "encoding-error":
                yield _of_table(dataset, table, error, places)


class _Places:
    """Where the records of a file stand, and what their keys are."""

    def __init__(self, table: Table) -> None:
        self._records = list(records(table)) if table.path.is_file() else []
        header = self._records[0][1] if self._records else []
        self._key = [header.index(name) if name in header else None for name in table.primary_key]

    def line(self, record: int | None) -> int | None:
        """The physical line of a record; the header is record 0."""
        if record is None or record >= len(self._records):
            return None
        return self._records[record][0]

    def key(self, record: int | None) -> str | None:
        """The primary key of a record, or None where a part of it is empty."""
        if not record or record >= len(self._records):
            return None
        cells = self._records[record][1]
        key = [cells[i] if i is not None and i < len(cells) else "" for i in self._key]
        return "/".join(key) if key and all(key) else None


def _of_descriptor(dataset: Dataset, error: Any) -> Problem:
    return Problem(
        path=dataset.path.name,
        rule=_snake(error.type),
        message=_sentence(error.note or error.message),
        fix="Mend the descriptor as the Data Package standard says.",
    )


def _of_table(dataset: Dataset, table: Table, error: Any, places: _Places) -> Problem:
    rule = _snake(error.type)
    number = getattr(error, "row_number", None)
    # errors of labels are of the header, other errors without a row of the file
    record = number - 1 if number else (0 if hasattr(error, "label") else None)
    field = next((f for f in table.fields if f.name == getattr(error, "field_name", None)), None)
    column = None if field is None else field.name
    value = getattr(error, "cell", getattr(error, "label", None))
    message = _MESSAGES.get(rule) or _sentence(error.note or error.message)
    fix = _FIXES.get(rule, "Mend the file as the schema in datapackage.json says.")
    if rule == "type" and field is not None:
        message, fix = f"is no {field.type}", _type_fix(field)
    elif rule == "constraint" and field and (match := _CONSTRAINT.search(str(error.note))):
        rule, limit = match.groups()
        message, fix = _constraint(rule, limit, field, value)
    elif rule == "foreign_key":
        column, value = "/".join(error.field_names), "/".join(map(str, error.field_cells))
        message, fix = _foreign_key(error, value, dataset.tables.get(error.reference_name, table))
    elif rule == "primary_key":
        column, value = "/".join(table.primary_key), places.key(record)
        message = "has no key"
        if match := _POSITION.search(str(error.note)):
            message = f"is the key of line {places.line(int(match.group(1)) - 1)} too"
    elif rule == "incorrect_label":
        fix = f"Write {error.field_name}."
    return Problem(
        table=table.name,
        path=table.shown_path,
        line=places.line(record),
        row=record or None,
        column=column,
        key=places.key(record),
        rule=rule,
        value=None if value is None or rule in _WITHOUT_VALUE else str(value),
        message=message,
        fix=fix,
    )


def _type_fix(field: Field) -> str:
    words = {"boolean": "true or false", "date": "a day as 2025-12-19", "integer": "digits only"}
    wanted = words.get(field.type, f"a {field.type}")
    return f"Write {wanted}" + (f", such as {field.example}." if field.example else ".")


def _constraint(rule: str, limit: str, field: Field, value: object) -> tuple[str, str]:
    if rule == "required":
        return "is empty, but required", _FIXES["required"]
    if rule == "enum":
        near = did_you_mean(str(value), field.allowed_values)
        known = ", ".join(field.allowed_values)
        return "is not an allowed value", f"write {near}." if near else f"write one of {known}."
    if rule == "pattern":
        fix = f"Write it in the form of {field.example}." if field.example else "Mend the form."
        return f"does not match the pattern {limit}", fix
    if rule == "unique":
        return "stands in another row too", _FIXES["unique"]
    return f"breaks {rule} {limit}", f"Write a value that keeps {rule} {limit}."


def _foreign_key(error: Any, value: str, parent: Table) -> tuple[str, str]:
    near = None
    if len(error.reference_field_names) == 1 and parent.path.is_file():
        (_, header), *rows = [*records(parent)] or [(1, [])]
        name = error.reference_field_names[0]
        place = header.index(name) if name in header else len(header)
        near = did_you_mean(value, {cells[place] for _, cells in rows if place < len(cells)})
    fix = f"Write {near}, or add" if near else "Add"
    return f"names no row of {parent.name}", f"{fix} the row to {parent.name}."


def _snake(error_type: str) -> str:
    return error_type.removesuffix("-error").replace("-", "_")


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
