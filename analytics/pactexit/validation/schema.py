"""The first stage: descriptor, structure, cells and keys, in the words of frictionless."""

from __future__ import annotations

import re
from functools import cached_property
from typing import TYPE_CHECKING, Any

from pactexit.dataset import records
from pactexit.problem import Problem, did_you_mean
from pactexit.validation.cells import Finding
from pactexit.validation.streamed import findings, streamable

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pactexit.dataset import Dataset, Field, Table
    from pactexit.validation.stream import Block
    from pactexit.validation.streamed import Streamed

_CONSTRAINT = re.compile(r'constraint "(\w+)" is "(.*)"', re.DOTALL)
_POSITION = re.compile(r'row at position "?(\d+)')
#: Suggestions are sought in tables of so many keys at most, for so many values of each.
_SEARCHED, _SOUGHT = 2_000, 100
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


def check(dataset: Dataset, visit: Callable[[str, Block], None]) -> Iterator[Problem]:
    """Every error of the schema, each with its physical line, as frictionless would find it.

    frictionless judges the descriptor and the headers, and cells by its own readers; polars sets
    aside what is surely fine. A table that cannot be judged in a stream is left to frictionless
    as a whole, and what is no table that it may open is named. Undecodable bytes are left to
    `hygiene`, which knows their line. `visit` sees each block of the tables that are streamed.
    """
    # it imports frictionless, which takes half a second
    from pactexit.validation import bounds

    with bounds.bounded():
        yield from _checked(dataset, visit)


def _checked(dataset: Dataset, visit: Callable[[str, Block], None]) -> Iterator[Problem]:
    from frictionless import FrictionlessException

    from pactexit.validation import bounds

    files = {name: _File(table) for name, table in dataset.tables.items()}
    try:
        package = bounds.package(dataset)
        without = list(bounds.left_out(package, dataset))
        yield from without
        is_left_out = {problem.table for problem in without}
        tables = _streamed(package, dataset, is_left_out)
        yield from bounds.until_wrecked(
            _problem(finding, files[name], files) for name, finding in findings(tables, visit)
        )
        for resource in package.resources:
            if resource.name not in tables and resource.name not in is_left_out:
                yield from _of_resource(dataset, resource, files)
    except FrictionlessException as exception:
        for error in exception.reasons or [exception.error]:
            yield _of_descriptor(dataset, error)
    except (re.error, RecursionError) as crash:
        # frictionless does not look whether a pattern is a regular expression
        yield _of_constraint(dataset, str(crash))
    except (TypeError, ValueError) as crash:
        # nor whether a limit is of the type of its field
        yield _of_constraint(dataset, str(crash))


def _streamed(package: Any, dataset: Dataset, left_out: set[str | None]) -> dict[str, Streamed]:
    """The tables that can be judged in a stream, with all the tables that they refer to."""
    found = {}
    for resource in package.resources:
        table = None if resource.name in left_out else dataset.tables.get(resource.name)
        streamed = None if table is None else streamable(resource, table)
        if streamed is not None:
            found[resource.name] = streamed
    while True:
        broken = [
            name
            for name, streamed in found.items()
            for reference in streamed.schema.foreign_keys
            if (reference["reference"]["resource"] or name) not in found
        ]
        if not broken:
            return found
        for name in set(broken):
            del found[name]


def _of_resource(dataset: Dataset, resource: Any, files: Mapping[str, _File]) -> Iterator[Problem]:
    """What frictionless alone says of a table."""
    from pactexit.validation import bounds

    file = files.get(resource.name)
    limit = bounds.most_errors(len(file.table.fields) if file else 0)
    report = bounds.report(resource, limit)
    errors = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    for error in errors:
        if file is None:
            yield _of_descriptor(dataset, error)
        elif error.type != "encoding-error":
            yield _problem(_as_finding(error, file), file, files)
    if file is not None and len(errors) >= limit:
        yield bounds.rest_not_judged(file.table.name, file.table.shown_path, limit)


