"""A page for each question: its chart and answer at build time, and what computes them anew."""

from __future__ import annotations

import json
import re
from importlib.resources import files as shipped
from typing import TYPE_CHECKING, Any

from builder import answer_files, browser_database, choices
from builder.families import in_families
from builder.page import File, Page
from builder.pictures import browser_chart, narrow_svg, svg
from builder.record_links import linked_columns
from pactexit.asking import questions
from pactexit.derivations import sql_name
from pactexit.showing import to_json
from pactexit.sqlfile import fill_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record
    from pactexit.answers import Parameter, Question

#: Rows that a page shows; the files beside it have all.
SHOWN = 200
#: Pixels of what is embedded: a table, and what stands below it or the chart.
_TABLE, _BELOW = 480, 90
_MAP = "europe.topojson"


def pages(record: Record) -> Iterator[Page | File]:
    """The list of the questions, each of them with its files, and what browsers ask them of."""
    asked = questions()
    yield Page(
        "questions/",
        "questions.html",
        "Questions",
        "Questions",
        "Each question is one file of SQL, one Python function, one command, one page.",
        {"families": in_families(asked), "first_sentence": first_sentence},
    )
    for question in asked.values():
        yield from _question(record, question)
    yield from choices.files(record, asked.values())
    yield from browser_database.files(record)
    yield File(
        f"{browser_database.HOME}{_MAP}",
        shipped("pactexit.charts").joinpath(_MAP).read_bytes(),
    )


def _question(record: Record, question: Question) -> Iterator[Page | File]:
    home = f"questions/{question.name}/"
    answer = record.ask(question.name)
    rows = answer.fetchall()
    chart = answer.plot() if question.chart and rows else None
    picture = svg(chart, question.name) if chart else ""
    context: dict[str, Any] = {
        "question": question,
        "home": home,
        "answer": answer,
        "rows": rows,
        "shown": SHOWN,
        "choices": {p.name: choices.choices(record, p) for p in question.params},
        "links": linked_columns(record, question),
        "first_sentence": first_sentence,
        "chart": chart,
        "height": _height(picture),
        "alt": f"{question.title}. {question.description}",
    }
    title, (description, _) = question.title, first_sentence(question.description)
    yield Page(
        home, "question.html", "Question", title, description, context, names=(question.name,)
    )
    yield Page(
        f"{home}embed/", "embed.html", "Question", title, description, context, is_listed=False
    )
    yield File(f"{home}question.json", to_json(_for_the_browser(record, question)).encode())
    yield File(f"{home}{question.name}.csv", answer_files.as_csv(record, answer))
    yield File(f"{home}{question.name}.json", answer_files.as_json(record, answer))
    if chart:
        yield File(f"{home}chart.svg", picture.encode())
        yield File(f"{home}chart.json", json.dumps(browser_chart(chart)).encode())
        yield File(f"{home}chart-narrow.svg", narrow_svg(chart).encode())


def _height(picture: str) -> int:
    """Pixels in which a picture stands with the line below it; without one, those of a table."""
    found = re.search(r'<svg[^>]* height="(\d+)', picture)
    return _BELOW + (int(found[1]) if found else _TABLE)


def _for_the_browser(record: Record, question: Question) -> dict[str, Any]:
    """What a browser asks the question with: its parameters by their place, not by their name."""
    places = {parameter.name: f"${i}" for i, parameter in enumerate(question.params, 1)}
    return {
        "described": answer_files.described(question),
        "params": [
            {"name": p.name, "type": p.type, "value": p.default, "known": _known(record, p)}
            for p in question.params
        ],
        "links": linked_columns(record, question),
        "sql": fill_parameters(question.sql, places),
    }


def _known(record: Record, parameter: Parameter) -> str | None:
    """The SELECT that has a row where a value that a reader typed is on record."""
    found = choices.choices(record, parameter)
    if found is None or not found.file:
        return None
    table, _, column = str(parameter.one_of).partition(".")
    return f"select 1 from {sql_name(table)} where {sql_name(column)} = cast($1 as varchar) limit 1"


def first_sentence(text: str) -> tuple[str, str]:
    """The first sentence of a text, and what follows it."""
    first, *others = re.split(r"(?<=[.!?]) +(?=[A-Z])", text, maxsplit=1)
    return first, " ".join(others)
