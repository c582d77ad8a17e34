"""Bounds for frictionless: it opens CSV alone, guesses from a sample, and waits for no pattern."""

from __future__ import annotations

import csv
import re
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from typing import TYPE_CHECKING, Any

import polars as pl
from frictionless import FrictionlessException, Package, Plugin, errors, fields, system
from frictionless.formats.csv import CsvParser
from frictionless.formats.csv.parser import SAMPLE_SIZE

from pactexit.descriptor import MOST_CELLS, WIDEST
from pactexit.patterns import in_linear_time, is_bounded
from pactexit.problem import Problem

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from pactexit.dataset import Dataset, Table

#: What Python's `csv.Sniffer` does with a text takes the product of its length and its quotes.
_SNIFFED = 200_000_000
#: After so many problems that each take a look of their own, the rest is not judged.
MOST = 3_000_000
#: So many errors frictionless may find in a table, some seconds' worth, taking about so many bytes.
_MOST_ALONE, _MEMORY = 10_000, 1 << 27
_LONGEST_DAY = 1_000
_FORMATS = {"csv", "tsv", "inline"}

_active: ContextVar[bool] = ContextVar("bounded", default=False)


@contextmanager
def bounded() -> Iterator[None]:
    """While it lasts, frictionless keeps within bounds; for others it stays as it was."""
    _register()
    token = _active.set(True)
    try:
        yield
    finally:
        _active.reset(token)


def package(dataset: Dataset) -> Any:
    """The package as frictionless reads it.

    Raises `FrictionlessException`, or `ValueError` where frictionless itself stumbles.
    """
    with _stumbling():
        found = Package.from_descriptor(
            dataset.descriptor, basepath=str(dataset.path.parent or ".")
        )
        found.to_descriptor(validate=True)
        return found


def report(resource: Any, limit: int) -> Any:
    """What frictionless says of a table, with so many errors at most. Raises as `package` does."""
    with _stumbling():
        return resource.validate(limit_errors=limit)


@contextmanager
def _stumbling() -> Iterator[None]:
    try:
        yield
    except (FrictionlessException, re.error, RecursionError, MemoryError):
        raise
    except Exception as crash:
        # frictionless takes parts for objects or texts before it looks whether they are
        raise ValueError(f"a part of another type than the standard says ({crash})") from crash


def left_out(package: Any, dataset: Dataset) -> Iterator[Problem]:
    """A problem for each resource that is not judged: what is no CSV, or has too many columns.

    A warning where it does not claim to be a table.
    """
    for resource in package.resources:
        table = dataset.tables.get(resource.name)
        if not resource.tabular or resource.format not in _FORMATS:
            yield _no_csv(resource, dataset)
        elif table is not None and (number := _labels(table)) > WIDEST:
            yield Problem(
                table=table.name,
                path=table.shown_path,
                line=1,
                rule="not_judged",
                message=f"has {number:,} columns, and is not judged: the most are {WIDEST:,}",
                fix=f"Keep the {len(table.fields):,} columns of the schema.",
            )


def _no_csv(resource: Any, dataset: Dataset) -> Problem:
    path = resource.path or dataset.path.name
    is_table = resource.tabular or resource.schema
    if not (dataset.path.parent / path).exists():
        fix = "Put the file where the descriptor says, or mend its path."
        return Problem(path, "scheme", "cannot be read", fix, table=resource.name)
    return Problem(
        table=resource.name,
        path=path,
        rule="not_judged",
        severity="error" if is_table else "warning",
        message="is no CSV table, and is not judged",
        fix="Save it as CSV, and write the path and the schema of that."
        if is_table
        else "If it is a table, save it as CSV and describe that; otherwise leave it.",
    )


def _labels(table: Table) -> int:
    """How many cells the first record of a file has; none where it cannot be read."""
    try:
        with table.path.open(encoding=table.encoding, errors="replace", newline="") as file:
            csv.field_size_limit(max(table.path.stat().st_size, csv.field_size_limit()))
            delimiter, quote = (
                table.dialect.get(name, default)
                for name, default in (("delimiter", ","), ("quoteChar", '"'))
            )
            return len(next(csv.reader(file, delimiter=delimiter, quotechar=quote), ()))
    except (OSError, UnicodeError, csv.Error):
        return 0


