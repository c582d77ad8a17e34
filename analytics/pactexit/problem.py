"""What is wrong, where it stands and how to mend it; and the one-line error of a command."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from difflib import get_close_matches
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from collections.abc import Iterable

Severity = Literal["error", "warning"]


class PactExitError(Exception):
    """The work could not be done: its text is one line that says what, where and how to mend it."""


class DescriptorError(PactExitError):
    """The descriptor (datapackage.json) is missing or cannot be parsed."""


class UnknownNameError(PactExitError):
    """A question, parameter, table, column or identifier that does not exist was named."""


@dataclass(frozen=True)
class Problem:
    """One problem of one file.

    `line` is the physical line in the file, `row` the record counted from 1 without the header;
    both are None where the problem is of the file as a whole. `key` is the primary key of the row,
    joined with `/`. `rule` is a stable identifier. `follows` names the problem that caused this
    one, as `path:line: rule`.
    """

    path: str
    rule: str
    message: str
    fix: str
    table: str | None = None
    line: int | None = None
    row: int | None = None
    column: str | None = None
    key: str | None = None
    severity: Severity = "error"
    value: str | None = None
    follows: str | None = None

    @property
    def place(self) -> str:
        """Where it stands: `tables/agreements.csv:17`, or the path alone."""
        return self.path if self.line is None else f"{self.path}:{self.line}"


class Tally:
    """Counts the problems of each table and rule, and says of which ones the details are kept.

    Where all of a million rows are wrong, nobody reads the last of them, and none is lost count of.
    """

    KEPT = 10_000

    def __init__(self) -> None:
        self._counts: Counter[tuple[str, str, Severity]] = Counter()

    def wants(self, table: str, rule: str, severity: Severity = "error", number: int = 1) -> int:
        """Counts some more problems, and says how many of them are still among the first."""
        before = self._counts[table, rule, severity]
        self._counts[table, rule, severity] += number
        return max(0, min(number, self.KEPT - before))

    @property
    def left_out(self) -> Counter[tuple[str, Severity]]:
        """How many problems of each rule and severity came after the first ones."""
        left: Counter[tuple[str, Severity]] = Counter()
        for (_, rule, severity), number in self._counts.items():
            if number > self.KEPT:
                left[rule, severity] += number - self.KEPT
        return left


#: So many known names fit into a message of one line.
_LISTED = 12
#: Shorter names differ much by one letter, longer ones share much by chance.
_SHORT = 12


def did_you_mean(name: str, known: Iterable[str]) -> str | None:
    """The known name nearest to `name`, or None where none is near."""
    cutoff = 0.6 if len(name) < _SHORT else 0.8
    near = get_close_matches(name, list(known), n=1, cutoff=cutoff)
    return near[0] if near else None


def unknown(what: str, name: str, known: Iterable[str]) -> UnknownNameError:
    """The error for a name that does not exist, with the nearest one that does."""
    names = sorted(known)
    near = did_you_mean(name, names)
    if near is not None:
        hint = f" Did you mean {near}?"
    else:
        hint = f" Known: {', '.join(names)}." if 0 < len(names) <= _LISTED else ""
    return UnknownNameError(f"There is no {what} {name!r}.{hint}")


def need(module: str, extra: str) -> None:
    """Raises `PactExitError` with the pip command where the module of an extra is missing."""
    from importlib.util import find_spec

    if find_spec(module) is None:
        raise PactExitError(f"This needs {module}: pip install 'pactexit[{extra}]'.")
