"""Which problems follow from others: whoever mends the first need not look at the second."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from pactexit.dataset import Table
    from pactexit.problem import Problem

#: Rules whose breach spoils the reading of the whole file.
_SPOIL_THE_FILE = frozenset(
    {
        *("encoding", "source", "scheme", "delimiter", "unclosed_quote", "swallowed_rows"),
        *("incorrect_label", "missing_label", "duplicate_label", "blank_label"),
    }
)


@dataclass(frozen=True)
class Suspect:
    """The cell on which a problem may rest: of its own row, or of a row that it speaks of."""

    table: str | None
    key: str | None
    column: str | None


def linked(
    own: Iterable[Problem],
    dependent: Iterable[tuple[Problem, Suspect | None]],
    tables: Mapping[str, Table],
) -> Iterator[Problem]:
    """All problems; a dependent one names the problem of `own` that spoils what it looks at.

    A dependent problem looks at its own cell, and at its `Suspect` where it has one.
    """
    files: dict[str | None, Problem] = {}
    keys: dict[tuple[str | None, str | None], Problem] = {}
    cells: dict[Suspect, Problem] = {}
    for problem in own:
        yield problem
        if problem.rule in _SPOIL_THE_FILE:
            files.setdefault(problem.table, problem)
        elif problem.key is not None:
            cells.setdefault(Suspect(problem.table, problem.key, problem.column), problem)
            if problem.column in tables[str(problem.table)].primary_key:
                keys.setdefault((problem.table, problem.key), problem)
    for problem, suspect in dependent:
        for place in (Suspect(problem.table, problem.key, problem.column), suspect):
            cause = place and (
                cells.get(place) or keys.get((place.table, place.key)) or files.get(place.table)
            )
            if cause:
                yield replace(problem, follows=f"{cause.place}: {cause.rule}")
                break
        else:
            yield problem
