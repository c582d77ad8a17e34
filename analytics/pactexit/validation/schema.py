"""The first stage: frictionless judges descriptor, structure, cells and keys."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pactexit.dataset import records
from pactexit.problem import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

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
    files = {name: _File(table) for name, table in dataset.tables.items()}
    for task in report.tasks:
        for error in task.errors:
            if task.name not in files:
                yield _of_descriptor(dataset, error)
            elif error.type != "encoding-error":
                yield _of_table(error, files[task.name], files)


class _File:
    """Where the records of a table stand, what their keys are, and what is like a value."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._near: dict[tuple[str, str], str | None] = {}

    @cached_property
    def _records(self) -> list[tuple[int, list[str]]]:
        return list(records(self.table)) if self.table.path.is_file() else []

    def line(self, record: int | None) -> int | None:
        """The physical line of a record; the header is record 0."""
        if record is None or record >= len(self._records):
            return None
        return self._records[record][0]

    def key(self, record: int | None) -> str | None:
        """The primary key of a record, or None where a part of it is empty."""
        if not record or record >= len(self._records):
            return None
        key = [self._cell(record, column) for column in self.table.primary_key]
        return "/".join(key) if key and all(key) else None

    def near(self, value: str, column: str) -> str | None:
        """The value of a column that is most like `value`; sought once for each value."""
        if (value, column) not in self._near:
            known = {self._cell(record, column) for record in range(1, len(self._records))}
            self._near[value, column] = did_you_mean(value, known)
        return self._near[value, column]

    def _cell(self, record: int, column: str) -> str:
        header, cells = self._records[0][1], self._records[record][1]
        place = header.index(column) if column in header else len(cells)
        return cells[place] if place < len(cells) else ""


def _of_descriptor(dataset: Dataset, error: Any) -> Problem:
    return Problem(
        path=dataset.path.name,
        rule=_snake(error.type),
        message=_sentence(error.note or error.message),
        fix="Mend the descriptor as the Data Package standard says.",
    )


def _of_table(error: Any, file: _File, files: Mapping[str, _File]) -> Problem:
    table = file.table
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
        message, fix = _foreign_key(error, value, files.get(error.reference_name, file))
    elif rule == "primary_key":
        column, value = "/".join(table.primary_key), file.key(record)
        message = "has no key"
        if match := _POSITION.search(str(error.note)):
            message = f"is the key of line {file.line(int(match.group(1)) - 1)} too"
    elif rule == "incorrect_label":
        fix = f"Write {error.field_name}."
    return Problem(
        table=table.name,
        path=table.shown_path,
        line=file.line(record),
        row=record or None,
        column=column,
        key=file.key(record),
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


def _foreign_key(error: Any, value: str, parent: _File) -> tuple[str, str]:
    columns = error.reference_field_names
    near = parent.near(value, columns[0]) if len(columns) == 1 else None
    fix = f"Write {near}, or add" if near else "Add"
    return f"names no row of {parent.table.name}", f"{fix} the row to {parent.table.name}."


def _snake(error_type: str) -> str:
    return error_type.removesuffix("-error").replace("-", "_")


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
