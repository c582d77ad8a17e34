"""The second stage: pandera judges the cells of each row by the rules within a row."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import polars as pl

from pactexit.dataset import LINE, ROW
from pactexit.problem import Problem
from pactexit.rules.within_row import rules_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pactexit.dataset import Dataset, Field, Table
    from pactexit.problem import Severity
    from pactexit.rules.within_row import RowRule


def check(
    dataset: Dataset, frames: Mapping[str, pl.DataFrame], severity: Severity
) -> Iterator[Problem]:
    """Every cell that breaks a rule. `frames` holds the text of each table that could be read."""
    rules = {rule.name: rule for rule in rules_for(dataset)}
    for name, frame in frames.items():
        table = dataset.tables[name]
        typed = frame.with_columns(_cast(field) for field in table.fields)
        for rule, column, place in _failures(table, typed, list(rules.values())):
            cells = frame.row(place, named=True)
            key = [cells[column] for column in table.primary_key]
            yield Problem(
                table=name,
                path=table.shown_path,
                line=cells[LINE],
                row=cells[ROW],
                column=column,
                key="/".join(key) if key and None not in key else None,
                rule=rule,
                severity=severity,
                value=cells[column],
                message=rules[rule].message,
                fix=rules[rule].fix,
            )


def _failures(
    table: Table, typed: pl.DataFrame, rules: list[RowRule]
) -> Iterator[tuple[str, str, int]]:
    """The rule, the column and the place in the frame of each failure."""
    import pandera.polars as pa
    from pandera.errors import SchemaErrors

    columns = {
        field.name: pa.Column(
            checks=[
                pa.Check(_holds(rule), name=rule.name) for rule in rules if rule.on(table, field)
            ],
            nullable=True,
        )
        for field in table.fields
    }
    try:
        pa.DataFrameSchema(columns).validate(typed, lazy=True)
    except SchemaErrors as errors:
        for failure in errors.failure_cases.iter_rows(named=True):
            if failure["index"] is None:
                # pandera reports a rule that crashes as if the data were bad
                raise RuntimeError(f"{failure['check']}: {failure['failure_case']}") from errors
            yield failure["check"], failure["column"], failure["index"]


def _holds(rule: RowRule) -> Callable[[Any], pl.LazyFrame]:
    def check(data: Any) -> pl.LazyFrame:
        cell = pl.col(data.key)
        holds = cell.is_null() | rule.holds(cell).fill_null(value=True)
        frame: pl.LazyFrame = data.lazyframe
        return frame.select(holds.alias(data.key))

    return check


def _cast(field: Field) -> pl.Expr:
    cell = pl.col(field.name)
    if field.type == "date":
        return cell.str.to_date("%Y-%m-%d", strict=False)
    if field.type == "integer":
        return cell.cast(pl.Int64, strict=False)
    if field.type == "number":
        return cell.cast(pl.Float64, strict=False)
    if field.type == "boolean":
        return cell.replace_strict({"true": True, "false": False}, default=None)
    return cell
