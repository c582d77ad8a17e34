"""The rows of an answer as files to download, each with what is needed to cite them."""

from __future__ import annotations

import csv
import io
import json
from typing import TYPE_CHECKING, Any

from pactexit import captions
from pactexit.showing import plain

if TYPE_CHECKING:
    from builder.record import Record
    from pactexit.answers import Answer, Question


def as_csv(record: Record, answer: Answer) -> bytes:
    """The rows below lines that begin with #: question, parameters, source and citation."""
    asked = answer.question
    said = captions.parameters(answer.params) or "as they stand when left out"
    head = (
        f"{asked.title} ({asked.name})",
        f"Parameters: {said}",
        f"Source: {captions.source(record.select, answer.params.get('as_of'))}",
        f"Cite as: {record.citation}",
    )
    text = io.StringIO()
    text.writelines(f"# {' '.join(line.split())}\n" for line in head)
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(answer.columns)
    writer.writerows([plain(value) for value in row] for row in answer.fetchall())
    return text.getvalue().encode()


def as_json(record: Record, answer: Answer) -> bytes:
    """One object: what is asked with what, version and citation, the columns, a line a row."""
    head = json.dumps(
        described(answer.question)
        | {"parameters": dict(answer.params)}
        | about(record)
        | {"rows": []},
        ensure_ascii=False,
        indent=2,
        default=plain,
    )
    rows = (
        json.dumps(row, ensure_ascii=False, default=plain, separators=(",", ":")) for row in answer
    )
    return (head.removesuffix("[]\n}") + "[\n" + ",\n".join(rows) + "\n]\n}\n").encode()


def described(question: Question) -> dict[str, Any]:
    """What a question is, and what its columns mean."""
    return {
        "question": question.name,
        "title": question.title,
        "description": question.description,
        "method": question.method,
        "columns": question.as_json()["returns"],
    }


def about(record: Record) -> dict[str, Any]:
    """Which version of the dataset is asked, and how to cite it."""
    dataset = record.dataset
    return {
        "version": dataset.version,
        "created": dataset.created,
        "licence": dataset.licence,
        "citation": record.citation,
    }
