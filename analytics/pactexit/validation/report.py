"""The report of a validation, and its forms for people and programs."""

from __future__ import annotations

from collections import Counter
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactexit.problem import Problem

#: How many problems of one rule the text form shows.
SHOWN_PER_RULE = 5


@dataclass(frozen=True)
class Report:
    """Every problem of a package, in the order of files and lines.

    `rows` is the number of rows per table. Warnings do not make a package invalid.
    """

    package: str
    rows: Mapping[str, int]
    problems: tuple[Problem, ...]

    @property
    def valid(self) -> bool:
        """Whether no problem is an error."""
        return all(problem.severity == "warning" for problem in self.problems)

    @property
    def counts(self) -> dict[str, int]:
        """How many problems each rule found, by its name."""
        return dict(sorted(Counter(problem.rule for problem in self.problems).items()))

    def to_json(self) -> dict[str, Any]:
        """The report as JSON types, complete."""
        order = (
            *("table", "path", "line", "row", "column", "key", "rule", "severity"),
            *("value", "message", "fix", "follows"),
        )
        return {
            "valid": self.valid,
            "package": self.package,
            "tables": {name: {"rows": rows} for name, rows in self.rows.items()},
            "problems": [
                {name: asdict(problem)[name] for name in order} for problem in self.problems
            ],
            "counts": self.counts,
            "truncated": False,
        }

    def to_text(self, *, show_all: bool = False) -> str:
        """The report as lines.

        Unless `show_all`, the first few problems of each rule, and those that follow from others
        only as a number.
        """
        lines = []
        counts: Counter[str] = Counter()
        following = 0
        for problem in self.problems:
            if problem.follows and not show_all:
                following += 1
                continue
            counts[problem.rule] += 1
            if show_all or counts[problem.rule] <= SHOWN_PER_RULE:
                lines.append(_line(problem))
        for rule, count in sorted(counts.items()):
            if count > SHOWN_PER_RULE and not show_all:
                lines.append(f"{rule}: {count - SHOWN_PER_RULE} more; --all shows them.")
        if following:
            lines.append(f"{following} more follow from these; --all shows them.")
        return "\n".join([*lines, self._verdict()]) + "\n"

    def _verdict(self) -> str:
        total = f"{len(self.rows)} tables, {sum(self.rows.values())} rows"
        errors = sum(problem.severity == "error" for problem in self.problems)
        warnings = len(self.problems) - errors
        found = [
            f"{number} {word}{'s' if number > 1 else ''}"
            for number, word in ((errors, "error"), (warnings, "warning"))
            if number
        ]
        verdict = "valid" if self.valid else "not valid"
        return f"{self.package or 'package'}: {verdict}: {', '.join([total, *found])}"


def _line(problem: Problem) -> str:
    level = "warning: " if problem.severity == "warning" else ""
    shown = [problem.column, f'"{_short(problem.value)}"' if problem.value is not None else None]
    subject = " ".join(part for part in shown if part)
    message = f"{subject} {problem.message}" if subject else problem.message
    follows = f" (follows from {problem.follows})" if problem.follows else ""
    return f"{problem.place}: {level}{problem.rule}: {message}. Fix: {problem.fix}{follows}"


def _short(value: str, limit: int = 80) -> str:
    flat = "".join(c if c.isprintable() else c.encode("unicode_escape").decode() for c in value)
    return flat if len(flat) <= limit else flat[:limit] + "…"
