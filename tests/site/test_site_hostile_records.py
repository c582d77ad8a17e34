"""Whatever stands in a cell is shown as text, and steps that were taken back are seen to be."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from browsing import served, watched
from builder.sections import agreements, countries, orders, sources
from conftest import copy_small
from exports import HOSTILE
from html_trees import classes, first, links, of_class, one, words
from record_pages import KEYS, pages, read
from spoiling import write_site

#: The elements with which the pages of the record are made.
ELEMENTS = {
    *("main", "article", "section", "div", "p", "span", "h1", "h2", "h3", "h4", "ul", "ol", "li"),
    *("dl", "dt", "dd", "table", "caption", "thead", "tbody", "tr", "th", "td", "a", "b", "i", "q"),
    *("strong", "code", "bdi", "br", "time", "details", "summary"),
}
SECTIONS = (agreements, countries, orders, sources)


@pytest.fixture(scope="module")
def spoilt_site(spoilt: Path, built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_site(spoilt, tmp_path_factory.mktemp("spoilt") / "site", built, SECTIONS)


def table_of(folder: Path, name: str) -> list[dict[str, str]]:
    with (folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


def test_no_cell_becomes_markup(spoilt_site: Path) -> None:
    for kind in KEYS:
        for page in [read(spoilt_site / kind / "index.html"), *pages(spoilt_site, kind).values()]:
            for element in page.iter():
                assert element.tag in ELEMENTS
                assert not [name for name in element.attrib if name.startswith(("on", "style"))]
            assert all(
                link.startswith(("http://", "https://", "../", "./", "#")) or link[0].isalnum()
                for link in links(page)
            )
            assert not [link for link in links(page) if link.startswith(("javascript:", "data:"))]


def test_every_cell_is_shown_as_it_is_and_nothing_hides(spoilt: Path, spoilt_site: Path) -> None:
    exact = 0
    for kind, key in KEYS.items():
        found = pages(spoilt_site, kind)
        for row in table_of(spoilt, kind):
            fields = one(found[row[key]], "fields")
            shown = {words(first(pair, "dt")): first(pair, "dd") for pair in fields}
            for column in ("note", "publisher", "issuer", "name_en", "title_ru", "url", "language"):
                if not (value := row.get(column, "")):
                    continue
                text = "".join(shown[column.replace("_", " ")].itertext())
                if all(c.isprintable() or c in " \t\r\n\u00a0" for c in value):
                    assert value in text, (row[key], column)
                    exact += 1
                else:
                    hidden = {c for c in value if not c.isprintable()} - {*" \t\r\n\u00a0"}
                    assert not hidden & {*text}, (row[key], column)
    assert exact > len(HOSTILE)


def test_no_cell_runs_or_breaks_the_page(spoilt_site: Path, browser: Browser) -> None:
    paths = [f"{kind}/" for kind in KEYS]
    paths += [f"{kind}/{next(iter(pages(spoilt_site, kind)))}/" for kind in KEYS]
    # an agreement with several ladders, and the longest word
    longest = max(range(len(HOSTILE)), key=lambda place: len(HOSTILE[place])) + 1
    paths += ["agreements/jpn-1996-naval-visits/", f"sources/hostile-{longest}/"]
    with (
        served(spoilt_site) as address,
        watched(browser, address, viewport={"width": 320, "height": 700}) as page,
    ):
        for path in paths:
            page.goto(address + path)
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            assert page.evaluate("document.documentElement.scrollWidth") <= 320, path
            assert page.evaluate("window.ran") is None
            assert page.locator("footer").is_visible()


@pytest.fixture(scope="module")
def small_site(built: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("small")
    return write_site(copy_small(home / "data"), home / "site", built, SECTIONS)


def test_a_revoked_step_is_seen_to_be_revoked(small_site: Path) -> None:
    page = pages(small_site, "agreements")["bgr-2001-logistics"]
    (ladder,) = (found for found in of_class(page, "ladder") if "exit" in classes(found))
    undone = {
        words(one(rung, "name")): words(one(rung, "mark")) for rung in of_class(ladder, "undone")
    }
    assert undone == {"authorised": "cancelled", "notified": "cancelled"}
    assert not [*of_class(ladder, "reached")]
    assert words(one(ladder, "cancelling")).startswith("revoked: the steps before it no longer")
    assert all("cancelled on 1 July 2020" in words(step) for step in of_class(ladder, "cancelled"))
    assert "exit" not in words(one(page, "verdict"))


def test_a_resumption_ends_the_suspension_of_its_actor(small_site: Path) -> None:
    page = pages(small_site, "agreements")["jpn-1996-naval-visits"]
    actors = {links(ladder)[0]: ladder for ladder in of_class(page, "ladder")}
    assert len(actors) == 2
    for ladder in actors.values():
        assert words(one(ladder, "cancelling")).startswith("resume")
        assert [*of_class(ladder, "undone")]
        assert not [*of_class(ladder, "reached")]
    assert "suspen" not in words(one(page, "verdict"))
