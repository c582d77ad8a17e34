"""A page for each question: its chart and answer at build time, and what computes them anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.page import File, Page
from builder.pictures import svg
from pactexit.asking import questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record
    from pactexit.answers import Question


def pages(record: Record) -> Iterator[Page | File]:
    """The list of the questions, and each of them with its files."""
    asked = [*questions().values()]
    description = "Each question is one file of SQL, one Python function, one command, one page."
    yield Page(
        "questions/", "questions.html", "Questions", "Questions", description, {"questions": asked}
    )
    for question in asked:
        yield from _question(record, question)


def _question(record: Record, question: Question) -> Iterator[Page | File]:
    home = f"questions/{question.name}/"
    answer = record.ask(question.name)
    chart = answer.plot() if question.chart else None
    yield Page(
        home,
        "question.html",
        "Question",
        question.title,
        question.description,
        {
            "question": question,
            "answer": answer,
            "chart": chart and f"{home}chart.svg",
            "alt": chart and chart.spec["description"],
        },
    )
    if chart:
        yield File(f"{home}chart.svg", svg(chart, question.name).encode())
