"""The report of a validation, with its forms for programs and for the terminal."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from pactexit.escaping import flat

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactexit.problem import Problem, Severity

#: How many problems of one rule the short forms show.
SHOWN_PER_RULE = 5


@dataclass(frozen=True)
class Selection:
    """The problems that a form shows: what it leaves out it names as numbers.

    `more` counts by rule what the limit cut off, `following` what follows from other problems.
    """

    problems: tuple[Problem, ...]
    more: Mapping[str, int]
    following: int


@dataclass(frozen=True)
class Report:
    """Every problem of a package, in the order of files and lines.

    `rows` is the number of rows per table. Warnings do not make a package invalid. Of each rule in
    each table the first 10,000 problems have their details: `left_out` counts, by rule and
    severity, those after them.
    """

    package: str
    rows: Mapping[str, int]
    problems: tuple[Problem, ...]
    left_out: Mapping[tuple[str, Severity], int] = field(default_factory=dict)

    @property
    def valid(self) -> bool:
        """Whether no problem is an error."""
        return all(problem.severity == "warning" for problem in self.problems)

    @property
    def counts(self) -> dict[str, int]:
        """How many problems each rule found, by its name."""
        counts = Counter(problem.rule for problem in self.problems)
        for (rule, _), number in self.left_out.items():
            counts[rule] += number
        return dict(sorted(counts.items()))

    @property
    def size(self) -> str:
        """What was judged: `9 tables, 266 rows`."""
        rows = sum(self.rows.values())
        return f"{counted(len(self.rows), 'table')}, {counted(rows, 'row')}"

    @property
    def found(self) -> str:
        """What was found: `2 errors, 1 warning`, or the empty text."""
        counts = Counter(problem.severity for problem in self.problems)
        for (_, severity), number in self.left_out.items():
            counts[severity] += number
        numbers = ((counts["error"], "error"), (counts["warning"], "warning"))
        return ", ".join(counted(number, word) for number, word in numbers if number)

    @property
    def verdict(self) -> str:
        """The report in one line."""
        verdict = "valid" if self.valid else "not valid"
        summary = ", ".join(part for part in (self.size, self.found) if part)
        return f"{flat(self.package) or 'package'}: {verdict}: {summary}"

    def selected(self, *, show_all: bool, limit: int = SHOWN_PER_RULE) -> Selection:
        """All problems, or so many of each rule, without those that follow from others."""
        if show_all:
            return Selection(self.problems, {}, 0)
        counts: Counter[str] = Counter()
        problems = []
        for problem in self.problems:
            if not problem.follows:
                counts[problem.rule] += 1
                if counts[problem.rule] <= limit:
                    problems.append(problem)
        more = {rule: number - limit for rule, number in sorted(counts.items()) if number > limit}
        return Selection(tuple(problems), more, len(self.problems) - counts.total())

    def to_json(self) -> dict[str, Any]:
        """The report as JSON types."""
        order = (
            *("table", "path", "line", "row", "column", "key", "rule", "severity"),
            *("value", "message", "fix", "follows"),
        )
        return {
            "valid": self.valid,
            "package": self.package,
            "tables": {name: {"rows": rows} for name, rows in self.rows.items()},
            "problems": [
                {name: getattr(problem, name) for name in order} for problem in self.problems
            ],
            "counts": self.counts,
            "truncated": bool(self.left_out),
        }

    def to_text(self, *, show_all: bool = False) -> str:
        """The report as lines.

        Unless `show_all`, the first few problems of each rule, and those that follow from others
        only as a number.
        """
        shown = self.selected(show_all=show_all)
        lines = [line(problem) for problem in shown.problems]
        lines += [f"{rule}: {count} more; --all shows them." for rule, count in shown.more.items()]
        for (rule, _), count in sorted(self.left_out.items()):
            lines.append(f"{rule}: {count} more are only counted.")
        if shown.following:
            lines.append(f"{shown.following} more follow from these; --all shows them.")
        return "\n".join([*lines, self.verdict]) + "\n"


def said(problem: Problem) -> str:
    """What is wrong: column, value and message on one line."""
    value = f'"{flat(problem.value, 80)}"' if problem.value is not None else ""
    return " ".join(
        part for part in (flat(problem.column or ""), value, flat(problem.message)) if part
    )


def mended(problem: Problem) -> str:
    """How to mend it, and what it follows from, on one line."""
    follows = f" (follows from {flat(problem.follows)})" if problem.follows else ""
    return f"Fix: {flat(problem.fix)}{follows}"


def counted(number: int, noun: str) -> str:
    """A number with its noun: `1 row`, `2 rows`."""
    return f"{number} {noun}" if number == 1 else f"{number} {noun}s"


def line(problem: Problem) -> str:
    """A problem in one line: where it stands, what it is, and how to mend it."""
    level = "warning: " if problem.severity == "warning" else ""
    return f"{flat(problem.place)}: {level}{problem.rule}: {said(problem)}. {mended(problem)}"
