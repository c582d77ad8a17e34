"""The forms of a report for a pull request, for GitHub's annotations and for a browser."""

from __future__ import annotations

import html as markup
import os
import re
from collections import defaultdict
from importlib.resources import files
from itertools import accumulate, chain
from pathlib import Path
from string import Template
from typing import TYPE_CHECKING

from pactexit import escaping
from pactexit.escaping import flat
from pactexit.validation.report import counted, mended, said

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from pactexit.problem import Problem
    from pactexit.validation.report import Report

#: GitHub takes a comment of 65,536 characters; what stands around the report needs some too.
LONGEST_COMMENT = 60_000
#: How many problems of one rule, and how many that follow from one problem, the page shows.
SHOWN_ON_A_PAGE = 100

_QUOTED = re.compile(r"`([^`]+)`")
_PUNCTUATION = re.compile(r"[^\w\s]|_")


def markdown(report: Report, *, show_all: bool = False) -> str:
    """The report as GitHub's Markdown: the verdict, then a table for each file.

    It fits into one comment: what has no room is left out, and said to be.
    """
    shown = report.selected(show_all=show_all)
    notes = [f"{number} more of `{rule}`" for rule, number in shown.more.items()]
    if shown.following:
        notes.append(f"{shown.following} more that follow from these")
    head = [f"**{_plain(report.verdict)}**", ""]
    # with their numbers the notes are shorter than any row that they speak of
    room = LONGEST_COMMENT - len("\n".join([*head, *notes])) - 500
    rows = list(_rows(shown.problems))
    lengths = accumulate(sum(len(line) + 1 for line in lines) for lines in rows)
    fitting = sum(length <= room for length in lengths)
    left_out = len(rows) - fitting
    lines = [*head, *chain.from_iterable(rows[:fitting])]
    if fitting:
        lines.append("")
    if left_out:
        notes.append(f"{counted(left_out, 'problem')} for which a comment on GitHub has no room")
    if notes:
        every = "--format html --output report.html --all" if left_out else "--all"
        lines += [f"Not shown: {'; '.join(notes)}. `pactexit validate {every}` shows them.", ""]
    return "\n".join(lines)


def _rows(problems: Sequence[Problem]) -> Iterator[list[str]]:
    """The lines of each problem: the row of a table, the first with the head of the table."""
    for place, (path, of_file) in enumerate(_by_file(problems)):
        head = [
            *([""] if place else []),
            f"### {_code(path)}",
            "",
            "| line | rule | what is wrong | how to mend it |",
            "| ---: | --- | --- | --- |",
        ]
        for p in of_file:
            level = "warning: " if p.severity == "warning" else ""
            cells = (
                str(p.line or ""),
                f"{level}`{p.rule}`",
                _subject(p) + _plain(flat(p.message)),
                _plain(mended(p).removeprefix("Fix: ")),
            )
            yield [*head, f"| {' | '.join(cells)} |"]
            head = []


def github(report: Report, folder: Path, *, show_all: bool = False) -> str:
    """The report as workflow commands of GitHub Actions, one annotation a problem.

    `folder` holds the descriptor. Paths are relative to the current folder, which in a workflow
    is the checkout; a file that is not there is named in the text alone.
    """
    shown = report.selected(show_all=show_all)
    lines = [_annotation(problem, folder) for problem in shown.problems]
    notes = [f"{rule}: {number} more; --all shows them." for rule, number in shown.more.items()]
    if shown.following:
        notes.append(f"{shown.following} more follow from these; --all shows them.")
    # each line is a command: in a plain one a value could pose as a command
    lines += [f"::notice title=pactexit::{_data(note)}" for note in (*notes, report.verdict)]
    return "\n".join(lines) + "\n"


def html(report: Report, *, show_all: bool = False) -> str:
    """The report as one page that needs nothing else: no script, no request, every value escaped.

    What follows from a problem is folded under it.
    """
    limit = len(report.problems) if show_all else SHOWN_ON_A_PAGE
    shown = report.selected(show_all=False, limit=limit)
    places = {f"{p.place}: {p.rule}" for p in shown.problems}
    following = defaultdict(list)
    for problem in report.problems:
        if problem.follows in places:
            following[problem.follows].append(problem)
    groups = list(_by_file(shown.problems))
    # a cause that is itself left out takes with it what follows from it
    left_out = shown.following - sum(map(len, following.values()))
    notes = [f"{number} more of the rule {rule}." for rule, number in shown.more.items()]
    if left_out:
        notes.append(f"{left_out} more that follow from these.")
    body = [
        *_contents(groups),
        *(line for path, problems in groups for line in _section(path, problems, following, limit)),
        *(f'<p class="note">Not shown: {_prose(note)}</p>' for note in notes),
    ]
    return _template().substitute(
        name=markup.escape(flat(report.package)) or "data package",
        state="valid" if report.valid else "invalid",
        verdict=_headline(report),
        lead=_lead(report, len(report.problems) - shown.following, shown.following),
        body="\n".join(body),
    )


