"""What in a file spoils its other cells: letters, quotes, lost cells, labels, the file itself."""

from __future__ import annotations

import mmap
from functools import cache
from itertools import groupby
from typing import TYPE_CHECKING

from pactexit.problem import did_you_mean
from pactexit.rules.within_row import RULES
from pactexit.validation import hygiene

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pactexit.dataset import Table
    from pactexit.problem import Problem

_LABELS = frozenset(
    {"incorrect_label", "missing_label", "extra_label", "duplicate_label", "blank_label"}
)
_HIDE_ROWS = frozenset({"unclosed_quote", "swallowed_rows"})
#: The first of these in a row explains whatever else is wrong in it.
SPOIL_THE_ROW = _HIDE_ROWS | {
    *("stray_quote", "text_after_quote", "blank_row", "extra_cell", "missing_cell"),
}
_SPOIL_THE_FILE = frozenset({"scheme", "source", "no_rows", "delimiter"})
#: Odd letters break these too; the other rules of the schema judge what a cell means.
_OF_FORM = frozenset(
    {
        *("type", "enum", "categories", "pattern", "foreign_key"),
        *(rule.name for rule in RULES if not rule.everywhere),
    }
)
_ODD_LETTERS = frozenset(rule.name for rule in RULES if rule.everywhere and not rule.as_text)
_ROW_RULES = {rule.name: rule for rule in RULES}
#: A wrong key that is like a missing one is sought among so many, for so many missing ones.
_SEARCHED, _SOUGHT = 2_000, 100


