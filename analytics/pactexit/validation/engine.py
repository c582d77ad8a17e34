"""Runs the three stages over a data package and gathers one report."""

from __future__ import annotations

import csv
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from typing import TYPE_CHECKING

from pactexit import dataset as datasets
from pactexit.frames import read_text
from pactexit.problem import Problem, Tally
from pactexit.validation import causes, hygiene, rows, schema, standard
from pactexit.validation.look import look
from pactexit.validation.report import Report
from pactexit.validation.unique import UniqueKeys

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Iterator, Mapping
    from pathlib import Path

    import polars as pl

    from pactexit.dataset import Dataset, Field
    from pactexit.problem import Severity
    from pactexit.validation.causes import Suspect
    from pactexit.validation.grammar import Block
    from pactexit.validation.look import Look


def validate(
    path: Path | str | None = None,
    against: Path | str | None = None,
    progress: Callable[[str, int], None] | None = None,
) -> Report:
    """Judges a tabular data package: every problem at once, each with its place and its mending.

    `path` is a datapackage.json or its folder; without it the shipped dataset is judged. A
    package of any name is judged by its own descriptor, with text hygiene as warnings; for one
    named `pactexit` the rules of this dataset apply too, and hygiene is an error. `against` is an
    older version of the package, as `pactexit.diff` takes it: then the rules about change apply
    too. `progress` is called with the name of a table, and how many of its rows have been read,
    again and again while a large one is. Raises `DescriptorError` where the descriptor is missing
    or no JSON, and `PactExitError` where `against` is no version of this package.
    """
    dataset = datasets.read(path)
    of_change = [] if against is None else _of_change(against, dataset)
    is_ours = dataset.name == datasets.NAME
    severity: Severity = "error" if is_ours else "warning"
    dataset, of_descriptor, looks = _opened(dataset, severity)
    tally = Tally()
    unique = UniqueKeys(dataset)
    of_keys: list[Problem] = []
    of_rows: list[Problem] = []
    heights: dict[str, int] = {}
    quoted: dict[str, list[tuple[int, bytes]]] = {}

    def visit(name: str, block: Block, suspects: Collection[str]) -> None:
        heights[name] = heights.get(name, 0) + block.height
        if progress is not None:
            progress(name, heights[name])
        quoted.setdefault(name, []).extend(block.quoted)
        of_keys.extend(unique.repeated(name, block.frame))
        if not is_ours:
            # columns of numbers and days that are no suspects hold what every program reads
            of_text = {
                field.name for field in dataset.tables[name].fields if field.type == "string"
            }
            texts = {n: t for n, t in block.texts.items() if n in of_text or n in suspects}
            of_rows.extend(rows.check(dataset, {name: block.frame}, severity, tally, texts))

    of_schema = list(schema.check(dataset, looks, visit, tally))
    of_files = [
        problem
        for name, table in dataset.tables.items()
        for problem in hygiene.check(table, severity, looks[name], quoted.get(name))
    ]
    # the rules of this dataset look at whole tables, and at those that cannot be streamed
    frames = {
        name: read_text(table)
        for name, table in dataset.tables.items()
        if table.path.is_file() and (is_ours or name not in heights)
    }
    for name in frames.keys() - heights.keys():
        of_keys.extend(unique.repeated(name, frames[name]))
    heights |= {name: frame.height for name, frame in frames.items()}
    if is_ours:
        of_descriptor += _lacking(dataset)
    problems = [*of_descriptor, *of_files, *of_schema, *of_keys]
    problems += _without_rows(dataset, heights, problems, severity)
    # what a broken file swallows is not removed
    dependent: list[tuple[Problem, Suspect | None]] = [(problem, None) for problem in of_change]
    # rules cannot be asked by a schema that is itself broken
    if _is_applicable(dataset, [*of_schema, *of_descriptor] if is_ours else of_schema):
        # what was read in a wholly wrong encoding has no cells to speak of
        lost = {p.table for p in of_files if p.rule == "encoding" and p.value is None}
        legible = {name: frame for name, frame in frames.items() if name not in lost}
        problems += [*of_rows, *rows.check(dataset, legible, severity, tally)]
        if is_ours and frames.keys() == dataset.tables.keys():
            dependent += _between(dataset, frames)
    if is_ours:
        oddities = _Accepted()
        problems = [problem for problem in problems if not oddities.has(problem)]
        dependent = [pair for pair in dependent if not oddities.has(pair[0])]
        problems += oddities.unneeded(frames)
    order = {name: place for place, name in enumerate(dataset.tables)}

    def place(problem: Problem) -> tuple[int, int, int]:
        of_descriptor = problem.path == dataset.path.name
        table = -1 if of_descriptor else order.get(problem.table or "", -1)
        return table, problem.line or 0, problem.row or 0

    # the sort is stable: within a row the problems of an earlier stage come first
    problems = causes.linked(sorted(problems, key=place), dependent, dataset.tables)
    return Report(
        package=dataset.name,
        rows={name: heights[name] for name in dataset.tables if name in heights},
        problems=tuple(sorted(problems, key=place) if dependent else problems),
        left_out=tally.left_out,
    )


