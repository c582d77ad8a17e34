"""The second stage: pandera judges the cells of each row by the rules within a row."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

import polars as pl

from pactexit.dataset import LINE, ROW
from pactexit.frames import is_expanded
from pactexit.problem import Problem
from pactexit.rules.within_row import rules_for

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pactexit.dataset import Dataset, Field, Table
    from pactexit.problem import Severity
    from pactexit.rules.within_row import RowRule

#: Before the name of a column: the cells as they stand, for rules that the type would blind.
_TEXT = "text of "
#: Before a name that polars would take for a pattern of names.
_PLAIN = "\0"
#: What a cell must hold for text hygiene to find anything: all but plain words with single spaces.
_ODD = r"[^!-~ ]|^[ =+@-]| $|  "


def check(
    dataset: Dataset, frames: Mapping[str, pl.DataFrame], severity: Severity
) -> Iterator[Problem]:
    """Every cell that breaks a rule. `frames` holds the text of each table that could be read."""
    rules = {rule.name: rule for rule in rules_for(dataset)}
    for name, text in frames.items():
        table, frame = _with_plain_names(dataset.tables[name], text)
        texts = [field.name for field in table.fields if field.type == "string"]
        odd = frame.select(pl.col(texts).str.contains(_ODD).any()).row(0) if texts else ()
        plain = {text for text, is_odd in zip(texts, odd, strict=True) if not is_odd}
        typed = frame.with_columns(
            *(pl.col(field.name).alias(_TEXT + field.name) for field in table.fields),
            *(_cast(field) for field in table.fields),
        )
        for rule, column, place in _failures(table, typed, list(rules.values()), plain):
            cells = frame.row(place, named=True)
            key = [cells[column] for column in table.primary_key]
            found = rules[rule]
            detail = found.detail(cells[column]) if found.detail else ""
            yield Problem(
                table=name,
                path=table.shown_path,
                line=cells[LINE],
                row=cells[ROW],
                column=column.removeprefix(_PLAIN),
                key="/".join(key) if key and None not in key else None,
                rule=rule,
                severity=severity,
                value=cells[column],
                message=f"{found.message}: {detail}" if detail else found.message,
                fix=found.fix,
            )


def _with_plain_names(table: Table, frame: pl.DataFrame) -> tuple[Table, pl.DataFrame]:
    """Table and text with other names for the columns whose names polars would expand."""
    names = {name: _PLAIN + name for name in table.columns if is_expanded(name)}
    if not names:
        return table, frame
    fields = tuple(replace(field, name=names.get(field.name, field.name)) for field in table.fields)
    key = tuple(names.get(name, name) for name in table.primary_key)
    return replace(table, fields=fields, primary_key=key), frame.rename(names)


def _failures(
    table: Table, typed: pl.DataFrame, rules: list[RowRule], plain: set[str]
) -> Iterator[tuple[str, str, int]]:
    """The rule, the column and the place in the frame of each failure.

    Columns that are `plain` text need no hygiene.
    """
    import pandera.polars as pa
    from pandera.errors import SchemaErrors

    checks: dict[str, list[pa.Check]] = {}
    for field in table.fields:
        for rule in rules:
            if rule.on(table, field) and not (rule.everywhere and field.name in plain):
                column = _TEXT + field.name if rule.as_text else field.name
                checks.setdefault(column, []).append(pa.Check(_holds(rule), name=rule.name))
    columns = {name: pa.Column(checks=of_it, nullable=True) for name, of_it in checks.items()}
    try:
        pa.DataFrameSchema(columns).validate(typed, lazy=True)
    except SchemaErrors as errors:
        for failure in errors.failure_cases.iter_rows(named=True):
            if failure["index"] is None:
                # pandera reports a rule that crashes as if the data were bad
                raise RuntimeError(f"{failure['check']}: {failure['failure_case']}") from errors
            column = failure["column"].removeprefix(_TEXT)
            yield failure["check"], column, failure["index"]


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
