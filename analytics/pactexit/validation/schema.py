"""The first stage: descriptor, structure, cells and keys, in the words of frictionless."""

from __future__ import annotations

import re
from functools import cache, cached_property
from itertools import islice
from typing import TYPE_CHECKING, Any

from pactexit.dataset import records
from pactexit.problem import Problem, did_you_mean
from pactexit.validation.cells import Finding
from pactexit.validation.streamed import findings, streamable
from pactexit.validation.wording import (
    FIXES,
    MESSAGES,
    as_rule,
    constraint_rule,
    label_fix,
    label_message,
    of_constraint,
    of_foreign_key,
    sentence,
    type_fix,
)

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactexit.dataset import Dataset, Table
    from pactexit.problem import Tally
    from pactexit.validation.look import Look
    from pactexit.validation.streamed import Streamed, Visit

_CONSTRAINT = re.compile(r'constraint "(\w+)" is "(.*)"', re.DOTALL)
_POSITION = re.compile(r'row at position "?(\d+)')
#: Suggestions are sought in tables of so many bytes and keys at most, for so many values of each.
_LARGE, _SEARCHED, _SOUGHT = 1_000_000, 2_000, 100
_WITHOUT_VALUE = {"required", "missing_cell", "missing_label"}


def check(
    dataset: Dataset, looks: Mapping[str, Look | None], visit: Visit, tally: Tally
) -> Iterator[Problem]:
    """Every error of the schema, each with its physical line, as frictionless would find it.

    frictionless judges the descriptor and the headers, and cells by its own readers; polars sets
    aside what is surely fine. A table that cannot be judged in a stream is left to frictionless
    as a whole, and what is no table that it may open is named. Undecodable bytes are left to
    `hygiene`, which knows their line. `visit` sees each block of the tables that are streamed.
    """
    # it imports frictionless, which takes half a second
    from pactexit.validation import bounds

    with bounds.bounded():
        yield from _checked(dataset, looks, visit, tally)


def _checked(
    dataset: Dataset, looks: Mapping[str, Look | None], visit: Visit, tally: Tally
) -> Iterator[Problem]:
    from frictionless import FrictionlessException

    from pactexit.validation import bounds

    files = {name: _File(table) for name, table in dataset.tables.items()}
    try:
        package = bounds.package(dataset)
        without = list(bounds.left_out(package, dataset))
        yield from without
        # frictionless never opens these
        judged = [r for r in package.resources if r.name not in {p.table for p in without}]
        tables = _streamed(judged, dataset, looks)
        for number, (name, finding) in enumerate(findings(tables, visit), 1):
            if number > bounds.MOST:
                yield bounds.rest_not_judged(name, files[name].table.shown_path, bounds.MOST)
                return
            if tally.wants(name, _rule(finding.type, finding.note), number=finding.times):
                yield _problem(finding, files[name], files)
        for resource in judged:
            if resource.name not in tables:
                yield from _of_resource(dataset, resource, files, tally)
    except FrictionlessException as exception:
        for error in exception.reasons or [exception.error]:
            yield _of_descriptor(dataset, error)
    except (re.error, RecursionError) as crash:
        # frictionless does not look whether a pattern is a regular expression
        yield _of_constraint(dataset, str(crash))
    except (TypeError, ValueError) as crash:
        # nor whether a limit is of the type of its field
        yield _of_constraint(dataset, str(crash))


def _streamed(
    resources: list[Any], dataset: Dataset, looks: Mapping[str, Look | None]
) -> dict[str, Streamed]:
    """The tables that can be judged in a stream, with all the tables that they refer to."""
    found = {}
    for resource in resources:
        table = dataset.tables.get(resource.name)
        streamed = None if table is None else streamable(resource, table, looks[table.name])
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


def _of_resource(
    dataset: Dataset, resource: Any, files: Mapping[str, _File], tally: Tally
) -> Iterator[Problem]:
    """What frictionless alone says of a table."""
    from pactexit.validation import bounds

    file = files.get(resource.name)
    limit = bounds.most_errors(len(file.table.fields) if file else 0)
    report = bounds.report(resource, limit)
    errors = [*report.errors, *(error for task in report.tasks for error in task.errors)]
    for error in errors:
        if file is None:
            yield _of_other_file(dataset, resource, error)
        elif error.type != "encoding-error" and tally.wants(
            resource.name, _rule(error.type, str(error.note))
        ):
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
        message=f"holds what frictionless cannot apply: {sentence(reason)}",
        fix="Mend the constraint in the descriptor.",
    )


