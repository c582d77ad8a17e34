"""What a browser answers, beside what Python answers."""

from __future__ import annotations

import csv
import json
import math
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pactexit import captions
from pactexit import dataset as datasets
from pactexit.releasing.citation import reference
from pactexit.showing import plain

if TYPE_CHECKING:
    from playwright.sync_api import Page

    from pactexit.answers import Answer

#: Asks through the engine of the site; the rows come as text, since so many values are slow apart.
ASK = """async ([engine, home, given]) => {
    const { query } = await import(engine);
    const question = await (await fetch(new URL("question.json", home))).json();
    const values = question.params.map(({ name, value }) => given[name] ?? value);
    return JSON.stringify(await query(question.sql, values));
}"""


def engine_of(folder: Path, address: str) -> str:
    """Where the engine of a built site is served."""
    (path,) = (folder / "assets").glob("engine-*.js")
    return f"{address}assets/{path.name}"


def texts(params: dict[str, Any]) -> dict[str, Any]:
    """Parameters as JSON has them."""
    return {k: v.isoformat() if isinstance(v, date) else v for k, v in params.items()}


def values(answer: Answer) -> list[list[Any]]:
    """Rows as JSON has them."""
    rows = answer.fetchall()
    return [[v.isoformat() if isinstance(v, date) else v for v in row] for row in rows]


def assert_equal(found: list[list[Any]], expected: list[list[Any]]) -> None:
    assert len(found) == len(expected)
    for row, expected_row in zip(found, expected, strict=True):
        for value, wanted in zip(row, expected_row, strict=True):
            if isinstance(wanted, float):
                assert math.isclose(value, wanted, rel_tol=1e-9, abs_tol=1e-9)
            else:
                assert value == wanted
                assert isinstance(value, bool) == isinstance(wanted, bool)


def assert_same(found: dict[str, Any], expected: Answer) -> None:
    assert [column["name"] for column in found["columns"]] == expected.columns
    assert_equal(found["rows"], values(expected))


def taken(page: Page, label: str) -> str:
    with page.expect_download() as download:
        page.locator(f"#{label}").click()
    return Path(download.value.path()).read_text(encoding="utf-8")


def assert_taken(text_csv: str, text_json: str, answer: Answer) -> None:
    """The files have the rows of an answer, and what is needed to cite them."""
    dataset = datasets.read(Path(__file__).parents[1])
    *head, _ = (line for line in text_csv.splitlines()[:5])
    assert all(line.startswith("# ") for line in head)
    assert head[0].endswith(f"({answer.question.name})")
    assert head[1].endswith(captions.parameters(answer.params) or "as they stand when left out")
    assert dataset.version in head[2]
    assert head[3] == f"# Cite as: {reference(dataset)}"
    names, *rows = csv.reader(text_csv.splitlines(keepends=True)[4:])
    assert names == answer.columns
    expected = [["" if v is None else plain(v) for v in row] for row in answer.fetchall()]
    for row, wanted in zip(rows, expected, strict=True):
        for cell, value in zip(row, wanted, strict=True):
            assert cell == str(value) or float(cell) == value
    whole = json.loads(text_json)
    assert whole["question"] == answer.question.name
    assert whole["parameters"] == texts(dict(answer.params))
    assert (whole["version"], whole["citation"]) == (dataset.version, reference(dataset))
    assert whole["licence"] == dataset.licence
    assert [column["name"] for column in whole["columns"]] == answer.columns
    assert all([*row] == answer.columns for row in whole["rows"])
    assert_equal([[*row.values()] for row in whole["rows"]], values(answer))
