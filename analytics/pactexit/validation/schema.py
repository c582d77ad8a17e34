"""The first stage: frictionless judges descriptor, structure, cells and keys."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pactexit.problem import Problem, did_you_mean

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    import polars as pl

    from pactexit.dataset import Dataset, Field, Table

_CONSTRAINT = re.compile(r'constraint "(\w+)" is "(.*)"', re.DOTALL)
_FIXES = {
    "blank_row": "Delete the row.",
    "extra_cell": "Delete the cell, or quote the cell before it that holds a comma.",
    "missing_cell": "Give the row as many cells as the header has.",
    "primary_key": "Give the row a key of its own, or delete the copy.",
    "unique": "Give the cell a value that no other row has.",
    "required": "Fill the cell.",
    "encoding": "Save the file as UTF-8.",
    "scheme": "Put the file where the descriptor says, or mend its path.",
    "missing_label": "Add the column to the header.",
    "extra_label": "Delete the column, or describe it in datapackage.json.",
    "duplicate_label": "Give each column a name of its own.",
    "blank_label": "Name the column.",
    "source": "Give the file a header with the columns of the schema.",
}


def check(dataset: Dataset, frames: Mapping[str, pl.DataFrame]) -> Iterator[Problem]:
    """Every error that frictionless finds, each with its physical line.

    `frames` holds the text of each table that could be read, with `_row` and `_line`.
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
    for error in report.errors:
        yield _of_descriptor(dataset, error)
    for task in report.tasks:
        table = dataset.tables.get(task.name)
        if table is None:
            for error in task.errors:
                yield _of_descriptor(dataset, error)
            continue
        places = _Places(frames.get(task.name))
        for error in task.errors:
            yield _of_table(table, error, places, frames)


class _Places:
    """Where the records of a file stand, and what their cells are."""

    def __init__(self, frame: pl.DataFrame | None) -> None:
        self._rows = {} if frame is None else {r["_row"]: r for r in frame.iter_rows(named=True)}

    def line(self, row: int) -> int | None:
        return self._rows[row]["_line"] if row in self._rows else None

    def key(self, table: Table, row: int) -> str | None:
        cells = self._rows.get(row, {})
        key = [cells.get(column) for column in table.primary_key]
        return "/".join(map(str, key)) if key and None not in key else None


def _of_descriptor(dataset: Dataset, error: Any) -> Problem:
    return Problem(
        path=dataset.path.name,
        rule=_snake(error.type),
        message=_sentence(error.note or error.message),
        fix="Mend the descriptor as the Data Package standard says.",
    )


def _of_table(
    table: Table,
    error: Any,
    places: _Places,
    frames: Mapping[str, pl.DataFrame],
) -> Problem:
    rule = _snake(error.type)
    note = str(error.note)
    fix = _FIXES.get(rule, "Mend the file as the schema in datapackage.json says.")
    field = next((f for f in table.fields if f.name == getattr(error, "field_name", None)), None)
    value = getattr(error, "cell", None)
    column = None if field is None else field.name
    if rule == "type" and field is not None:
        message = f"is no {field.type}"
        fix = _type_fix(field)
    elif rule == "constraint" and field is not None and (match := _CONSTRAINT.search(note)):
        rule, limit = match.groups()
        message, fix = _constraint(rule, limit, field, value)
    elif rule == "foreign_key":
        column, value, message, fix = _foreign_key(error, table, frames)
    elif rule == "incorrect_label":
        column, value = error.field_name, error.label
        message, fix = "is the label where another one is expected", f"Write {error.field_name}."
    else:
        message = _sentence(note or str(error.message))
    row = getattr(error, "row_number", None)
    record = None if row is None else row - 1
    return Problem(
        table=table.name,
        path=table.shown_path,
        line=places.line(record) if record else (1 if hasattr(error, "label") else None),
        row=record,
        column=column,
        key=places.key(table, record) if record else None,
        rule=rule,
        value=None if value is None else str(value),
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


def _foreign_key(
    error: Any, table: Table, frames: Mapping[str, pl.DataFrame]
) -> tuple[str, str, str, str]:
    value = "/".join(str(cell) for cell in error.field_cells)
    column = "/".join(error.field_names)
    parent = error.reference_name or table.name
    message = f"names no row of {parent}"
    frame = frames.get(parent)
    near = None
    if frame is not None and len(error.reference_field_names) == 1:
        known = frame.get_column(error.reference_field_names[0], default=None)
        near = None if known is None else did_you_mean(value, known.drop_nulls().to_list())
    fix = f"Add the row to {parent}, or mend the reference."
    return column, value, message, f"Write {near}, or add the row to {parent}." if near else fix


def _snake(error_type: str) -> str:
    return error_type.removesuffix("-error").replace("-", "_")


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
