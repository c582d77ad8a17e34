"""Undoes what spreadsheets do to the cells of a table, where the schema leaves one reading only."""

from __future__ import annotations

import csv
import re
from collections import Counter
from dataclasses import dataclass, field, replace
from datetime import date
from typing import TYPE_CHECKING

from pactexit import days, edtf
from pactexit.encoding import decoded
from pactexit.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from pactexit.dataset import Field, Table

#: What an office suite says for true and false in its own language.
_TRUE = ("true", "истина", "wahr", "vrai", "verdadero", "vero", "prawda", "waar")
_FALSE = ("false", "ложь", "falsch", "faux", "falso", "fałsz", "onwaar")
#: Quotes, hyphens and the marks of text that are set for the eye.
_TYPOGRAPHIC = str.maketrans(dict.fromkeys("‐‑‒–—−", "-") | {"\xa0": " "})
_WRAPPED = re.compile(r"""(?:="|['"‘“„«])(.*?)["'’”“»]?""", re.DOTALL)
#: Identifiers have fewer digits.
_WIDEST = 32
_ERROR = re.compile(r"#(?:NAME\?|REF!|VALUE!|NUM!|DIV/0!)")
_LOST = (
    (r"#+", "the column of the spreadsheet was too narrow for it"),
    (r"\d([.,]\d+)?E[+-]\d+", "the spreadsheet shortened it to powers of ten: digits are lost"),
)


@dataclass
class Repairs:
    """The rows as they should be, what was done to them, and what could not be."""

    rows: list[list[str]] = field(default_factory=list)
    done: dict[str, Counter[str]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def reopened(table: Table, copy: Path, encoding: str | None = None) -> Table:
    """The table with the text of its file in `copy`, as UTF-8 and with the delimiter it has there.

    `encoding` is assumed of a file that is neither UTF-8 nor UTF-16. Raises `OSError`, and
    `UnclearEncodingError` where the text cannot be told.
    """
    text = decoded(table.path.read_bytes(), table.encoding, encoding)
    copy.write_text(text, encoding="utf-8", newline="")
    header = re.split(r"[\r\n]", text, maxsplit=1)[0]
    usual = str(table.dialect.get("delimiter", ","))
    for delimiter in (usual, ",", ";", "\t"):
        labels = next(csv.reader([header], delimiter=delimiter), [])
        if sorted(label.strip() for label in labels if label.strip()) == sorted(table.columns):
            usual = delimiter
            break
    dialect = {**table.dialect, "delimiter": usual}
    return replace(table, path=copy, encoding="utf-8", dialect=dialect)


def repair(table: Table, found: Iterable[tuple[int, list[str]]]) -> Repairs:
    """Repairs rows, which are given as physical line and cells in the order of the schema.

    Only cells that the schema refuses are touched, and only where one value can have been meant.
    A cell that shows the trace of a spreadsheet and cannot be repaired is a problem; any other
    wrong value is left to the validation.
    """
    found = list(found)
    dated = [place for place, column in enumerate(table.fields) if _is_day(column)]
    order = days.order_of(cells[place] for _, cells in found for place in dated)
    result = Repairs()
    for line, cells in found:
        new = []
        for column, text in zip(table.fields, cells, strict=True):
            try:
                new.append(_repaired(column, text, order))
            except ValueError as error:
                result.problems.append(_problem(table, column, text, line, str(error)))
                new.append(text)
            if new[-1] != text:
                change = f'"{text}" to "{new[-1]}"'
                result.done.setdefault(column.name, Counter())[change] += 1
        result.rows.append(new)
    return result


def fits(column: Field, text: str) -> bool:
    """Whether the schema lets a text stand; what it says nothing of may stand."""
    if column.type == "boolean":
        return text in column.true_values + column.false_values
    if _is_day(column):
        return edtf.is_valid(text) if column.is_edtf else _is_iso(text)
    if column.type == "integer":
        return re.fullmatch(r"[+-]?\d+", text) is not None
    return column.type != "string" or _is_in_form(column, text)


def _is_in_form(column: Field, text: str) -> bool:
    allowed, limits = column.allowed_values, column.constraints
    try:
        return (
            (not allowed or text in allowed)
            and limits.get("minLength", 0) <= len(text) <= limits.get("maxLength", len(text))
            and re.fullmatch(str(limits.get("pattern", ".*")), text, re.DOTALL) is not None
        )
    except (re.error, TypeError):
        # the validation says that the schema is broken
        return True


def _problem(table: Table, column: Field, text: str, line: int, reason: str) -> Problem:
    return Problem(
        path=table.shown_path,
        table=table.name,
        rule="spreadsheet",
        message=f"cannot be repaired: {reason}",
        fix="Type the value again as its source has it, in a column formatted as text.",
        line=line,
        column=column.name,
        value=text,
    )


def _repaired(column: Field, text: str, order: days.Order | None) -> str:
    """The cell as it was, or as it is. Raises `ValueError` where a value is lost."""
    if _ERROR.fullmatch(text):
        raise ValueError("the spreadsheet took the value for a formula")
    if not text or fits(column, text):
        return text
    meant = {other for other in _meant(column, text, order) if fits(column, other)}
    if len(meant) == 1:
        return meant.pop()
    if len(meant) > 1:
        raise ValueError(f"it can be {' or '.join(sorted(meant)[:3])}")
    for form, reason in _LOST:
        if re.fullmatch(form, text):
            raise ValueError(reason)
    if column.constraints.get("pattern") and column.type == "string" and _looks_like_a_day(text):
        raise ValueError("the spreadsheet made a day of it")
    return text


def _meant(column: Field, text: str, order: days.Order | None) -> Iterator[str]:
    """What may have stood in a cell before."""
    plain = text.translate(_TYPOGRAPHIC)
    if match := _WRAPPED.fullmatch(plain):
        plain = match[1]
    yield plain
    if _is_day(column) and (day := days.iso(plain, order)):
        yield day
    if column.type == "boolean":
        for words, values in ((_TRUE, column.true_values), (_FALSE, column.false_values)):
            same = [value for value in values if value.lower() == plain.lower()]
            yield from same or (values if plain.lower() in words else ())
    if match := re.fullmatch(r"(\d+)(?:\.0+)?", plain, re.ASCII):
        yield match[1]
        if column.type == "string":
            yield from (match[1].zfill(width) for width in range(1, _WIDEST))


def _is_day(column: Field) -> bool:
    return column.is_edtf or (column.type == "date" and column.format == "default")


def _is_iso(text: str) -> bool:
    try:
        return date.fromisoformat(text).isoformat() == text
    except ValueError:
        return False


def _looks_like_a_day(text: str) -> bool:
    try:
        return days.iso(text) is not None
    except days.UnclearDayError as error:
        # five digits alone are a number
        return not text.replace(".", "").isdigit() or "number" not in str(error)