def _as_finding(error: Any, file: _File) -> Finding:
    """An error of frictionless with its place in the file."""
    number = getattr(error, "row_number", None)
    # errors of labels are of the header, other errors without a row of the file
    record = number - 1 if number else (0 if hasattr(error, "label") else None)
    earlier = _POSITION.search(str(error.note))
    names = getattr(error, "field_names", None)
    cells = getattr(error, "field_cells", None)
    if error.type == "primary-key":
        names, cells = file.table.primary_key, (file.key(record) or "None").split("/")
    return Finding(
        type=error.type,
        note=str(error.note or error.message),
        record=record,
        line=file.line(record),
        key=file.key(record),
        field_name="/".join(names) if names else getattr(error, "field_name", None),
        cell="/".join(map(str, cells))
        if cells
        else getattr(error, "cell", getattr(error, "label", None)),
        earlier=file.line(int(earlier.group(1)) - 1) if earlier else None,
        reference=getattr(error, "reference_name", None),
    )


def _of_constraint(dataset: Dataset, reason: str) -> Problem:
    return Problem(
        path=dataset.path.name,
        rule="schema",
        message=f"holds what frictionless cannot apply: {_sentence(reason)}",
        fix="Mend the constraint in the descriptor.",
    )


class _File:
    """Where the records of a table stand, what their keys are, and what is like a value."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._near: dict[str, str | None] = {}

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

    def near(self, value: str) -> str | None:
        """The key that is most like `value`, sought once for each value.

        Only in tables of one key that are not large, and not for more than some values: each
        takes a look at every key.
        """
        if value not in self._near and len(self._near) < _SOUGHT:
            self._near[value] = did_you_mean(value, self._keys)
        return self._near.get(value)

    @cached_property
    def _keys(self) -> set[str]:
        if len(self.table.primary_key) != 1 or len(self._records) > _SEARCHED:
            return set()
        column = self.table.primary_key[0]
        return {self._cell(record, column) for record in range(1, len(self._records))}

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


def _problem(finding: Finding, file: _File, files: Mapping[str, _File]) -> Problem:
    table = file.table
    rule = _snake(finding.type)
    column, value = finding.field_name or None, finding.cell
    field = next((f for f in table.fields if f.name == column), None)
    message = _MESSAGES.get(rule) or _sentence(finding.note)
    fix = _FIXES.get(rule, "Mend the file as the schema in datapackage.json says.")
    if rule == "type" and field is not None:
        message, fix = f"is no {field.type}", _type_fix(field)
    elif rule == "constraint" and field and (match := _CONSTRAINT.search(finding.note)):
        rule, limit = re.sub("([A-Z])", r"_\1", match[1]).lower(), match[2]
        message, fix = _constraint(rule, limit, field, value)
    elif rule == "foreign_key":
        message, fix = _foreign_key(str(value), column, files.get(finding.reference or "", file))
    elif rule == "primary_key":
        value = finding.key
        message = f"is the key of line {finding.earlier} too" if finding.earlier else "has no key"
    elif rule == "unique" and finding.earlier:
        message = f"is the value of line {finding.earlier} too"
    elif rule == "incorrect_label":
        fix = f"Write {column}."
    return Problem(
        table=table.name,
        path=table.shown_path,
        line=finding.line,
        row=finding.record or None,
        column=column,
        key=finding.key,
        rule=rule,
        value=None if value is None or rule in _WITHOUT_VALUE else value,
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


def _foreign_key(value: str, column: str | None, parent: _File) -> tuple[str, str]:
    near = parent.near(value) if column and "/" not in column else None
    fix = f"Write {near}, or add" if near else "Add"
    return f"names no row of {parent.table.name}", f"{fix} the row to {parent.table.name}."


def _snake(error_type: str) -> str:
    # what frictionless has no better name for is a package of Python that it lacks
    return (
        "schema" if error_type == "error" else error_type.removesuffix("-error").replace("-", "_")
    )


def _sentence(text: str) -> str:
    return " ".join(text.split()).rstrip(".")