def _by_file(problems: Sequence[Problem]) -> Iterator[tuple[str, list[Problem]]]:
    """The problems of each file, in the order in which the files first come."""
    files_ = defaultdict(list)
    for problem in problems:
        files_[problem.path].append(problem)
    yield from files_.items()


def _subject(problem: Problem) -> str:
    """Column and value, as markup that both Markdown and a browser read."""
    parts = (problem.column, None if problem.value is None else f'"{flat(problem.value, 80)}"')
    return "".join(f"{_code(part)} " for part in parts if part)


def _code(text: str) -> str:
    # inside <code> GitHub makes no links and calls nobody; entities are never Markdown
    return f"<code>{_PUNCTUATION.sub(_entity, flat(text))}</code>"


def _plain(text: str) -> str:
    """Words for Markdown; what stands between backticks is code."""
    parts = _QUOTED.split(text)
    parts[::2] = map(escaping.markdown, parts[::2])
    parts[1::2] = [_code(part) for part in parts[1::2]]
    return "".join(parts)


def _entity(sign: re.Match[str]) -> str:
    return f"&#{ord(sign.group())};"


def _annotation(problem: Problem, folder: Path) -> str:
    path = folder / problem.path
    properties = {"title": problem.rule}
    text = f"{said(problem)}. {mended(problem)}"
    if path.is_file():
        place = Path(os.path.relpath(path))
        # a file outside the current folder keeps its full path, which the runner understands
        file = path.resolve() if ".." in place.parts else place
        line = {} if problem.line is None else {"line": str(problem.line)}
        properties = {"file": file.as_posix()} | line | properties
    else:
        text = f"{flat(problem.path)}: {text}"
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    return f"::{problem.severity} {listed}::{_data(text)}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def _template() -> Template:
    text = files("pactexit.validation").joinpath("report.html").read_text(encoding="utf-8")
    return Template(text)


def _headline(report: Report) -> str:
    if report.valid:
        return "Valid" + (f", with {report.found}" if report.found else "")
    return f"Not valid: {report.found}"


def _lead(report: Report, causes: int, following: int) -> str:
    parts = [f"Checked: {report.size}."]
    if following:
        parts.append(
            f"Begin with {counted(causes, 'problem')}; {following} more follow from these, and are "
            "likely to go away with them."
        )
    if report.problems and report.valid:
        parts.append("Warnings do not make the data invalid.")
    if not report.problems:
        parts.append("There is nothing to mend.")
    return " ".join(parts)


def _contents(groups: Sequence[tuple[str, list[Problem]]]) -> Iterator[str]:
    if len(groups) > 1:
        yield '<nav aria-label="Files"><ul>'
        for path, problems in groups:
            link = f'<a href="#{_anchor(path)}">{markup.escape(flat(path))}</a>'
            yield f"<li>{link} {len(problems)}</li>"
        yield "</ul></nav>"


def _section(
    path: str,
    problems: Iterable[Problem],
    following: Mapping[str, list[Problem]],
    limit: int,
) -> Iterator[str]:
    yield f'<section id="{_anchor(path)}"><h2>{markup.escape(flat(path))}</h2><ol>'
    told: set[str] = set()
    for problem in problems:
        cause = f"{problem.place}: {problem.rule}"
        # two problems of one place and rule are one cause
        after = [] if cause in told else following.get(cause, [])
        told.add(cause)
        yield from _item(problem, after, limit)
    yield "</ol></section>"


def _item(problem: Problem, after: Sequence[Problem], limit: int) -> Iterator[str]:
    where = "The file as a whole" if problem.line is None else f"Line {problem.line}"
    row = f" · row {_tag(problem.key)}" if problem.key else ""
    yield f'<li class="{problem.severity}"><p class="place"><b>{where}</b>{row}</p>'
    yield f"<p>{_wrong(problem)}</p>"
    yield f"<p><b>How to mend it:</b> {_prose(flat(problem.fix))}</p>"
    level = "Warning: rule" if problem.severity == "warning" else "Rule"
    yield f'<p class="rule">{level} {_tag(problem.rule)}</p>'
    if after:
        verb = "follows" if len(after) == 1 else "follow"
        yield f"<details><summary>{len(after)} more {verb} from this</summary><ul>"
        for p in after[:limit]:
            yield f"<li>{markup.escape(flat(p.place))}: {_wrong(p)} ({_tag(p.rule)})</li>"
        if len(after) > limit:
            yield f"<li>and {len(after) - limit} more</li>"
        yield "</ul></details>"
    yield "</li>"


def _wrong(problem: Problem) -> str:
    column = f"{_tag(problem.column)}: " if problem.column else ""
    value = f"<q>{markup.escape(flat(problem.value, 80))}</q> " if problem.value is not None else ""
    return f"{column}{value}{_prose(flat(problem.message))}."


def _tag(text: str) -> str:
    return f"<code>{markup.escape(flat(text))}</code>"


def _prose(text: str) -> str:
    # what is escaped stays escaped: backticks only add a tag around it
    return _QUOTED.sub(r"<code>\1</code>", markup.escape(text))


def _anchor(path: str) -> str:
    return "".join(c if c.isascii() and c.isalnum() else f"_{ord(c):x}" for c in path)
