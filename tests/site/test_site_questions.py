"""Question pages: what the browser computes is what Python answers, and it can be taken away."""

from __future__ import annotations

import re
from pathlib import Path
from typing import TYPE_CHECKING, Any
from urllib.parse import quote, unquote

import pytest
from playwright.sync_api import Browser, Page, expect

from answers_in_browser import assert_taken, taken
from browsing import watched
from builder.families import in_families
from builder.record import Record
from builder.record_links import linked_columns
from builder.sections.questions import SHOWN
from pactexit import captions
from pactexit import dataset as datasets
from pactexit.asking import ask, questions
from pactexit.database import connect
from pactexit.showing import plain

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection

    from pactexit.answers import Answer

ROOT = Path(__file__).resolve().parents[2]
FLAGSHIP = "terminations_by_nato_accession_year"


@pytest.fixture(scope="module")
def con() -> Iterator[DuckDBPyConnection]:
    with connect(ROOT) as con:
        yield con


def run(page: Page) -> str:
    """Runs the form; what is said when that is done."""
    page.get_by_role("button", name="Run in the browser").click()
    told = page.locator("#told")
    expect(told).to_contain_text("Computed in your browser in", timeout=30_000)
    return told.inner_text()


def shown(page: Page) -> list[list[str]]:
    """The cells of the table of the answer."""
    found: list[list[str]] = page.locator("#rows tbody").evaluate(
        "body => [...body.rows].map((row) => [...row.cells].map((cell) => cell.textContent))"
    )
    return found


def as_shown(answer: Answer) -> list[list[str]]:
    def text(value: Any) -> str:
        if isinstance(value, float):
            return f"{value:.4f}".rstrip("0").rstrip(".")
        return "NULL" if value is None else str(plain(value))

    return [[text(value) for value in row] for row in answer.fetchall()[:SHOWN]]


def test_a_run_without_changes_changes_nothing(page: Page, built: Path, address: str) -> None:
    home = f"questions/{FLAGSHIP}/"
    page.goto(f"{address}{home}")
    before = shown(page), page.locator("#asked").inner_text(), page.locator("#counted").inner_text()
    run(page)
    after = shown(page), page.locator("#asked").inner_text(), page.locator("#counted").inner_text()
    assert after == before
    assert page.url == f"{address}{home}"
    picture = page.locator("#picture img").evaluate("image => image.currentSrc")
    assert picture == f"{address}{home}chart.svg"
    for kind in ("csv", "json"):
        file = built / home / f"{FLAGSHIP}.{kind}"
        assert taken(page, kind) == file.read_text(encoding="utf-8")


def test_a_form_is_run_with_its_parameters(
    page: Page, address: str, con: DuckDBPyConnection
) -> None:
    page.goto(f"{address}questions/survival_of_agreements/")
    page.get_by_label("group by").select_option("partner_group")
    page.get_by_label("as of").fill("2024-12-31")
    page.get_by_label("with expiry").check()
    given = {"group_by": "partner_group", "with_expiry": True, "as_of": "2024-12-31"}
    run(page)
    answer = ask("survival_of_agreements", con, **given)
    assert shown(page) == as_shown(answer)
    assert_taken(taken(page, "csv"), taken(page, "json"), answer)
    words = 'group_by="partner_group", with_expiry=True, as_of="2024-12-31"'
    assert page.locator("#python").inner_text().endswith(f"survival_of_agreements({words})")
    options = "--group-by partner_group --with-expiry true --as-of 2024-12-31"
    command = page.locator("#command").inner_text()
    assert command == f"pactexit query survival_of_agreements {options}"
    drawing = unquote(page.locator("#picture img").get_attribute("src") or "")
    assert "data as of 2024-12-31" in drawing
    assert "with expiry; as of 2024-12-31" in drawing
    # a curve for each group: today's members of NATO, of the EU, and all others
    assert all(f">{group}<" in drawing for group in {row["group_name"] for row in answer})


def test_a_long_answer_shows_its_first_rows_and_gives_all(
    page: Page, address: str, con: DuckDBPyConnection
) -> None:
    page.goto(f"{address}questions/dyad_year/")
    answer = ask("dyad_year", con, with_expiry=True)
    assert len(shown(page)) == SHOWN
    page.get_by_label("with expiry").check()
    run(page)
    assert shown(page) == as_shown(answer)
    expect(page.locator("#counted")).to_have_text(
        f"{len(answer):,} rows; the first {SHOWN} are shown."
    )
    assert_taken(taken(page, "csv"), taken(page, "json"), answer)


def test_a_map_is_drawn_anew(page: Page, address: str) -> None:
    page.goto(f"{address}questions/exits_by_partner/?as_of=2015-12-31")
    expect(page.locator("#told")).to_contain_text("Computed", timeout=30_000)
    drawing = unquote(page.locator("#picture img").get_attribute("src") or "")
    assert drawing.count("<path") > 40
    assert "Natural Earth" in drawing


def test_a_copied_link_opens_the_same(
    browser: Browser, address: str, con: DuckDBPyConnection
) -> None:
    order = "rus-government-2025-12-19"
    with watched(browser, address, permissions=["clipboard-read", "clipboard-write"]) as page:
        page.goto(f"{address}questions/{FLAGSHIP}/")
        page.get_by_label("order id").fill(order)
        page.get_by_label("as of").fill("2025-12-31")
        page.get_by_role("button", name="Copy link").click()
        expect(page.locator("#told")).to_have_text("The link is copied.")
        link = page.evaluate("navigator.clipboard.readText()")
        assert link == f"{address}questions/{FLAGSHIP}/?order_id={order}&as_of=2025-12-31"
        page.goto(link)
        expect(page.locator("#told")).to_contain_text("Computed", timeout=30_000)
        assert page.get_by_label("order id").input_value() == order
        answer = ask(FLAGSHIP, con, order_id=order, as_of="2025-12-31")
        assert shown(page) == as_shown(answer)
        assert page.url == link


