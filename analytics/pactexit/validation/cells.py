"""The cells of a table: polars sets aside what is surely fine, frictionless judges the rest."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import polars as pl

from pactexit.descriptor import MOST_CELLS
from pactexit.patterns import in_linear_time
from pactexit.problem import Tally

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping, Sequence

    from frictionless import Field

    from pactexit.validation.grammar import Block

#: So many texts of a column need not be read twice.
_REMEMBERED = 50_000
#: The days of the calendar from the year 1000 on; the last line is the leap years.
_DAY = (
    "^(?:[1-9][0-9]{3}-(?:(?:0[1-9]|1[0-2])-(?:0[1-9]|1[0-9]|2[0-8])"
    "|(?:0[13-9]|1[0-2])-(?:29|30)|(?:0[13578]|1[02])-31)"
    "|(?:[1-9][0-9](?:0[48]|[2468][048]|[13579][26])|(?:[2468][048]|[13579][26])00)-02-29)$"
)
_BOUNDS = ("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum")


@dataclass(frozen=True)
class Finding:
    """An error in frictionless' words: what `schema` makes a problem of.

    Where `times` is not 1, it stands for so many alike, which need no place any more.
    """

    type: str
    note: str
    record: int | None
    line: int | None
    key: str | None = None
    field_name: str | None = None
    cell: str | None = None
    earlier: int | None = None
    reference: str | None = None
    times: int = 1


class Judge:
    """Judges cells by the readers of frictionless, each distinct text of a column once."""

    def __init__(self, fields: Sequence[Field], key: Sequence[str]) -> None:
        self.fields = list(fields)
        self.names = [field.name for field in fields]
        self._key = [self.names.index(name) for name in key if name in self.names]
        self._readers = [field.create_cell_reader() for field in self.fields]
        self._read: list[dict[str | None, tuple[Any, dict[str, str]]]] = [{} for _ in fields]
        self._told: Counter[tuple[int, str]] = Counter()
        self._fine = [_surely_fine(field) for field in self.fields]

    def value(self, place: int, text: str | None) -> tuple[Any, dict[str, str]]:
        """The value of a text in the column at `place`, and the notes on what is wrong with it."""
        known = self._read[place]
        if text not in known:
            if len(known) > _REMEMBERED:
                known.clear()
            value, notes = self._readers[place](text)
            known[text] = (value, notes or {})
        return known[text]

    def suspects(self, block: Block) -> dict[str, pl.Series]:
        """The columns of a block with a cell that is not surely fine, and which cells those are."""
        fine = dict(zip(self.names, self._fine, strict=True))

        def marks(name: str) -> pl.Expr:
            holds = fine[name]
            mark = pl.lit(value=True) if holds is None else (~holds).fill_null(value=True)
            return mark.alias(name)

        # most blocks are fine, and texts that repeat need one look
        looks = [
            block.texts[name].to_frame().lazy().select(marks(name).any()) for name in self.names
        ]
        odd = [
            name
            for name, look in zip(self.names, pl.collect_all(looks), strict=True)
            if look.item()
        ]
        return block.frame.with_columns(marks(name) for name in odd).select(odd).to_dict()

    def findings(self, block: Block, suspects: Mapping[str, pl.Series]) -> Iterator[Finding]:
        """Every error of the cells and of the structure of the records of a block."""
        blank = self._blank(block.frame, suspects)
        for place, name in enumerate(self.names):
            if name not in suspects:
                continue
            marked = block.frame.filter(suspects[name] & ~blank)
            broken: dict[tuple[tuple[str, str], ...], list[str]] = {}
            for text in marked[name].unique().to_list():
                if notes := self.value(place, text)[1]:
                    broken.setdefault(tuple(notes.items()), []).append(text)
            for errors, texts in broken.items():
                records = marked.filter(pl.col(name).is_in(texts))
                for rule, note in errors:
                    yield from self._of_column(place, records, rule, note)
        for record in block.frame.filter(blank).iter_rows():
            yield Finding("blank-row", "", record[-2], record[-1])
        for row, line, odd in block.odd:
            yield from self._of_odd(odd, row, line)

    def key(self, texts: Sequence[str | None]) -> str | None:
        """The primary key of a record, joined with `/`, or None where a part of it is empty."""
        key = [texts[place] if place < len(texts) else None for place in self._key]
        return "/".join(map(str, key)) if key and all(key) else None

    def _blank(self, frame: pl.DataFrame, suspects: Mapping[str, pl.Series]) -> pl.Series:
        """Which records have nothing but missing values: frictionless calls those blank."""
        missing = [pl.col(field.name).is_in(missing_values(field)) for field in self.fields]
        if any(f.constraints.get("required") and f.name not in suspects for f in self.fields):
            # a required column without a missing value
            missing = [pl.lit(value=False)]
        return frame.select(pl.all_horizontal(missing).alias("blank"))["blank"]

    def _of_column(
        self, place: int, records: pl.DataFrame, rule: str, note: str
    ) -> Iterator[Finding]:
        """The same error of one column in some records."""
        room = max(0, Tally.KEPT - self._told[place, rule])
        self._told[place, rule] += records.height
        width = len(self.names)
        for cells in records.head(room).iter_rows():
            yield self._of_cell(place, cells[:width], cells[width], cells[width + 1], rule, note)
        if records.height > room:
            kind = "type-error" if rule == "type" else "constraint-error"
            yield Finding(kind, note, None, None, times=records.height - room)

    def _of_cell(  # noqa: PLR0913, PLR0917 - where it stands and what is wrong
        self, place: int, texts: Sequence[str | None], row: int, line: int, rule: str, note: str
    ) -> Finding:
        kind = "type-error" if rule == "type" else "constraint-error"
        text = texts[place] if place < len(texts) else None
        return Finding(kind, note, row, line, self.key(texts), self.names[place], str(text))

    def _of_odd(self, texts: list[str], row: int, line: int) -> Iterator[Finding]:
        cells: list[str | None] = [*texts, *[None] * (len(self.names) - len(texts))]
        read = [self.value(place, cells[place]) for place in range(len(self.names))]
        if all(value is None and "type" not in notes for value, notes in read):
            yield Finding("blank-row", "", row, line)
            return
        for place, (_, notes) in enumerate(read):
            for rule, note in notes.items():
                yield self._of_cell(place, cells, row, line, rule, note)
        key = self.key(texts)
        for text in texts[len(self.names) : MOST_CELLS]:
            yield Finding("extra-cell", "", row, line, key, None, text)
        for name in self.names[len(texts) :]:
            yield Finding("missing-cell", "", row, line, key, name, "")


def missing_values(field: Field) -> list[str]:
    """The texts that stand for nothing in a field: its own, else those of the schema."""
    if not field.has_defined("missing_values") and field.schema:
        return list(field.schema.missing_values)
    return list(field.missing_values)


def _surely_fine(field: Field) -> pl.Expr | None:
    """Which texts surely break no rule of the field; None where polars cannot tell.

    It may set too few aside, never too many: what it does not is judged by frictionless.
    """
    text = pl.col(field.name)
    missing = text.is_in(missing_values(field))
    judge = _FINE.get(field.type)
    value = None if judge is None else judge(field, text)
    if value is None:
        return None
    fine: pl.Expr = ~missing & value
    return fine if field.constraints.get("required") else missing | fine


def _string(field: Field, text: pl.Expr) -> pl.Expr | None:
    limits = field.constraints
    if field.format != "default":
        return None
    fine = pl.lit(value=True)
    if "minLength" in limits:
        fine &= text.str.len_chars() >= limits["minLength"]
    if "maxLength" in limits:
        fine &= text.str.len_chars() <= limits["maxLength"]
    if "enum" in limits:
        fine &= text.is_in([str(value) for value in limits["enum"]])
    if "pattern" in limits:
        parts = in_linear_time(limits["pattern"])
        if parts is None or not all(wanted for _, wanted in parts):
            return None
        for part, _ in parts:
            fine &= text.str.contains(part)
    return fine


def _integer(field: Any, text: pl.Expr) -> pl.Expr | None:
    if not field.bare_number or "enum" in field.constraints:
        return None
    # eighteen digits fit into 64 bits
    return text.str.contains("^-?[0-9]{1,18}$") & _within(field, text.cast(pl.Int64, strict=False))


def _number(field: Field, text: pl.Expr) -> pl.Expr | None:
    if {"group_char", "decimal_char", "bare_number"} & set(field.list_defined()):
        return None
    if "enum" in field.constraints:
        return None
    digits = text.str.contains(r"^-?[0-9]{1,15}(?:\.[0-9]{1,15})?$")
    return digits & _within(field, text.cast(pl.Float64, strict=False))


def _date(field: Field, text: pl.Expr) -> pl.Expr | None:
    if field.format != "default" or "enum" in field.constraints:
        return None
    # of four digits a year, days are in the order of their texts
    return text.str.contains(_DAY) & _within(field, text, written=str)


def _boolean(field: Any, text: pl.Expr) -> pl.Expr | None:
    if "enum" in field.constraints:
        return None
    return text.is_in([*field.true_values, *field.false_values])


def _any(field: Field, _: pl.Expr) -> pl.Expr | None:
    return None if set(field.constraints) - {"required", "unique"} else pl.lit(value=True)


def _within(
    field: Field, value: pl.Expr, written: Callable[[Any], Any] = lambda limit: limit
) -> pl.Expr:
    """Whether a value is inside all bounds; on the bound of a fraction frictionless decides.

    `written` gives of a bound what compares with `value`.
    """
    fine = pl.lit(value=True)
    reader = field.create_value_reader()
    for name in _BOUNDS:
        if name in field.constraints:
            limit = reader(field.constraints[name])
            if limit is None:
                # of another type than the field: frictionless says so
                return pl.lit(value=False)
            limit = written(limit)
            if field.type == "number" or name.startswith("exclusive"):
                limit = float(limit) if field.type == "number" else limit
                fine &= value > limit if "inimum" in name else value < limit
            else:
                fine &= value >= limit if "inimum" in name else value <= limit
    return fine


_FINE: dict[str, Callable[[Field, pl.Expr], pl.Expr | None]] = {
    "any": _any,
    "boolean": _boolean,
    "date": _date,
    "integer": _integer,
    "number": _number,
    "string": _string,
}