class _File:
    """Where the records of a table stand, what their keys are, and what is like a value."""

    def __init__(self, table: Table) -> None:
        self.table = table
        self._near: dict[str, str | None] = {}
        self._source = records(table) if table.path.is_file() else iter(())
        self._read: list[tuple[int, list[str]]] = []

    def _record(self, number: int) -> tuple[int, list[str]] | None:
        """Line and cells of a record, read as far as that; None where the file has it not."""
        self._read += islice(self._source, max(0, number + 1 - len(self._read)))
        return self._read[number] if number < len(self._read) else None

    def line(self, record: int | None) -> int | None:
        """The physical line of a record; the header is record 0."""
        found = None if record is None else self._record(record)
        return found[0] if found else None

    @cached_property
    def labels(self) -> list[str]:
        """The labels of the header."""
        header = self._record(0)
        return header[1] if header else []

    def key(self, record: int | None) -> str | None:
        """The primary key of a record, or None where a part of it is empty."""
        found = self._record(record) if record else None
        key = [self._cell(found[1], column) for column in self.table.primary_key] if found else []
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
        is_large = not self.table.path.is_file() or self.table.path.stat().st_size > _LARGE
        if len(self.table.primary_key) != 1 or is_large or self._record(_SEARCHED):
            return set()
        column = self.table.primary_key[0]
        return {self._cell(cells, column) for _, cells in self._read[1:]}

    def _cell(self, cells: list[str], column: str) -> str:
        place = self.labels.index(column) if column in self.labels else len(cells)
        return cells[place] if place < len(cells) else ""


def _of_descriptor(dataset: Dataset, error: Any) -> Problem:
    return Problem(
        path=dataset.path.name,
        rule=as_rule(error.type),
        message=sentence(error.note or error.message),
        fix="Mend the descriptor as the Data Package standard says.",
    )


def _of_other_file(dataset: Dataset, resource: Any, error: Any) -> Problem:
    """What frictionless says of a table that is no CSV file: it knows the row, not the line."""
    number = getattr(error, "row_number", None)
    value = getattr(error, "cell", None)
    return Problem(
        table=resource.name,
        path=resource.path or dataset.path.name,
        row=number - 1 if number else None,
        column=getattr(error, "field_name", None),
        rule=_rule(error.type, str(error.note)),
        value=None if value is None else str(value),
        message=sentence(error.note or error.message),
        fix="Mend the value as the schema in datapackage.json says.",
    )


def _problem(finding: Finding, file: _File, files: Mapping[str, _File]) -> Problem:
    table = file.table
    rule = _rule(finding.type, finding.note)
    column, value = finding.field_name or None, finding.cell
    field = next((f for f in table.fields if f.name == column), None)
    message = MESSAGES.get(rule) or sentence(finding.note)
    fix = FIXES.get(rule, "Mend the file as the schema in datapackage.json says.")
    if rule == "type" and field is not None:
        message, fix = f"is no {field.type}", type_fix(field)
    elif field and (match := _CONSTRAINT.search(finding.note)):
        message, fix = of_constraint(rule, match[2], field, value)
        if rule == "enum" and [*field.categories] == field.allowed_values:
            rule = "categories"
    elif rule == "foreign_key":
        parent = files.get(finding.reference or "", file)
        near = parent.near(str(value)) if column and "/" not in column else None
        message, fix = of_foreign_key(parent.table.name, near)
    elif rule == "primary_key":
        value = finding.key
        message = f"is the key of line {finding.earlier} too" if finding.earlier else "has no key"
    elif rule == "unique" and finding.earlier:
        message = f"is the value of line {finding.earlier} too"
    elif rule == "incorrect_label":
        message = label_message(str(value))
        fix = label_fix(str(column), str(value), table.columns, file.labels)
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


@cache
def _rule(error_type: str, note: str) -> str:
    """The rule that an error of frictionless is about."""
    match = _CONSTRAINT.search(note)
    return constraint_rule(match[1]) if match else as_rule(error_type)