@pytest.mark.parametrize(
    ("given", "line"),
    [
        ("order_id=rus-nobody-2025", 'There is no order_id "rus-nobody-2025".'),
        ("subject=%3Cb%3E", 'There is no subject "<b>".'),
        ("as_of=2025-02-31", 'There is no as_of "2025-02-31".'),
    ],
)
def test_a_value_that_is_not_on_record_is_told_in_one_line(
    page: Page, address: str, given: str, line: str
) -> None:
    page.goto(f"{address}questions/{FLAGSHIP}/?{given}")
    told = page.locator("#told.error")
    expect(told).to_have_text(line, timeout=30_000)
    expect(told).to_be_in_viewport()
    assert shown(page)


def test_the_engine_comes_when_it_is_asked_for(page: Page, address: str) -> None:
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}questions/{FLAGSHIP}/")
    page.get_by_label("subject").select_option("nuclear")
    # the suggestions come with the first use of their field, the engine does not
    page.get_by_label("order id").focus()
    expect(page.locator("datalist option")).not_to_have_count(0)
    page.wait_for_load_state("networkidle")
    heavy = ("engine-", "chart-", ".wasm", "database.json")
    assert not [
        url
        for url in asked
        if any(part in url.partition(address)[2] for part in heavy) and not url.endswith(".svg")
    ]
    run(page)
    assert [url for url in asked if url.endswith(".wasm")]


def test_the_page_is_whole_without_scripts(
    browser: Browser, address: str, con: DuckDBPyConnection
) -> None:
    with watched(browser, address, java_script_enabled=False) as page:
        page.goto(f"{address}questions/{FLAGSHIP}/")
        assert page.locator("#rows tbody tr").count() == len(ask(FLAGSHIP, con))
        assert page.locator("#picture img").evaluate("image => image.naturalWidth") > 0
        expect(page.get_by_role("button", name="Run in the browser")).to_be_disabled()
        expect(page.locator("noscript p")).to_contain_text(f"pactexit query {FLAGSHIP} --help")
        assert page.locator("pre", has_text="order by").text_content()
        rules = page.get_by_role("link", name="coding rules", exact=True)
        assert rules.get_attribute("href") == "../../coding-rules/"


def test_what_others_embed_has_chart_source_and_link(
    page: Page, address: str, con: DuckDBPyConnection
) -> None:
    home = f"{address}questions/{FLAGSHIP}/"
    page.goto(home)
    page.get_by_label("as of").fill("2025-12-31")
    page.get_by_text("Embed in a page").click()
    code = page.locator("#embed").inner_text()
    assert f'src="{home}embed/?as_of=2025-12-31"' in code
    for search, line in (
        ("", captions.source(lambda sql: con.sql(sql).fetchall())),
        ("?as_of=2025-12-31", captions.source(lambda sql: con.sql(sql).fetchall(), "2025-12-31")),
    ):
        page.goto(f"{home}embed/{search}")
        expect(page.locator("#asked")).to_have_text(line, timeout=30_000)
        link = page.get_by_role("link")
        assert link.get_attribute("target") == "_blank"
        assert link.evaluate("link => link.href") == f"{home}{search}"
        picture = page.locator("#picture img")
        if search:
            expect(picture).to_have_attribute("src", re.compile("^data:image/svg"))
        assert picture.evaluate("image => image.naturalWidth") > 0


def test_no_page_is_wider_than_a_small_phone(browser: Browser, built: Path, address: str) -> None:
    with watched(browser, address, viewport={"width": 320, "height": 640}) as page:
        for name in ["", *(f"{name}/" for name in questions()), f"{FLAGSHIP}/embed/"]:
            page.goto(f"{address}questions/{name}")
            assert page.evaluate("document.documentElement.scrollWidth") == 320, name
            picture = page.locator("#picture img")
            if picture.count():
                expect(picture).to_have_js_property("complete", True)
                shown_as, width = picture.evaluate(
                    "image => [image.currentSrc, image.naturalWidth]"
                )
                assert shown_as.endswith("/chart-narrow.svg")
                assert 0 < width <= 350


def test_every_question_is_in_a_family(page: Page, address: str) -> None:
    families = in_families(questions())
    assert "Further questions" not in families
    page.goto(f"{address}questions/")
    hrefs = page.locator(".family li a").evaluate_all("links => links.map((link) => link.href)")
    assert sorted(hrefs) == sorted(f"{address}questions/{name}/" for name in questions())


def test_cells_lead_to_the_records_that_they_name(page: Page, address: str) -> None:
    record = Record(datasets.read(ROOT))
    for name, asked in questions().items():
        answer = record.ask(name)
        for column, table in linked_columns(record, asked).items():
            known = {str(value) for value in getattr(record, table)}
            assert {row[column] for row in answer} - {None} <= known, (name, column)
    page.goto(f"{address}questions/timeline_of_steps/?actor_id=UKR")
    expect(page.locator("#told")).to_contain_text("Computed", timeout=30_000)
    hrefs = page.locator("#rows tbody tr:first-child a").evaluate_all(
        "links => links.map((link) => [link.textContent, link.href])"
    )
    assert ["UKR", f"{address}countries/UKR/"] in hrefs
    assert any(href == f"{address}agreements/{quote(text)}/" for text, href in hrefs)
