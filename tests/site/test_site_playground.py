"""The playground: SQL of a reader's own, answered as `pactexit sql` answers it."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from browsing import watched
from builder.sections.playground import examples
from builder.sections.questions import SHOWN
from pactexit import dataset as datasets
from pactexit.asking import questions
from pactexit.releasing.citation import reference
from pactexit.sandbox import closed
from pactexit.showing import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

ROOT = Path(__file__).resolve().parents[2]
COUNTED = "select stage, count(*) as steps from events group by stage order by stage"


@pytest.fixture(scope="module")
def con() -> Iterator[DuckDBPyConnection]:
    with closed.connect(ROOT) as con:
        yield con


@pytest.fixture(scope="module")
def tab(browser: Browser, address: str) -> Iterator[Page]:
    """A playground that keeps its engine from test to test."""
    with watched(browser, address) as page:
        page.goto(f"{address}playground/")
        yield page


def told(page: Page) -> str:
    """What is said when the run that was started is done."""
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_enabled(timeout=30_000)
    return page.locator("#told").inner_text()


def run(page: Page, sql: str) -> str:
    page.locator("#sql").fill(sql)
    page.get_by_role("button", name="Run", exact=True).click()
    return told(page)


def shown(page: Page) -> list[list[str]]:
    """The names of the columns, and the cells."""
    found: list[list[str]] = page.locator("#rows").evaluate(
        "table => [...table.rows].map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    return found


def expected(con: DuckDBPyConnection, sql: str) -> list[list[str]]:
    columns, _, rows = closed.select(con, sql)
    return [columns, *([as_text(value) for value in row] for row in rows[:SHOWN])]


def as_text(value: Any) -> str:
    return "NULL" if value is None else str(plain(value))


@pytest.mark.parametrize(
    "sql",
    [
        *(f"from ({sql}) order by all" for sql in examples()),
        COUNTED,
        "select * from claims order by all;",
        "select is_certain, days_after_min from exits_around_a_date() order by all",
        "select null as a, true as b, date '2025-12-19' as c, '' as d, 9007199254740993 as e",
        "select '<b>a</b>' as \"<i>\", '\u202e&amp;' as b",
        "select [1, 2] as a, {'b': 1} as b, time '12:30' as c",
    ],
)
def test_a_statement_is_answered_as_on_the_command_line(
    tab: Page, con: DuckDBPyConnection, sql: str
) -> None:
    assert "Computed in" in run(tab, sql)
    assert shown(tab) == expected(con, sql)


@pytest.mark.parametrize("name", questions())
def test_every_question_is_a_table_function(tab: Page, con: DuckDBPyConnection, name: str) -> None:
    sql = f"select count(*) as rows from {name}()"
    run(tab, sql)
    assert shown(tab) == expected(con, sql)


@pytest.mark.parametrize(
    ("sql", "line"),
    [
        ("", "Write a SELECT first."),
        ("selec 1", 'syntax error at or near "selec"'),
        ("select nothing from agreements", 'Referenced column "nothing" not found'),
        ("select * from agreement", 'Did you mean "agreements"?'),
        ("select * from exits_by_partner(subject := 'fish')", "there is no subject fish."),
        ("select * from read_csv('https://example.org/x.csv')", "disabled by configuration"),
        ("select * from 'data/claims.csv'", "disabled by configuration"),
        ("load httpfs", "disabled through configuration"),
        ("set enable_external_access = true", "the configuration has been locked"),
    ],
)
def test_what_cannot_be_done_is_told_in_one_line(tab: Page, sql: str, line: str) -> None:
    said = run(tab, sql)
    assert line in said
    assert "\n" not in said
    expect(tab.locator("#told")).to_have_class("error")
    # and the next statement is answered
    run(tab, "select 1 as one")
    assert shown(tab) == [["one"], ["1"]]


def test_a_long_result_is_cut(tab: Page) -> None:
    said = run(tab, "select a.value from claims as a cross join claims as b")
    assert said.startswith(f"100,000 rows; the first {SHOWN} are shown. There are more")
    assert len(shown(tab)) == SHOWN + 1


def test_what_runs_too_long_is_stopped(tab: Page) -> None:
    tab.locator("#sql").fill(
        "select count(*) from claims a, claims b, claims c where a.value || b.value < c.value"
    )
    tab.get_by_role("button", name="Run", exact=True).click()
    tab.get_by_role("button", name="Stop").click()
    assert told(tab) == "Stopped."
    run(tab, "select 1 as one")
    assert shown(tab) == [["one"], ["1"]]


def test_a_result_is_drawn_where_that_makes_sense(tab: Page, con: DuckDBPyConnection) -> None:
    picture = tab.locator("#picture")
    run(tab, COUNTED)
    expect(picture).to_be_visible()
    drawing = unquote(picture.locator("img").get_attribute("src") or "")
    assert "steps by stage" in drawing
    assert all(f">{row[0]}<" in drawing for row in expected(con, COUNTED)[1:])
    run(tab, "select signed_on_latest, 1 as n from agreements where signed_on_latest is not null")
    expect(picture).to_be_visible()
    run(tab, "select exit_year, sum(agreements) as n from exits_by_year() group by 1 order by 1")
    expect(picture).to_be_visible()
    for senseless in (
        "select title_en from agreements",
        "select 'a' as a, 1 as b",
        "select 1 as n",
    ):
        run(tab, senseless)
        expect(picture).to_be_hidden()


def test_the_result_can_be_taken_away(tab: Page, con: DuckDBPyConnection) -> None:
    sql = "select agreement_id, note, signed_on_latest from agreements order by all"
    run(tab, sql)
    with tab.expect_download() as download:
        tab.get_by_role("link", name="Download as CSV").click()
    lines = Path(download.value.path()).read_text(encoding="utf-8").splitlines(keepends=True)
    assert lines[0] == f"# Query: {sql}\n"
    assert lines[2] == f"# Cite as: {reference(datasets.read(ROOT))}\n"
    names, *rows = csv.reader(lines[3:])
    columns, _, wanted = closed.select(con, sql)
    assert names == columns
    assert rows == [
        [v.isoformat() if isinstance(v, date) else v or "" for v in row] for row in wanted
    ]


def test_a_link_carries_the_query(browser: Browser, address: str, con: DuckDBPyConnection) -> None:
    with watched(browser, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        asked: list[str] = []
        page.on("request", lambda request: asked.append(request.url))
        page.goto(f"{address}playground/")
        page.locator("#sql").fill(COUNTED)
        page.get_by_role("button", name="Copy link").click()
        expect(page.locator("#told")).to_have_text("The link is copied.")
        link = page.evaluate("navigator.clipboard.readText()")
        # what a reader wrote stays with the reader: a fragment is never sent
        assert link == f"{address}playground/#sql={quote(COUNTED, safe='()*')}"
        assert not [url for url in asked if url.endswith(".wasm")]
        page.goto("about:blank")
        page.goto(link)
        expect(page.locator("#told")).to_contain_text("Computed", timeout=30_000)
        assert page.locator("#sql").input_value() == COUNTED
        assert shown(page) == expected(con, COUNTED)


def test_it_works_by_keyboard(page: Page, address: str) -> None:
    page.set_viewport_size({"width": 320, "height": 640})
    page.goto(f"{address}playground/")
    page.locator("#sql").focus()
    page.keyboard.press("Control+a")
    page.keyboard.type("select 1 as one")
    page.keyboard.press("Control+Enter")
    expect(page.locator("#rows tbody td")).to_have_text("1", timeout=30_000)
    # the editor does not keep the focus
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Run", exact=True)).to_be_focused()
    page.get_by_text("from agreements").locator("xpath=ancestor::li//button").press("Enter")
    expect(page.locator("#told")).to_contain_text("rows", timeout=30_000)
    assert page.locator("#sql").input_value() == examples()[0]
    assert page.evaluate("document.documentElement.scrollWidth") == 320


def test_it_lists_the_tables_with_their_columns(
    page: Page, address: str, con: DuckDBPyConnection
) -> None:
    page.goto(f"{address}playground/")
    found = page.locator(".relation").evaluate_all(
        "all => all.map((one) => [...one.querySelectorAll('summary code, li code')]"
        ".map((code) => code.textContent))"
    )
    listed = {name: columns for name, *columns in found}
    assert {*datasets.read(ROOT).tables, "steps", "ladder", "partners"} <= listed.keys()
    for name, columns in listed.items():
        assert columns == con.table(name).columns
