"""The playground: SQL of the reader's own over the tables, views and questions, in the browser."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING, Any

from builder.browser_database import HOME
from builder.families import in_families
from builder.page import File, Page
from builder.pictures import browser_chart
from builder.sections.questions import SHOWN, first_sentence
from pactexit.asking import questions
from pactexit.charts import Chart
from pactexit.derivations import views
from pactexit.sandbox import closed

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record

_ROOT = Path(__file__).resolve().parents[3]
_DOCUMENTS = ("README.md", "docs/recipes.md")
_EXAMPLE = re.compile(r'^(?:\$ )?pactexit sql "(?P<sql>[^"]+)"$', re.MULTILINE)
#: Charts of a result, by what its first column of text holds: `label` against `number`.
_NUMBER = {"field": "number", "type": "quantitative", "title": "{number}"}
_CHARTS: dict[str, dict[str, Any]] = {
    "text": {
        "mark": "bar",
        "height": {"step": 16},
        "encoding": {
            "y": {"field": "label", "type": "nominal", "title": None, "sort": None},
            "x": _NUMBER,
        },
    },
    "year": {
        "mark": "bar",
        "encoding": {
            "x": {"field": "label", "type": "ordinal", "title": "{label}"},
            "y": _NUMBER,
        },
    },
    "day": {
        "mark": {"type": "line", "point": True},
        "encoding": {
            "x": {
                "field": "label",
                "type": "temporal",
                "scale": {"type": "utc"},
                "title": "{label}",
            },
            "y": _NUMBER,
        },
    },
}


def pages(record: Record) -> Iterator[Page | File]:
    """The playground, the questions as table functions of SQL, and the charts of results."""
    yield Page(
        "playground/",
        "playground.html",
        "Playground",
        "Playground",
        "SQL over the tables, the views and the questions, computed in your own browser.",
        {
            "examples": examples(),
            "relations": _relations(record),
            "families": in_families(questions()),
            "shown": SHOWN,
            "first_sentence": first_sentence,
        },
    )
    for asked in questions().values():
        macros = [*closed.macros(record.database, asked)]
        yield _json(f"{HOME}functions/{asked.name}.json", macros)
    yield _json("playground/charts.json", {name: _chart(part) for name, part in _CHARTS.items()})


def examples() -> list[str]:
    """The statements that the documents run with `pactexit sql`."""
    texts = ((_ROOT / name).read_text(encoding="utf-8") for name in _DOCUMENTS)
    return [_in_lines(found["sql"]) for text in texts for found in _EXAMPLE.finditer(text)]


def _in_lines(sql: str) -> str:
    """The statement with a line for each of its clauses."""
    return re.sub(r" (?=(?:from|where|group by|order by|limit) )", "\n", sql)


def _relations(record: Record) -> dict[str, list[dict[str, Any]]]:
    """Tables and views, each with its columns: name, type, and what the schema says of it."""
    columns: dict[str, list[dict[str, str]]] = {}
    rows = record.select(
        "select table_name, column_name, data_type from duckdb_columns() where not internal "
        "order by table_name, column_index"
    )
    for table, column, kind in rows:
        known = record.dataset.tables.get(table)
        fields = known.fields if known else ()
        said = next((field.description for field in fields if field.name == column), "")
        columns.setdefault(table, []).append({"name": column, "type": kind, "said": said})
    described = {name: view.header["description"] for name, view in views().items()}
    described |= {table.name: table.description for table in record.dataset.tables.values()}
    found = [
        {"name": name, "said": described[name], "columns": columns[name]}
        for name in [*record.dataset.tables, *sorted(columns.keys() - record.dataset.tables.keys())]
        if name in described and name in columns
    ]
    number = len(record.dataset.tables)
    return {"Tables": found[:number], "Views": found[number:]}


def _chart(template: dict[str, Any]) -> dict[str, Any]:
    return browser_chart(Chart("", "", "", "", template, []))


def _json(path: str, value: object) -> File:
    return File(path, json.dumps(value, ensure_ascii=False).encode())