class File:
    """The problems of one file, in the order of its lines, and which of them spoil the others."""

    def __init__(self, table: Table, problems: list[Problem]) -> None:
        self.table = table
        self.problems = problems
        self.labels = [problem for problem in problems if problem.rule in _LABELS]
        self._hiding = [problem for problem in problems if problem.rule in _HIDE_ROWS]
        self._whole = self._spoiling()
        # undecodable letters spoil their own cells only
        self._lost = next((p for p in problems if p.rule == "encoding" and p.value), None)
        unclosed = [problem for problem in self._hiding if problem.rule == "unclosed_quote"]
        self._unclosed = unclosed[0] if unclosed else None
        self._near: dict[tuple[tuple[str, ...], str], Problem | None] = {}
        self._keys: dict[tuple[str, ...], tuple[dict[str, Problem], dict[str, str]]] = {}

    def _spoiling(self) -> Problem | None:
        """What makes all cells stand in wrong places, or leaves none."""
        for problem in self.problems:
            if problem.rule in _SPOIL_THE_FILE:
                return problem
            if problem.rule == "encoding" and (
                problem.value is None or self.table.encoding.startswith(("utf-16", "utf-32"))
            ):
                return problem
        return self._shifting()

    def _shifting(self) -> Problem | None:
        """The label with which it begins, where the header is not that of the columns below."""
        columns = {*self.table.columns}
        wrong = [label for label in self.labels if label.rule == "incorrect_label"]
        is_shifted = len(self.labels) >= len(columns) or any(
            label.value in columns or label.rule in {"missing_label", "extra_label", "blank_label"}
            for label in self.labels
        )
        if not self.labels or not is_shifted:
            return None
        there = columns - {label.column for label in self.labels} | {label.value for label in wrong}
        # a column that is lost, or one too many, moves those behind it
        begin = (p for p in wrong if p.column not in there or p.value not in columns)
        return next(begin, self.labels[0])

    def linked(self) -> Iterator[tuple[Problem, Problem | None]]:
        """The problems, each with the one of the file from which it follows."""
        is_spoilt = self._whole or self._unclosed or self._lost or self.labels
        for _, group in groupby(self.problems, key=lambda p: p.line):
            of_line = list(group)
            if is_spoilt or len(of_line) > 1:
                yield from self._line(of_line)
            else:
                yield of_line[0], None

    def _line(self, problems: list[Problem]) -> Iterator[tuple[Problem, Problem | None]]:
        """The problems of one line; odd letters and lost cells come before what they break."""
        causes: dict[int, Problem] = {}
        roots: dict[str | None, Problem] = {}
        spoiling = next((p for p in problems if p.rule in SPOIL_THE_ROW), None)
        for problem in sorted(problems, key=lambda p: p.rule not in _ODD_LETTERS):
            cause = self._cause(problem)
            if cause is None and problem is not spoiling:
                cause = spoiling or _of_cells(problem, roots)
            # what is wrong with the text of a file follows from nothing
            if cause is None or problem.rule in hygiene.RULES:
                roots.setdefault(problem.column, problem)
            else:
                causes[id(problem)] = cause
        yield from ((problem, causes.get(id(problem))) for problem in problems)

    def _cause(self, problem: Problem) -> Problem | None:
        """What spoils the file so far that this problem follows from it."""
        if self._whole is not None and problem is not self._whole:
            return self._whole
        if self._unclosed and (problem.line or 0) > (self._unclosed.line or 0):
            return self._unclosed
        if self._lost and "\N{REPLACEMENT CHARACTER}" in (problem.value or ""):
            return self._lost
        if self.labels and problem.rule not in _LABELS:
            return self._of_label(_columns(problem))
        return None

    def _of_label(self, columns: Iterable[str]) -> Problem | None:
        return next((label for label in self.labels if label.column in {*columns}), None)

    @property
    def spoiling(self) -> Problem | None:
        """The first problem that spoils anything but its own row."""
        hiding = self._hiding[0] if self._hiding else None
        return self._whole or hiding or self._lost or (self.labels[0] if self.labels else None)

    def hides(self, columns: tuple[str, ...], value: str) -> Problem | None:
        """Why no row of the file has a value in some columns, where the file says why."""
        if self._whole or self._of_label(columns):
            return self._whole or self._of_label(columns)
        if failed := self._failed(columns, value):
            return failed
        return self._hiding[0] if self._hiding and self._holds(columns, value) else None

    def _failed(self, columns: tuple[str, ...], value: str) -> Problem | None:
        """The problem of the cell that should have been the value: it has the next best one."""
        if (columns, value) not in self._near and len(self._near) < _SOUGHT:
            wrong, bare = self._wrong(columns)
            # a key that is wrong in form alone comes before one that is like it
            near = bare.get(_bare(value))
            if near is None and len(wrong) <= _SEARCHED:
                near = did_you_mean(value, wrong)
            self._near[columns, value] = wrong.get(near or "")
        return self._near.get((columns, value))

    def _wrong(self, columns: tuple[str, ...]) -> tuple[dict[str, Problem], dict[str, str]]:
        """The problems of the cells of a key by its value, and its values by their bare letters."""
        if columns not in self._keys:
            pairs = (
                (p.value if len(columns) == 1 else p.key, p)
                for p in self.problems
                if p.column in columns
            )
            wrong = {value: problem for value, problem in pairs if value}
            self._keys[columns] = wrong, {_bare(value): value for value in wrong}
        return self._keys[columns]

    def _holds(self, columns: tuple[str, ...], value: str) -> bool:
        """Whether some line has a key in its columns, though no row has: then it was swallowed."""
        table = self.table
        comma = str(table.dialect.get("delimiter") or ",")
        places = [table.columns.index(name) for name in columns if name in table.columns]
        wanted = value.split("/") if len(places) > 1 else [value]
        with table.path.open("rb") as file:
            text = mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
            for line in _lines_with(wanted[0].encode(table.encoding, "replace"), text):
                cells = line.decode(table.encoding, "replace").split(comma)
                if [cells[place] for place in places if place < len(cells)] == wanted:
                    return True
        return False


def _lines_with(word: bytes, text: mmap.mmap) -> Iterator[bytes]:
    at = text.find(word)
    while at >= 0:
        start, end = text.rfind(b"\n", 0, at) + 1, text.find(b"\n", at)
        end = len(text) if end < 0 else end
        yield text[start:end].rstrip(b"\r")
        at = text.find(word, end)


def _bare(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _of_cells(problem: Problem, roots: Mapping[str | None, Problem]) -> Problem | None:
    """The problem of the same row on a cell that this one looks at."""
    for column in _columns(problem):
        root = roots.get(column)
        if root is not None and (
            problem.rule in _OF_FORM if root.rule in _ODD_LETTERS else root.rule not in _LABELS
        ):
            return root
    return None


def _columns(problem: Problem) -> Iterator[str]:
    """The columns that a problem looks at: its own, and those that its rule reads beside it."""
    if problem.column is not None:
        yield problem.column
        yield from problem.column.split("/")
    yield from _read_beside(problem.rule)


@cache
def _read_beside(rule: str) -> tuple[str, ...]:
    import polars as pl

    found = _ROW_RULES.get(rule)
    if found is None or found.everywhere:
        return ()
    return tuple(name for name in found.holds(pl.col("_")).meta.root_names() if name != "_")
