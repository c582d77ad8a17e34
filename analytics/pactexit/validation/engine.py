"""Runs the three stages over a data package and gathers one report."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

from pactexit import dataset as datasets
from pactexit.frames import read_text
from pactexit.problem import Problem
from pactexit.validation import between, causes, hygiene, rows, schema
from pactexit.validation.report import Report

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    import polars as pl

    from pactexit.dataset import Dataset
    from pactexit.problem import Severity
    from pactexit.validation.stream import Block


def validate(
    path: Path | str | None = None, progress: Callable[[str, int], None] | None = None
) -> Report:
    """Judges a tabular data package: every problem at once, each with its place and its mending.

    `path` is a datapackage.json or its folder; without it the shipped dataset is judged. A
    package of any name is judged by its own descriptor, with text hygiene as warnings; for one
    named `pactexit` the rules of this dataset apply too, and hygiene is an error. `progress` is
    called with the name of a table, and how many of its rows have been read, again and again while
    a large one is. Raises `DescriptorError` where the descriptor is missing or no JSON.
    """
    dataset = datasets.read(path)
    is_ours = dataset.name == datasets.NAME
    severity: Severity = "error" if is_ours else "warning"
    problems = [
        problem for table in dataset.tables.values() for problem in hygiene.check(table, severity)
    ]
    of_rows: list[Problem] = []
    heights: dict[str, int] = {}

    def visit(name: str, block: Block) -> None:
        heights[name] = heights.get(name, 0) + block.height
        if progress is not None:
            progress(name, heights[name])
        if not is_ours:
            of_rows.extend(rows.check(dataset, {name: block.frame}, severity))

    problems += schema.check(dataset, visit)
    # the rules of this dataset look at whole tables, and at those that cannot be streamed
    frames = {
        name: read_text(table)
        for name, table in dataset.tables.items()
        if table.path.is_file() and (is_ours or name not in heights)
    }
    heights |= {name: frame.height for name, frame in frames.items()}
    if is_ours:
        problems += _lacking(dataset)
    # rules cannot be asked by a schema that is itself broken
    if all(problem.path != dataset.path.name for problem in problems):
        # what was read in a wholly wrong encoding has no cells to speak of
        lost = {p.table for p in problems if p.rule == "encoding" and p.value is None}
        legible = {name: frame for name, frame in frames.items() if name not in lost}
        problems += [*of_rows, *rows.check(dataset, legible, severity)]
        if is_ours:
            complete = frames.keys() == dataset.tables.keys()
            dependent = between.check(dataset, frames) if complete else ()
            problems = list(causes.linked(problems, dependent, dataset.tables))
            problems = list(_without_accepted(problems, frames))
    order = {name: place for place, name in enumerate(dataset.tables)}
    # the sort is stable: within a row the problems of an earlier stage come first
    problems.sort(key=lambda p: (order.get(p.table or "", -1), p.line or 0, p.row or 0))
    return Report(
        package=dataset.name,
        rows={name: heights[name] for name in dataset.tables if name in heights},
        problems=tuple(problems),
    )


def _lacking(dataset: Dataset) -> Iterator[Problem]:
    """The tables and columns on which the rules of this dataset stand, where a package has not."""
    for name, wanted in datasets.read().tables.items():
        table = dataset.tables.get(name)
        fields = () if table is None else table.fields
        kinds = {field.name: (field.type, field.is_edtf) for field in fields}
        columns = [f.name for f in wanted.fields if kinds.get(f.name) != (f.type, f.is_edtf)]
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


def accepted() -> list[dict[str, str]]:
    """The oddities accepted by name: rule, table_name, record_id, reason."""
    text = files("pactexit").joinpath("rules", "accepted.csv").read_text(encoding="utf-8")
    return list(csv.DictReader(text.splitlines()))


def _without_accepted(
    problems: list[Problem], frames: dict[str, pl.DataFrame]
) -> Iterator[Problem]:
    """The problems less the accepted ones, and one for each entry that accepts nothing."""
    entries = {(e["rule"], e["table_name"], e["record_id"]): e for e in accepted()}
    used = set()
    for problem in problems:
        entry = (problem.rule, problem.table or "", problem.key or "")
        if entry in entries:
            used.add(entry)
        else:
            yield problem
    for rule, table, record in entries.keys() - used:
        # another version of the dataset may not have the row at all
        if table in frames and record in frames[table].get_column(frames[table].columns[0]):
            yield Problem(
                table=table,
                path="rules/accepted.csv",
                key=record,
                rule="accepted_without_need",
                value=record,
                message=f"is accepted for {rule}, but no longer breaks it",
                fix="Delete the entry.",
            )
