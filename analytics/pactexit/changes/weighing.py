"""How far the version has to move for what changed: wording, more of it, or less of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactexit.changes.semver import Step
from pactexit.dataset import NAME

if TYPE_CHECKING:
    from collections.abc import Iterable

    from pactexit.changes.difference import Change, Difference
    from pactexit.dataset import Dataset

Place = tuple[str, ...]

#: What says how a column or a table is to be read, but not what is in it.
_WORDING = {"title", "description", "example", "rdfType", "homepage", "sources", "licenses"}
_CLAIM = ("table_name", "record_id", "field", "source_id")


def step(found: Difference, new: Dataset) -> tuple[Step, str]:
    """The part of the version that has to move, and the first change that asks for it."""
    corrected = read_again(found.changes) if new.name == NAME else set()
    steps = [
        (Step.PATCH if place(change) in corrected else _step(change), change)
        for change in found.changes
    ]
    most = max((step for step, _ in steps), default=Step.NONE)
    return most, next((change.sentence for step, change in steps if step is most), "")


def _step(change: Change) -> Step:
    if change.kind == "added":
        return Step.MINOR
    if change.kind == "withdrawn":
        return Step.MAJOR
    if change.of == "cell":
        return Step.PATCH
    if change.of == "package":
        return {"version": Step.NONE, "name": Step.MAJOR}.get(str(change.attribute), Step.PATCH)
    return _of_schema(change)


def _of_schema(change: Change) -> Step:
    if change.attribute in {"name", "path", "type", "primaryKey"} or _values_went(change):
        return Step.MAJOR
    return Step.PATCH if change.attribute in {*_WORDING, "content"} else Step.MINOR


def _values_went(change: Change) -> bool:
    """Whether a value is no longer allowed that was."""
    if change.attribute != "constraints.enum":
        return False
    was, now = (value if isinstance(value, list) else [] for value in (change.before, change.after))
    # where the list went, every value is allowed
    return change.after is not None and any(value not in now for value in was)


def read_again(changes: Iterable[Change]) -> set[Place]:
    """The claims of which the value was corrected: source, row and field are those of a new one.

    The value is part of the key of a claim, so that one that was misread goes and another comes.
    """
    claims = [change for change in changes if (change.of, change.table) == ("row", "claims")]
    come = {place(change) for change in claims if change.kind == "added"}
    return {place(change) for change in claims if change.kind == "withdrawn"} & come


def place(change: Change) -> Place:
    """Of what a claim speaks, and its source; nothing for any other change."""
    if (change.of, change.table) != ("row", "claims"):
        return ()
    cells = change.after or change.before
    return tuple(cells.get(column, "") for column in _CLAIM)
