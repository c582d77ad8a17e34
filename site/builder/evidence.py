"""What the sources say of a row, field by field, the endorsed value first."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

Row = dict[str, Any]

#: As the view claim_standings has them, from what a reader needs first.
STANDINGS = ("supports", "compatible", "differs", "unendorsed")
CONFLICTS = STANDINGS[2:]


@dataclass(frozen=True)
class Said:
    """One value that sources claim, how it stands to the value on record, and the claims."""

    standing: str
    value: str
    claims: tuple[Row, ...]

    @property
    def is_conflict(self) -> bool:
        """Whether it speaks against the record."""
        return self.standing in CONFLICTS

    @property
    def reasons(self) -> list[tuple[str, list[Row]]]:
        """Why it is not endorsed, each reason once with the claims that have it."""
        found: dict[str, list[Row]] = {}
        for claim in self.claims:
            found.setdefault(claim["note"] or "", []).append(claim)
        return [*found.items()]


@dataclass(frozen=True)
class Cell:
    """One field of one row: the value on record, or None, and everything that is said of it."""

    field: str
    value: str | None
    said: tuple[Said, ...]

    @property
    def claims(self) -> int:
        """How many claims speak of it."""
        return sum(len(said.claims) for said in self.said)

    @property
    def conflicts(self) -> int:
        """How many of them speak against the record."""
        return sum(len(said.claims) for said in self.said if said.is_conflict)


def cells(claims: Iterable[Row], columns: Sequence[str]) -> list[Cell]:
    """The claims on one row by field, the row as a whole first, then in the order of columns."""
    places = {name: place for place, name in enumerate(["*", *columns])}
    last = len(places)

    def order(claim: Row) -> tuple[int, str, int, str]:
        field, value = claim["field"], claim["claimed_value"]
        return places.get(field, last), field, STANDINGS.index(claim["standing"]), value

    found = []
    for field, of_field in groupby(sorted(claims, key=order), key=lambda claim: claim["field"]):
        listed = [*of_field]
        said = tuple(
            Said(standing, value, tuple(group))
            for (standing, value), group in groupby(
                listed, key=lambda claim: (claim["standing"], claim["claimed_value"])
            )
        )
        found.append(Cell(field, listed[0]["endorsed_value"], said))
    return found
