"""Further cells that a form gives, one a line: `table.column: value`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactexit.contributing.answers import AnswerError, check
from pactexit.contributing.form import Question, field_of
from pactexit.escaping import flat
from pactexit.problem import did_you_mean

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactexit.contributing.record import Record, Row

_TABLES = ("agreements", "orders", "events", "sources")
#: Cells that follow from the answers.
_DERIVED = {
    *("agreements.title_en", "orders.issuing_country_id"),
    *("events.agreement_id", "events.order_id", "events.actor_id"),
}


def details(text: str, form: Mapping[str, Question], record: Record) -> dict[str, Row]:
    """The cells by table and column. Raises `AnswerError` where a line gives none, or another's."""
    cells: dict[str, Row] = {table: {} for table in _TABLES}
    open_columns = _open(form, record)
    for line in text.splitlines():
        column, colon, value = line.partition(":")
        column = column.strip().removeprefix("- ").strip("`")
        if not colon or column not in open_columns:
            near = did_you_mean(column, open_columns)
            hint = f"Did you mean {near}?" if near else "Write `table.column: value`."
            raise AnswerError(
                f'Further details: "{flat(line, 80)}" gives no cell that is open here. {hint}'
            )
        table, _, name = column.partition(".")
        if name in cells[table]:
            raise AnswerError(f"Further details: {column} stands twice. Keep one line.")
        cells[table][name] = check(value, _as_question(column, record), record)
    return cells


def _open(form: Mapping[str, Question], record: Record) -> list[str]:
    """The columns that neither are asked for elsewhere nor follow from the answers."""
    tables = record.dataset.tables
    taken = {question.column for question in form.values()} | _DERIVED
    return [
        f"{table}.{name}"
        for table in _TABLES
        for name in tables[table].columns
        if name not in tables[table].primary_key and f"{table}.{name}" not in taken
    ]


def _as_question(column: str, record: Record) -> Question:
    field = field_of(record.dataset, column)
    return Question(
        name=column,
        label=f"Further details: {column}",
        about="",
        example=field.example or "" if field else "",
        is_required=True,
        is_long=False,
        is_only_for_new=False,
        kind="",
        column=column,
        field=field,
        choices=dict.fromkeys(field.allowed_values, "") if field else {},
    )
