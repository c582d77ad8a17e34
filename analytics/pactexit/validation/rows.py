"""The second stage: pandera judges the cells of each row by the rules within a row."""

from __future__ import annotations

import warnings
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
    from pactexit.problem import Severity, Tally
    from pactexit.rules.within_row import RowRule

#: Before the name of a column: the cells as they stand, for rules that the type would blind.
_TEXT = "text of "
#: Before a name that polars would take for a pattern of names.
_PLAIN = "\0"
_NUMBER = r"[^0-9.+-]"
#: What a cell must hold for hygiene to find anything, by the type of its column.
WORTH_A_LOOK = {
    # all but plain words of one alphabet with single spaces
    "string": (
        r"[^!-~ А-Яа-я]|[A-Za-z][А-Яа-я]|[А-Яа-я][A-Za-z]|[А-Яа-я] [a-z] |[a-z] [а-я] "
        r"|^[ =+@-]| $|  |[<&]|\?{4}"
    ),
    "date": r"[^0-9-]|^.{1,9}$|^.{11}|^.{0,3}-|^.{5,6}-|^.{8}-",
    "integer": _NUMBER,
    "number": _NUMBER,
    "year": _NUMBER,
}


def check(
    dataset: Dataset,
    frames: Mapping[str, pl.DataFrame],
    severity: Severity,
    tally: Tally,
    texts: Mapping[str, pl.Series] | None = None,
) -> Iterator[Problem]:
    """Every cell that breaks a rule. `frames` holds the text of each table that could be read.

    `texts` are those of the columns to look at, where the others surely need no look.
    """
    rules = {rule.name: rule for rule in rules_for(dataset)}
    for name, text in frames.items():
        table, frame = _with_plain_names(dataset.tables[name], text)
        looked_at = frame if texts is None else texts
        odd = {
            field.name: pl.col(field.name)
            .str.contains(WORTH_A_LOOK[field.type])
            .fill_null(value=False)
            for field in table.fields
            if field.type in WORTH_A_LOOK
            and field.name in looked_at
            and looked_at[field.name].str.contains(WORTH_A_LOOK[field.type]).any()
        }
        plain = {field.name for field in table.fields} - odd.keys()
        checks = _checks(table, list(rules.values()), plain)
        if not checks:
            continue
        looks_aside = not all(rule.everywhere for of_it in checks.values() for rule in of_it)
        if not looks_aside:
            # hygiene looks at the cell alone
            frame = frame.filter(pl.any_horizontal(odd.values()))
        typed = frame.select(
            *(
                pl.col(field.name).alias(_TEXT + field.name)
                for field in table.fields
                if _TEXT + field.name in checks
            ),
            *(_cast(field) for field in table.fields if looks_aside or field.name in checks),
        )
        for rule, column, places in _failures(typed, checks):
            wanted = tally.wants(name, rule, severity, len(places))
            for place in places[:wanted]:
                yield _problem(table, frame.row(place, named=True), rules[rule], column, severity)


def _with_plain_names(table: Table, frame: pl.DataFrame) -> tuple[Table, pl.DataFrame]:
    """Table and text with other names for the columns whose names polars would expand."""
    names = {name: _PLAIN + name for name in table.columns if is_expanded(name)}
    if not names:
        return table, frame
    fields = tuple(replace(field, name=names.get(field.name, field.name)) for field in table.fields)
    key = tuple(names.get(name, name) for name in table.primary_key)
    return replace(table, fields=fields, primary_key=key), frame.rename(names)


def _problem(
    table: Table, cells: Mapping[str, Any], rule: RowRule, column: str, severity: Severity
) -> Problem:
    key = [cells[name] for name in table.primary_key]
    detail = rule.detail(cells[column]) if rule.detail else ""
    return Problem(
        table=table.name,
        path=table.shown_path,
        line=cells[LINE],
        row=cells[ROW],
        column=column.removeprefix(_PLAIN),
        key="/".join(key) if key and None not in key else None,
        rule=rule.name,
        severity=severity,
        value=cells[column],
        message=f"{rule.message}: {detail}" if detail else rule.message,
        fix=rule.fix,
    )


def _checks(table: Table, rules: list[RowRule], plain: set[str]) -> dict[str, list[RowRule]]:
    """The rules on each column. Columns that are `plain` need no hygiene."""
    checks: dict[str, list[RowRule]] = {}
    for field in table.fields:
        for rule in rules:
            if rule.on(table, field) and not (rule.everywhere and field.name in plain):
                column = _TEXT + field.name if rule.as_text else field.name
                checks.setdefault(column, []).append(rule)
    return checks


def _failures(
    typed: pl.DataFrame, checks: Mapping[str, list[RowRule]]
) -> Iterator[tuple[str, str, list[int]]]:
    """The rule, the column and the places in the frame of the failures."""
    with warnings.catch_warnings():
        # pandera tries PySpark where it is installed, and PySpark warns of the newest pandas
        warnings.filterwarnings("ignore", message="PySpark does not yet", category=FutureWarning)
        import pandera.polars as pa
        from pandera.errors import SchemaErrors

    columns = {
        name: pa.Column(
            checks=[pa.Check(_holds(rule), name=rule.name) for rule in rules], nullable=True
        )
        for name, rules in checks.items()
    }
    try:
        pa.DataFrameSchema(columns).validate(typed, lazy=True)
    except SchemaErrors as errors:
        failures = errors.failure_cases
        crashed = failures.filter(pl.col("index").is_null())
        if not crashed.is_empty():
            # pandera reports a rule that crashes as if the data were bad
            raise RuntimeError(str(crashed.row(0))) from errors
        of_rule = failures.group_by("check", "column", maintain_order=True).agg("index")
        for rule, column, places in of_rule.iter_rows():
            yield rule, column.removeprefix(_TEXT), places


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