def _opened(
    dataset: Dataset, severity: Severity
) -> tuple[Dataset, list[Problem], dict[str, Look | None]]:
    """What of the dataset can be applied, what is wrong with it, and a look at each table."""
    with ThreadPoolExecutor(1) as thread:
        # the descriptor is judged by frictionless, whose import takes longer than a look
        looks = {name: thread.submit(look, table) for name, table in dataset.tables.items()}
        judged, problems = standard.check(dataset, severity)
        return judged, problems, {name: found.result() for name, found in looks.items()}


def _of_change(against: Path | str, dataset: Dataset) -> list[Problem]:
    from pactexit.changes import judging

    return judging.check(against, dataset)


def _between(
    dataset: Dataset, frames: Mapping[str, pl.DataFrame]
) -> Iterator[tuple[Problem, Suspect | None]]:
    # DuckDB, which only these rules need
    from pactexit.validation import between

    return between.check(dataset, frames)


def _is_applicable(dataset: Dataset, problems: list[Problem]) -> bool:
    """Whether rules can stand on the schema: what is wrong with the descriptor leaves it whole."""
    return all(
        problem.path != dataset.path.name
        or problem.row is not None  # of data inside the descriptor
        or problem.rule in standard.LEAVES_THE_SCHEMA_WHOLE
        for problem in problems
    )


def _without_rows(
    dataset: Dataset, heights: dict[str, int], problems: list[Problem], severity: Severity
) -> Iterator[Problem]:
    """The tables that are nothing but a header, where nothing else is wrong with the file."""
    damaged = {problem.path for problem in problems}
    for name, table in dataset.tables.items():
        if heights.get(name) == 0 and table.shown_path not in damaged:
            yield Problem(
                table=name,
                path=table.shown_path,
                rule="no_rows",
                severity=severity,
                message="has a header and no row",
                fix="Add the rows; the file may have been saved or copied in part.",
            )


def _lacking(dataset: Dataset) -> Iterator[Problem]:
    """The tables and columns on which the rules of this dataset stand, where a package has not."""
    for name, wanted in datasets.read().tables.items():
        table = dataset.tables.get(name)
        fields = () if table is None else table.fields
        kinds = {field.name: _kind(field) for field in fields}
        columns = [field.name for field in wanted.fields if kinds.get(field.name) != _kind(field)]
        if columns:
            lack = (
                "a table" if table is None else f"{', '.join(columns)}, or has it as another type"
            )
            yield Problem(
                path=dataset.path.name,
                rule="schema",
                value=name,
                message=f"is without {lack}",
                fix="Take the schema of the dataset, or give the package another name.",
            )


def _kind(field: Field) -> tuple[str, bool]:
    """What the rules take a column for."""
    return "number" if field.type == "integer" else field.type, field.is_edtf


def accepted() -> list[dict[str, str]]:
    """The oddities accepted by name: rule, table_name, record_id, reason."""
    text = files("pactexit").joinpath("rules", "accepted.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


class _Accepted:
    """The entries of `accepted.csv`, and which of them are still needed."""

    def __init__(self) -> None:
        self._entries = {(e["rule"], e["table_name"], e["record_id"]) for e in accepted()}
        self._used: set[tuple[str, str, str]] = set()

    def has(self, problem: Problem) -> bool:
        """Whether a problem is accepted by name."""
        entry = (problem.rule, problem.table or "", problem.key or "")
        if entry in self._entries:
            self._used.add(entry)
        return entry in self._entries

    def unneeded(self, frames: Mapping[str, pl.DataFrame]) -> Iterator[Problem]:
        """A problem for each entry that accepted nothing."""
        for rule, table, record in sorted(self._entries - self._used):
            # another version of the dataset may not have the row at all
            if table in frames and record in frames[table].to_series().to_list():
                yield Problem(
                    table=table,
                    path="rules/accepted.csv",
                    key=record,
                    rule="accepted_without_need",
                    value=record,
                    message=f"is accepted for {rule}, but no longer breaks it",
                    fix="Delete the entry.",
                )
