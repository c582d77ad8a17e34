"""What the browser computes, and what can be taken from a page, is what Python answers."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import Browser, Page

from answers_in_browser import ASK, assert_same, assert_taken, engine_of, texts
from browsing import watched
from builder import browser_database
from builder.record import Record
from pactexit import dataset as datasets
from pactexit.asking import ask, questions
from pactexit.database import connect
from unlike_defaults import other_parameters

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from duckdb import DuckDBPyConnection

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def con() -> Iterator[DuckDBPyConnection]:
    with connect(ROOT) as con:
        yield con


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """A tab that keeps the engine from test to test."""
    with watched(browser, address) as page:
        page.goto(f"{address}questions/")
        yield page


@pytest.fixture(scope="module")
def asked_in(tab: Page, built: Path, address: str) -> Callable[..., dict[str, Any]]:
    """Asks a question in the browser."""

    def asked(name: str, **given: Any) -> dict[str, Any]:
        places = [engine_of(built, address), f"{address}questions/{name}/"]
        found: dict[str, Any] = json.loads(tab.evaluate(ASK, [*places, texts(given)]))
        return found

    return asked


@pytest.mark.parametrize("name", questions())
def test_the_browser_answers_as_python_does(
    asked_in: Callable[..., dict[str, Any]], con: DuckDBPyConnection, name: str
) -> None:
    assert_same(asked_in(name), ask(name, con))


@pytest.mark.parametrize("name", [name for name, asked in questions().items() if asked.params])
def test_the_browser_answers_with_parameters_as_python_does(
    asked_in: Callable[..., dict[str, Any]], con: DuckDBPyConnection, name: str
) -> None:
    given = other_parameters(questions()[name], con)
    assert_same(asked_in(name, **given), ask(name, con, **given))


@pytest.mark.parametrize("name", questions())
def test_the_files_of_a_page_have_all_rows(built: Path, con: DuckDBPyConnection, name: str) -> None:
    home = built / "questions" / name
    text_csv, text_json = (
        (home / f"{name}.{kind}").read_text(encoding="utf-8") for kind in ("csv", "json")
    )
    assert_taken(text_csv, text_json, ask(name, con))


def test_the_files_of_the_database_are_the_same_at_every_build() -> None:
    made = [
        [(file.path, file.data) for file in browser_database.files(Record(datasets.read(ROOT)))]
        for _ in range(2)
    ]
    assert made[0] == made[1]
