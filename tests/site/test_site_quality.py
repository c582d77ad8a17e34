"""Every kind of page is of use to everybody: by keyboard, aloud, on paper, small, without scripts.

The longest page of each kind is opened once, at 320 pixels; each test judges what was seen there.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, ConsoleMessage, Page, Request, ViewportSize, expect

from browsing import watched
from builder.kinds import one_of_each

AXE = Path(__file__).resolve().parents[2] / "site" / "node_modules" / "axe-core" / "axe.min.js"
NARROW: ViewportSize = {"width": 320, "height": 800}
#: So many stops of the tabulator are looked at.
STOPS = 16

_AXE = """async (options) => {
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...options });
  return violations.filter((found) => ["serious", "critical"].includes(found.impact))
    .map((found) => [found.id, ...found.nodes.slice(0, 3).map((node) => node.html.slice(0, 200))]);
}"""
_SEEN = """() => {
  const cut = (found) => found.outerHTML.slice(0, 120);
  const scrolls = (found) => found && (/auto|scroll/.test(getComputedStyle(found).overflowX)
    || scrolls(found.parentElement));
  return {
    lang: document.documentElement.lang,
    title: document.title,
    width: document.scrollingElement.scrollWidth,
    cutTables: [...document.querySelectorAll("table")]
      .filter((table) => table.getBoundingClientRect().right > innerWidth && !scrolls(table))
      .map(cut),
    headings: [...document.querySelectorAll("h1, h2, h3, h4, h5, h6")]
      .map((heading) => Number(heading.tagName[1])),
    withoutAlt: [...document.images].filter((img) => !img.hasAttribute("alt")).map(cut),
    inlineStyle: [...document.querySelectorAll("[style]")].map(cut),
    skipsFirst: !document.querySelector("header.top nav")
      || document.querySelector("a, button, input, select, textarea, summary, [tabindex]")
        .matches("a.skip"),
    isUnfocused: document.activeElement === document.body
      && document.querySelector("header.top nav") !== null,
    stored: localStorage.length + sessionStorage.length + document.cookie.length,
  };
}"""
_COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
_SHOWN = """(selector) => [...document.querySelectorAll(selector)]
  .filter((found) => found.checkVisibility()).length"""
#: Rows and items of one list are alike: of many the first are enough, and quickly judged.
_FEWER = """() => {
  for (const list of document.querySelectorAll("tbody, ul, ol, dl")) {
    [...list.children].slice(24).forEach((row) => row.remove());
  }
}"""
#: What leads elsewhere or asks; a list of contents may be printed.
_STEERING = "header nav, form, button, a.skip"
_STOP = """() => {
  const found = document.activeElement;
  const style = getComputedStyle(found);
  return {
    html: found.outerHTML.slice(0, 120),
    isSkip: found.matches("a.skip"),
    isOutlined: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) > 0,
    isPage: found === document.body,
  };
}"""
_PLAIN = """() => ({
  unloaded: [...document.images].filter((img) => img.checkVisibility() && !img.naturalWidth)
    .map((img) => img.src),
  tables: [...document.querySelectorAll("table")].filter((table) => table.rows.length > 1).length,
  pictures: document.images.length,
  unseen: [...document.querySelectorAll("main table, main img")]
    .filter((found) => !found.closest("details, [hidden]") && !found.checkVisibility())
    .map((found) => found.outerHTML.slice(0, 120)),
})"""

Seen = dict[str, dict[str, Any]]


@pytest.fixture(scope="module")
def seen(browser: Browser, address: str, built: Path) -> Iterator[Seen]:
    """What was seen of each kind of page, by its path."""
    context = browser.new_context(viewport=NARROW)
    tab = context.new_page()
    problems: list[str] = []

    def hear(said: ConsoleMessage) -> None:
        if said.type == "error":
            problems.append(f"{said.text} {said.location}")

    def ask(request: Request) -> None:
        if not request.url.startswith((address, "data:", f"blob:{address}")):
            problems.append(request.url)

    tab.on("console", hear)
    tab.on("pageerror", lambda error: problems.append(str(error)))
    context.on("request", ask)
    found = {}
    for path in one_of_each(built):
        found[path] = _look(tab, address + path)
        found[path]["problems"] = problems.copy()
        problems.clear()
    assert context.cookies() == []
    yield found
    context.close()


def _look(tab: Page, url: str) -> dict[str, Any]:
    tab.emulate_media(media="screen", color_scheme="light")
    # the search takes the focus when its index has come
    tab.goto(url, wait_until="networkidle")
    seen: dict[str, Any] = tab.evaluate(_SEEN)
    seen["stops"] = list(_stops(tab))
    seen["on the screen"] = tab.evaluate(_SHOWN, _STEERING)
    tab.evaluate(_FEWER)
    _bring_axe(tab)
    seen["axe"] = tab.evaluate(_AXE, {})
    tab.emulate_media(color_scheme="dark")
    seen["axe in the dark"] = tab.evaluate(_AXE, _COLOURS)
    tab.emulate_media(media="print")
    seen["on paper"] = tab.evaluate(_SHOWN, _STEERING)
    return seen


def _bring_axe(tab: Page) -> None:
    # not by a script element: the policy of the page stays in force; what axe is need not come back
    tab.evaluate(AXE.read_text(encoding="utf-8") + "\n;null")


def _stops(tab: Page) -> Iterator[dict[str, Any]]:
    for _ in range(STOPS):
        tab.keyboard.press("Tab")
        stop: dict[str, Any] = tab.evaluate(_STOP)
        yield stop


def _where(seen: Seen, fact: str, wanted: object) -> dict[str, Any]:
    """The pages on which a fact is not as wanted."""
    return {path: facts[fact] for path, facts in seen.items() if facts[fact] != wanted}


def test_no_page_meets_an_error_or_asks_another_host(seen: Seen) -> None:
    assert not _where(seen, "problems", [])


@pytest.mark.parametrize("scheme", ["axe", "axe in the dark"])
def test_axe_finds_nothing_serious(seen: Seen, scheme: str) -> None:
    assert not _where(seen, scheme, [])


def test_nothing_scrolls_sideways(seen: Seen) -> None:
    assert not _where(seen, "width", NARROW["width"])


def test_a_wide_table_scrolls_in_a_box_of_its_own(seen: Seen) -> None:
    assert not _where(seen, "cutTables", [])


def test_a_page_says_its_language_and_title(seen: Seen) -> None:
    assert not _where(seen, "lang", "en")
    assert not {path for path, facts in seen.items() if not facts["title"].strip()}


def test_titles_of_two_kinds_differ(seen: Seen) -> None:
    # a page to be embedded has the title of the page that it is of
    titles = [facts["title"] for path, facts in seen.items() if not path.endswith("embed/")]
    assert len(titles) == len(set(titles))


def test_headings_are_in_order(seen: Seen) -> None:
    for path, facts in seen.items():
        levels = facts["headings"]
        assert levels[:1] == [1], path
        assert levels.count(1) == 1, path
        assert all(below <= above + 1 for above, below in pairwise(levels)), (path, levels)


def test_pictures_say_what_they_show(seen: Seen) -> None:
    assert not _where(seen, "withoutAlt", [])


def test_no_style_stands_in_an_element(seen: Seen) -> None:
    assert not _where(seen, "inlineStyle", [])


def test_nothing_is_stored(seen: Seen) -> None:
    assert not _where(seen, "stored", 0)


def test_navigation_is_not_printed(seen: Seen) -> None:
    assert not _where(seen, "on paper", 0)
    assert any(facts["on the screen"] for facts in seen.values())


def test_whoever_reads_in_the_dark_prints_on_white(page: Page, address: str) -> None:
    page.emulate_media(media="print", color_scheme="dark")
    page.goto(address)
    _bring_axe(page)
    assert page.evaluate(_AXE, _COLOURS) == []


def test_the_focus_is_seen(seen: Seen) -> None:
    for path, facts in seen.items():
        hidden = [s["html"] for s in facts["stops"] if not (s["isOutlined"] or s["isPage"])]
        assert not hidden, path


def test_the_first_stop_skips_the_navigation(seen: Seen) -> None:
    assert not _where(seen, "skipsFirst", wanted=True)
    # a search that waits for words has the focus itself
    assert all(facts["stops"][0]["isSkip"] for facts in seen.values() if facts["isUnfocused"])
    assert seen[""]["isUnfocused"]


def test_the_skip_link_leads_to_the_content(page: Page, address: str) -> None:
    page.goto(address)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.querySelector('main').contains(document.activeElement)")


def test_without_scripts_tables_and_pictures_are_there(
    browser: Browser, address: str, seen: Seen
) -> None:
    found = {}
    with watched(browser, address, java_script_enabled=False) as tab:
        for path in seen:
            tab.goto(address + path)
            found[path] = tab.evaluate(_PLAIN)
    assert not {path: plain for path, plain in found.items() if plain["unloaded"]}
    assert not {path: plain for path, plain in found.items() if plain["unseen"]}
    [question] = [path for path in seen if path.startswith("questions/") and path.count("/") == 2]
    for path in ("", question):
        assert found[path]["tables"], path
        assert found[path]["pictures"], path


@pytest.mark.parametrize(
    ("path", "button"),
    [
        ("questions/terminations_by_nato_accession_year/", "Run in the browser"),
        ("playground/", "Run"),
    ],
)
def test_what_was_computed_is_as_good_as_what_was_built(
    page: Page, address: str, path: str, button: str
) -> None:
    page.goto(address + path)
    if "questions" in path:
        # another answer, so that the picture is drawn anew
        page.get_by_label("subject").select_option("nuclear")
    page.get_by_role("button", name=button, exact=True).click()
    expect(page.locator("#told")).to_contain_text("Computed", timeout=30_000)
    expect(page.locator("#rows tbody tr").first).to_be_visible()
    page.evaluate(_FEWER)
    _bring_axe(page)
    assert page.evaluate(_AXE, {}) == []
    page.emulate_media(color_scheme="dark")
    assert page.evaluate(_AXE, _COLOURS) == []
