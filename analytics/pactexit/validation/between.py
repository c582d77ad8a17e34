"""The third stage: SQL rules judge what stands between rows and tables."""

from __future__ import annotations

import tempfile
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING, Any

import polars as pl

from pactexit import edtf
from pactexit.database import connect_as_text
from pactexit.dataset import LINE, ROW
from pactexit.problem import Problem
from pactexit.sqlfile import SqlFile, SqlFileError, read_folder
from pactexit.validation.causes import Suspect

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from pactexit.dataset import Dataset, Table

_SELECTED = ("table_name", ROW, "column_name", "value")


def rules() -> dict[str, SqlFile]:
    """Every rule between rows, by its name."""
    return read_folder(
        files("pactexit").joinpath("rules"), {"title", "why", "message", "fix"}, set()
    )


def check(
    dataset: Dataset, frames: Mapping[str, pl.DataFrame]
) -> Iterator[tuple[Problem, Suspect | None]]:
    """Every row that a rule selects, with the cell it speaks of where the rule names one.

    `frames` holds the text of all tables of the dataset.
    """
    dates = {
        text
        for frame in frames.values()
        for column in frame.select(pl.selectors.string()).get_columns()
        for text in column.unique().drop_nulls()
        if edtf.is_valid(text)
    }
    with tempfile.TemporaryDirectory() as folder:
        paths = {name: Path(folder) / f"{index}.csv" for index, name in enumerate(frames)}
        for name, frame in frames.items():
            frame.write_csv(paths[name])
        places = {name: {row: i for i, row in enumerate(f[ROW])} for name, f in frames.items()}
        with connect_as_text(dataset, paths, dates) as con:
            # DuckDB 2.0 fails on functions of columns that are null throughout
            con.execute("set disabled_optimizers = 'statistics_propagation'")
            for name, rule in rules().items():
                relation = con.sql(rule.sql)
                columns = relation.columns
                if not {*_SELECTED} <= {*columns}:
                    raise SqlFileError(f"{name}.sql: a rule selects {', '.join(_SELECTED)}.")
                rows = [dict(zip(columns, row, strict=True)) for row in relation.fetchall()]
                # DuckDB gives them in any order
                for found in sorted(rows, key=lambda row: _place(row, dataset)):
                    table = dataset.tables[found["table_name"]]
                    # a rule on the table as a whole has no row
                    place = places[table.name].get(found[ROW])
                    cells = {} if place is None else frames[table.name].row(place, named=True)
                    suspect = [found.get(f"cause_{part}") for part in ("table", "key", "column")]
                    yield (
                        _problem(table, cells, rule, found),
                        Suspect(*suspect) if any(suspect) else None,
                    )


def _place(found: Mapping[str, Any], dataset: Dataset) -> tuple[str, int, int, str]:
    columns = dataset.tables[found["table_name"]].columns
    column = columns.index(found["column_name"])
    return found["table_name"], found[ROW] or 0, column, str(found["value"])


def _problem(
    table: Table, cells: Mapping[str, Any], rule: SqlFile, found: Mapping[str, Any]
) -> Problem:
    key = [cells.get(column) for column in table.primary_key]
    return Problem(
        table=table.name,
        path=table.shown_path,
        line=cells.get(LINE),
        row=found[ROW],
        column=found["column_name"],
        key="/".join(map(str, key)) if None not in key else None,
        rule=rule.name,
        value=found["value"],
        message=rule.header["message"].format(**found),
        fix=rule.header["fix"].format(**found),
    )
