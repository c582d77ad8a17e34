"""Whatever stands in a cell, questions are answered with it in the browser, and show it as text."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page, expect

from answers_in_browser import ASK, assert_equal, engine_of, taken, values
from browsing import served, watched
from builder.sections import playground
from builder.sections import questions as question_pages
from pactexit.asking import ask, questions
from pactexit.database import connect
from spoiling import write_site

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

    from pactexit.answers import Answer


@pytest.fixture(scope="module")
def site(spoilt: Path, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("spoilt") / "site"
    return write_site(spoilt, folder, built, (question_pages, playground))


@pytest.fixture(scope="module")
def home(site: Path) -> Iterator[str]:
    with served(site) as address:
        yield address


@pytest.fixture(scope="module")
def tab(browser: Browser, home: str) -> Iterator[Page]:
    with watched(browser, home, viewport={"width": 320, "height": 700}) as page:
        yield page


@pytest.fixture(scope="module")
def con(spoilt: Path) -> Iterator[DuckDBPyConnection]:
    with connect(spoilt) as con:
        yield con


def as_read(answer: Answer) -> list[list[Any]]:
    """Rows as the browser reads them, which takes a byte order mark for none of the text."""
    return [
        [value.removeprefix("\ufeff") if isinstance(value, str) else value for value in row]
        for row in values(answer)
    ]


def test_every_question_is_answered(
    tab: Page, site: Path, home: str, con: DuckDBPyConnection
) -> None:
    tab.goto(f"{home}questions/")
    for name in questions():
        found = tab.evaluate(ASK, [engine_of(site, home), f"{home}questions/{name}/", {}])
        assert_equal(json.loads(found)["rows"], as_read(ask(name, con)))


@pytest.mark.parametrize("name", ["claims_on_a_cell", "orders_overview", "timeline_of_steps"])
def test_no_cell_runs_or_breaks_the_page(
    tab: Page, home: str, con: DuckDBPyConnection, name: str
) -> None:
    tab.goto(f"{home}questions/{name}/")
    elements = "() => [...document.querySelectorAll('#rows *')].map((each) => each.localName)"
    before = tab.evaluate(elements)
    tab.get_by_role("button", name="Run in the browser").click()
    expect(tab.locator("#told")).to_contain_text("Computed", timeout=30_000)
    after = tab.evaluate(elements)
    assert {*before, *after} <= {"caption", "thead", "tbody", "tr", "th", "td", "i", "a"}
    assert before == after
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
    assert tab.evaluate("window.ran") is None
    answer = ask(name, con)
    rows = json.loads(taken(tab, "json"))["rows"]
    assert_equal([[*row.values()] for row in rows], as_read(answer))


def test_the_playground_shows_cells_as_text(tab: Page, home: str, con: DuckDBPyConnection) -> None:
    sql = "select distinct note, 1 as n from agreements where note is not null order by note"
    tab.goto(f"{home}playground/")
    tab.locator("#sql").fill(sql)
    tab.get_by_role("button", name="Run", exact=True).click()
    expect(tab.locator("#told")).to_contain_text("Computed", timeout=30_000)
    cells = tab.locator("#rows tbody td:first-child").evaluate_all(
        "cells => cells.map((cell) => cell.textContent)"
    )
    assert cells == [note for note, _ in con.execute(sql).fetchall()]
    assert tab.locator("#rows td *").count() == 0
    assert tab.evaluate("window.ran") is None
    assert tab.evaluate("document.documentElement.scrollWidth") == 320
