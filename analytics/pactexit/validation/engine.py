"""Runs the three stages over a data package and gathers one report."""

from __future__ import annotations

import csv
from importlib.resources import files
from typing import TYPE_CHECKING

from pactexit import dataset as datasets
from pactexit.frames import read_text
from pactexit.problem import Problem, Tally
from pactexit.validation import causes, hygiene, rows, schema
from pactexit.validation.look import look
from pactexit.validation.report import Report

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator
    from pathlib import Path

    import polars as pl

    from pactexit.dataset import Dataset
    from pactexit.problem import Severity
    from pactexit.validation.grammar import Block


def validate(path: Path | str | None = None, against: Path | str | None = None) -> Report:
    """Judges a tabular data package: every problem at once, each with its place and its mending.

    `path` is a datapackage.json or its folder; without it the shipped dataset is judged. A
    package of any name is judged by its own descriptor, with text hygiene as warnings; for one
    named `pactexit` the rules of this dataset apply too, and hygiene is an error. `against` is an
    older version of the package, as `pactexit.diff` takes it: then the rules about change apply
    too. Raises `DescriptorError` where the descriptor is missing or no JSON, and `PactExitError`
    where `against` is no version of this package.
    """
    dataset = datasets.read(path)
    of_change = [] if against is None else _of_change(against, dataset)
    is_ours = dataset.name == datasets.NAME
    severity: Severity = "error" if is_ours else "warning"
    tally = Tally()
    looks = {name: look(table) for name, table in dataset.tables.items()}
    of_rows: list[Problem] = []
    heights: dict[str, int] = {}
    quoted: dict[str, list[tuple[int, bytes]]] = {}

    def visit(name: str, block: Block, suspects: Collection[str]) -> None:
        heights[name] = heights.get(name, 0) + block.height
        quoted.setdefault(name, []).extend(block.quoted)
        if not is_ours:
            of_rows.extend(rows.check(dataset, {name: block.frame}, severity, tally, suspects))

    problems = list(schema.check(dataset, looks, visit, tally))
    for name, table in dataset.tables.items():
        problems += hygiene.check(table, severity, looks[name], quoted.get(name))
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
        problems += [*of_rows, *rows.check(dataset, frames, severity, tally)]
        if is_ours:
            # DuckDB, which only these rules need
            from pactexit.validation import between

            complete = frames.keys() == dataset.tables.keys()
            dependent = between.check(dataset, frames) if complete else ()
            problems = list(causes.linked(problems, dependent, dataset.tables))
            problems = list(_without_accepted(problems, frames))
    if of_change:
        # what a broken file swallows is not removed
        problems = list(causes.linked(problems, ((p, None) for p in of_change), dataset.tables))
    order = {name: place for place, name in enumerate(dataset.tables)}
    # the sort is stable: within a row the problems of an earlier stage come first
    problems.sort(key=lambda p: (order.get(p.table or "", -1), p.line or 0, p.row or 0))
    return Report(
        package=dataset.name,
        rows={name: heights[name] for name in dataset.tables if name in heights},
        problems=tuple(problems),
        left_out=tally.left_out,
    )


def _of_change(against: Path | str, dataset: Dataset) -> list[Problem]:
    from pactexit.changes import judging

    return judging.check(against, dataset)


def _lacking(dataset: Dataset) -> Iterator[Problem]:
    """The tables and columns on which the rules of this dataset stand, where a package has not."""
    for name, wanted in datasets.read().tables.items():
        table = dataset.tables.get(name)
        columns = wanted.columns if table is None else set(wanted.columns) - set(table.columns)
        if columns:
            yield Problem(
                path=dataset.path.name,
                rule="schema",
                value=name,
                message=f"is without {'a table' if table is None else ', '.join(sorted(columns))}",
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
