"""Which problems follow from others: whoever mends the first need not look at the second."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from pactexit.validation.spoilt import SPOIL_THE_ROW, File

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pactexit.dataset import ForeignKey, Table
    from pactexit.problem import Problem


@dataclass(frozen=True)
class Suspect:
    """The cell on which a problem may rest: of its own row, or of a row that it speaks of.

    Without a column it is a row that should be there, without a key the table as a whole.
    """

    table: str | None
    key: str | None
    column: str | None


def linked(
    own: Sequence[Problem],
    dependent: Iterable[tuple[Problem, Suspect | None]],
    tables: Mapping[str, Table],
) -> list[Problem]:
    """All problems, each that follows from another with its cause.

    `own` are those of files, cells and keys, in the order of files and lines. A `dependent` one
    looks at its own cell, and at its `Suspect` where it has one. A warning from which an error
    follows is an error too.
    """
    files: dict[str, File] = {}
    found: list[Problem] = []
    for (path, name), group in groupby(own, key=lambda p: (p.path, p.table)):
        table = tables.get(name or "")
        if table is None or path != table.shown_path:
            found += group
        else:
            files[table.name] = File(table, list(group))
            found += (_following(*pair) for pair in files[table.name].linked())
    for place, problem in enumerate(found):
        if problem.rule == "foreign_key" and not problem.follows:
            found[place] = _orphan(problem, tables, files)
    pairs = list(dependent)
    if pairs:
        found += _among_themselves(pairs, _Known(found, tables, files))
    grave = {problem.follows for problem in found if problem.severity == "error"} - {None}
    return [_raised(problem, grave) for problem in found] if grave else found


def _raised(problem: Problem, grave: set[str | None]) -> Problem:
    if problem.severity == "warning" and _id(problem) in grave:
        return replace(problem, severity="error")
    return problem


def _id(problem: Problem) -> str:
    return f"{problem.place}: {problem.rule}"


def _following(problem: Problem, cause: Problem | None) -> Problem:
    """The problem as one that follows, from the first cause where the cause follows itself."""
    return replace(problem, follows=cause.follows or _id(cause)) if cause else problem


def _reference(problem: Problem, tables: Mapping[str, Table]) -> ForeignKey | None:
    """The foreign key that a problem is about."""
    table = tables.get(problem.table or "")
    keys = table.foreign_keys if table else ()
    return next((key for key in keys if "/".join(key.columns) == problem.column), None)


def _orphan(problem: Problem, tables: Mapping[str, Table], files: Mapping[str, File]) -> Problem:
    """A reference to no row, with what is wrong with that row where it is there."""
    reference = _reference(problem, tables)
    parent = files.get(reference.table) if reference else None
    cause = parent.hides(reference.reference, problem.value or "") if parent and reference else None
    if cause is None or cause is problem:
        return problem
    return replace(_following(problem, cause), fix=f"Mend {cause.place}, and look at this again.")


class _Known:
    """The problems of cells, rows and files, by what they spoil."""

    def __init__(
        self, problems: Iterable[Problem], tables: Mapping[str, Table], files: Mapping[str, File]
    ) -> None:
        self._files = files
        self._cells: dict[Suspect, Problem] = {}
        self._rows: dict[tuple[str | None, str | None], Problem] = {}
        for problem in problems:
            if problem.key is not None:
                self._cells.setdefault(_cell(problem), problem)
                table = tables.get(problem.table or "")
                is_of_key = table is not None and problem.column in table.primary_key
                if is_of_key or problem.rule in SPOIL_THE_ROW:
                    self._rows.setdefault((problem.table, problem.key), problem)
            reference = _reference(problem, tables) if problem.rule == "foreign_key" else None
            if reference:
                self._rows.setdefault((reference.table, problem.value), problem)

    def cause(self, problem: Problem, suspect: Suspect | None) -> Problem | None:
        """What spoils the cell of a problem between rows, or the one that it suspects."""
        if problem.row is None and problem.key is not None:
            # a row that is not there: only what hides it can be its cause
            return self._at(Suspect(problem.table, problem.key, None), is_there=False)
        places = [_cell(problem), *([suspect] if suspect else [])]
        return next(filter(None, map(self._at, places)), None)

    def _at(self, place: Suspect, *, is_there: bool = True) -> Problem | None:
        found = self._cells.get(place) or self._rows.get((place.table, place.key))
        found = found if is_there else None
        file = self._files.get(place.table or "")
        if found or file is None:
            return found
        if place.key is not None and place.column is None:
            return file.spoiling or file.hides(file.table.primary_key, place.key)
        return file.spoiling


def _among_themselves(
    pairs: Sequence[tuple[Problem, Suspect | None]], known: _Known
) -> Iterator[Problem]:
    """The problems between rows, each with its cause; the first of several on one cell."""
    causes = [known.cause(problem, suspect) for problem, suspect in pairs]
    first: dict[Suspect, Problem] = {}
    for by_suspect in (False, True):
        for (problem, suspect), cause in zip(pairs, causes, strict=True):
            place = suspect if by_suspect else _cell(problem)
            if cause is None and place and place.column:
                first.setdefault(place, problem)
    roots: dict[int, Problem] = {}
    causing: set[int] = set()
    for (problem, suspect), cause in zip(pairs, causes, strict=True):
        others = [first[place] for place in (_cell(problem), suspect) if place in first]
        # two of one rule are two mistakes, and what others follow from follows from none of them
        other = next((other for other in others if other.rule != problem.rule), None)
        found = cause
        if cause is None and other and id(problem) not in causing:
            found = roots[id(problem)] = roots.get(id(other), other)
            causing.add(id(found))
        yield _following(problem, found)


def _cell(problem: Problem) -> Suspect:
    return Suspect(problem.table, problem.key, problem.column)