def most_errors(columns: int) -> int:
    """How many errors frictionless may find in a table: with each it keeps the cells of the row."""
    return min(_MOST_ALONE, _MEMORY // (1_000 + 16 * columns))


def rest_not_judged(table: str | None, path: str, number: int) -> Problem:
    """The problem that there are so many others that it was no use to go on."""
    return Problem(
        table=table,
        path=path,
        rule="not_judged",
        message=f"has {number:,} problems or more, and the rest is not judged",
        fix="Mend these first; many of them may have one cause.",
    )


@cache
def _register() -> None:
    # frictionless has plugins for the whole process
    system.register("pactexit", _Bounds())


class _Bounds(Plugin):
    """What frictionless asks before it looks among its own parsers and fields."""

    def detect_resource(self, resource: Any) -> None:
        # otherwise frictionless looks whether a file of these is another descriptor
        if _active.get() and resource.format in {"json", "yaml"}:
            resource.datatype = resource.datatype or "json"

    def create_parser(self, resource: Any) -> Any:
        if not _active.get():
            return None
        if resource.format not in _FORMATS:
            raise FrictionlessException(errors.FormatError(note="is no CSV table"))
        return None if resource.format == "inline" else _Parser(resource)

    def select_field_class(self, type: str | None = None) -> Any:  # noqa: A002 - as it is called
        return _FIELDS.get(str(type)) if _active.get() else None


class _Parser(CsvParser):
    """Reads CSV as frictionless does, from a sample that can be sniffed at, in short records."""

    def read_loader(self) -> Any:
        return _Loader(super().read_loader())

    def read_cell_stream_create(self) -> Iterator[list[str]]:
        records: Iterator[list[str]] = super().read_cell_stream_create()  # type: ignore[no-untyped-call]
        yield from (cells[:MOST_CELLS] for cells in records)


class _Loader:
    """A loader whose text comes to a pause where it has been sniffed at enough."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader
        self._text: _Pausing | None = None

    @property
    def text_stream(self) -> _Pausing:
        if self._text is None:
            self._text = _Pausing(self._loader.text_stream)
        return self._text

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)


class _Pausing:
    """Lines that end once, where sniffing at them would take too long, and then go on."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self._held: str | None = None
        self._left = SAMPLE_SIZE
        self._length = self._quotes = 0

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        if self._held is not None:
            line, self._held = self._held, None
            return line
        line = next(self._lines)
        if self._left:
            self._left -= 1
            self._length += len(line)
            self._quotes += line.count('"') + line.count("'")
            if self._length * (100 + self._quotes) > _SNIFFED:
                self._left, self._held = 0, line
                raise StopIteration
        return line


class _String(fields.StringField):
    """A text, whose pattern is looked for in linear time where `re` could not do it."""

    def create_cell_reader(self) -> Callable[[Any], tuple[Any, dict[str, str] | None]]:
        pattern = self.constraints.get("pattern")
        parts = in_linear_time(pattern) if isinstance(pattern, str) else None
        if parts is None or is_bounded(str(pattern)):
            return super().create_cell_reader()
        plain = self.to_copy()
        plain.constraints = {n: v for n, v in self.constraints.items() if n != "pattern"}
        plain.schema = self.schema
        read = fields.StringField.create_cell_reader(plain)

        def reader(cell: Any) -> tuple[Any, dict[str, str] | None]:
            value, notes = read(cell)
            if value is None or "type" in (notes or {}) or _matches(parts, value):
                return value, notes
            return value, {**(notes or {}), "pattern": f'constraint "pattern" is "{pattern}"'}

        return reader


def _short(base: Any) -> Any:
    """The field for cells that are not long: guessing a day takes the square of their length."""

    class Short(base):  # type: ignore[misc]
        def create_value_reader(self) -> Callable[[Any], Any]:
            read = super().create_value_reader()
            return lambda cell: None if len(str(cell)) > _LONGEST_DAY else read(cell)

    return Short


_FIELDS = {
    "string": _String,
    "date": _short(fields.DateField),
    "datetime": _short(fields.DatetimeField),
    "time": _short(fields.TimeField),
}


def _matches(parts: tuple[tuple[str, bool], ...], text: str) -> bool:
    texts = pl.Series([text, text.removesuffix("\n")])
    return all(texts.str.contains(part).any() == wanted for part, wanted in parts)
