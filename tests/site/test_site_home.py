"""The first page says what the package answers, and comes in few bytes."""

from __future__ import annotations

import gzip
import hashlib
import json
import shutil
from collections import defaultdict
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Response

import pactexit
from builder.page import Page as Made
from builder.record import Record
from builder.sections import home as section
from builder.writing import Writer
from pactexit import dataset as datasets

PERMITTING = "rus-government-2025-12-19"
DECIDING = "rus-government-2025-12-05"
END = date(2025, 12, 31)
STAGES = ("authorised", "decided", "notified", "effective")
#: Of the whole first page, compressed, in bytes.
MOST = 150_000


@pytest.fixture
def home(page: Page, address: str) -> Page:
    """The first page."""
    page.goto(address)
    return page


def _said(home: Page, selector: str) -> str:
    return " ".join(home.locator(selector).first.inner_text().split())


def _rows(home: Page, table: str) -> list[list[str]]:
    found: list[list[str]] = home.locator(f"#{table} tbody tr").evaluate_all(
        "rows => rows.map((row) => [...row.cells].map((cell) => cell.textContent.trim()))"
    )
    return found


def _cells(answer: Any) -> list[list[str]]:
    return [["NULL" if cell is None else str(cell) for cell in row] for row in answer.fetchall()]


def _total(**asked: Any) -> dict[str, Any]:
    (row,) = pactexit.terminations_in_total(**asked)
    return row


def test_the_finding_in_one_sentence(home: Page) -> None:
    total = _total(order_id=PERMITTING, as_of=END)
    assert total["effective"] == 0
    assert _said(home, "h1") == (
        "An order of Russia published on 19 December 2025 permits ending "
        f"{total['agreements']} military agreements with {total['partners']} states; "
        "by 31 December 2025 none had ended."
    )


def test_the_other_act_decides(home: Page) -> None:
    total = _total(order_id=DECIDING, as_of=END)
    assert total["effective"] == 0
    assert (
        f"published on 5 December 2025, decides to end {total['agreements']} agreements with "
        f"{total['partners']} states and has the partners notified; "
        "by 31 December 2025 none had ended." in _said(home, ".lead")
    )


def test_nothing_is_called_ended_that_is_not_effective(home: Page) -> None:
    words = _said(home, "main").lower()
    assert " terminated" not in words.replace("terminations", "")
    assert " has ended" not in words
    assert " were ended" not in words


def test_the_ladder_has_what_stands_at_each_stage(home: Page) -> None:
    total = _total(published_from=date(2025, 12, 1), published_until=END, as_of=END)
    at_least = [total[stage] for stage in STAGES]
    exactly = [more - less for more, less in zip(at_least, [*at_least[1:], 0], strict=True)]
    shown = home.locator(".stairs li").evaluate_all(
        "rungs => rungs.map((rung) => [rung.querySelector('.stage').textContent, "
        "rung.querySelector('.many').textContent.trim()])"
    )
    assert shown == [
        ["announced", ""],
        ["proposed", ""],
        *([stage, str(number)] for stage, number in zip(STAGES, exactly, strict=True)),
    ]
    assert f"The {total['agreements']} agreements" in _said(home, ".stairs figcaption")


def test_waves_are_those_of_the_package(home: Page) -> None:
    waves = home.locator(".waves tbody tr").evaluate_all(
        "rows => rows.map((row) => [row.cells[0].textContent, "
        "[...row.querySelectorAll('p')].map((part) => [part.querySelector('b').textContent, "
        "part.querySelectorAll('.unit').length, part.querySelectorAll('a').length])])"
    )
    acts = [
        (pactexit.terminations_by_nato_accession_year(order_id=order_id, as_of=END), stage)
        for order_id, stage in ((PERMITTING, "authorised"), (DECIDING, "decided"))
    ]
    expected: dict[int, list[list[Any]]] = {}
    for answer, stage in acts:
        for row in answer:
            assert row["authorised"] == row["agreements"]
            units = [f"{row['agreements']} {stage}", row["authorised"], row["partners"]]
            expected.setdefault(row["nato_accession_year"], []).append(units)
    assert waves == [[str(year), expected[year]] for year in sorted(expected)]
    for place, (answer, _) in enumerate(acts, 1):
        assert _rows(home, f"by-year-{place}") == _cells(answer)


def test_the_map_and_its_sentence_are_those_of_the_package(home: Page) -> None:
    assert _rows(home, "by-partner") == _cells(pactexit.exits_by_partner())
    total = _total()
    assert f"{total['authorised']} exits are authorised or further" in _said(home, "#in-all")
    assert f"{total['effective']} of them are effective" in _said(home, "#in-all")


def test_the_newest_steps_are_those_of_the_package(home: Page) -> None:
    steps = home.locator(".timeline li").evaluate_all(
        "steps => steps.map((step) => [step.querySelector('time').dateTime, "
        "step.querySelector('.stage').textContent, "
        "[...step.querySelectorAll('a[href^=\"agreements/\"]')].map((a) => "
        "a.getAttribute('href').split('/')[1])])"
    )
    rows = list(pactexit.timeline_of_steps())
    shown = [(day, stage, agreement) for day, stage, found in steps for agreement in found]
    oldest = min(day for day, _, _ in shown)
    newest = {
        (row["occurred_on"], row["stage"], row["agreement_id"])
        for row in rows
        if row["first_day"] > date.fromisoformat(oldest)
    }
    assert newest <= set(shown)
    assert set(shown) <= {(r["occurred_on"], r["stage"], r["agreement_id"]) for r in rows}
    assert [day for day, _, _ in steps] == sorted((day for day, _, _ in steps), reverse=True)


def test_what_is_not_known_is_counted(home: Page) -> None:
    said = _said(home, "section[aria-labelledby=unknown]")
    cells = list(pactexit.unknown_facts())
    orders = {row["record_id"] for row in cells if row["field"] == "signed_on"} & {
        row["order_id"] for row in pactexit.orders_overview()
    }
    waiting = {row["agreement_id"] for row in pactexit.stuck_steps()}
    windows = list(pactexit.coverage_windows())
    complete = [row for row in windows if row["completeness"] == "complete"]
    events = pactexit.table("events")
    acts = {PERMITTING, DECIDING}
    named = {row["agreement_id"] for row in events if row["order_id"] in acts}
    in_force = [
        row
        for row in pactexit.table("agreements")
        if row["agreement_id"] in named and row["has_entered_into_force"] is None
    ]
    assert f"{len(cells):,} cells are empty" in said
    assert f"On which day {len(orders)} of {len(pactexit.table('orders'))} official acts" in said
    assert f"Whether {len(waiting)} agreements" in said
    assert f"Whether {len(in_force)} of the {len(named)} agreements" in said
    assert f"{len(complete)} of {len(windows)} windows" in said


def test_a_count_that_is_not_known_is_no_zero() -> None:
    from builder import finding

    unknown = dict.fromkeys(STAGES)
    assert finding.standing(unknown) == unknown
    known = {"authorised": 3, "decided": None, "notified": None, "effective": None}
    assert finding.standing(known)["authorised"] is None
    assert "not known" in finding.ended(None)
    assert finding.ended(0) == "none had ended"
    assert finding.ended(2) == "2 had ended"


def _rendered(data: Path, folder: Path) -> str:
    record = Record(datasets.read(data))
    [made] = [each for each in section.pages(record) if isinstance(each, Made)]
    assets: defaultdict[str, str] = defaultdict(lambda: "assets/x")
    return Writer(folder, record, "", assets).render(made)


def test_a_dataset_without_these_acts_has_a_first_page(small: Path, tmp_path: Path) -> None:
    html = _rendered(small, tmp_path)
    assert "<h1>Pact Exit</h1>" in html
    assert PERMITTING not in html
    assert "not known agreements" not in html


def test_what_stands_in_a_cell_is_text(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    shutil.copytree(root / "tables", tmp_path / "tables")
    shutil.copy(root / "datapackage.json", tmp_path)
    for table, name in (("countries", "Belgium"), ("terms", "An organ permitted another")):
        file = tmp_path / "tables" / f"{table}.csv"
        text = file.read_text(encoding="utf-8")
        assert name in text
        file.write_text(text.replace(name, "<script>run(1)</script>"), encoding="utf-8")
    html = _rendered(tmp_path, tmp_path)
    assert "<script>run" not in html
    assert html.count("&lt;script&gt;run(1)&lt;/script&gt;") >= 3


def test_the_citation_is_text_to_select(home: Page) -> None:
    assert _said(home, ".reference") == pactexit.cite()
    shown = home.locator("section[aria-labelledby=cite] pre").text_content()
    assert (shown or "").strip() == pactexit.cite("bibtex").strip()


def test_machines_read_what_the_dataset_is(home: Page) -> None:
    found = json.loads(home.locator("script[type='application/ld+json']").text_content() or "")
    assert found["@type"] == "Dataset"
    assert found["citation"] == pactexit.cite()
    windows = list(pactexit.coverage_windows())
    first, last = found["temporalCoverage"].split("/")
    assert first == min(row["from_on"] for row in windows).isoformat()
    assert last == max(row["to_on"] for row in windows).isoformat()
    assert {"name", "description", "license", "version", "creator"} <= found.keys()
    assert [measured["name"] for measured in found["variableMeasured"]] == list(STAGES)
    assert "POL" in {place["identifier"] for place in found["spatialCoverage"]}
    assert "RUS" not in {place["identifier"] for place in found["spatialCoverage"]}


def test_machines_find_the_files(home: Page, built: Path) -> None:
    found = json.loads(home.locator("script[type='application/ld+json']").text_content() or "")
    assert {"csv/datapackage.json", "parquet/agreements.parquet"} <= {
        file["contentUrl"] for file in found["distribution"]
    }
    for file in found["distribution"]:
        data = (built / file["contentUrl"]).read_bytes()
        assert file["contentSize"] == f"{len(data)} B"
        assert file["sha256"] == hashlib.sha256(data).hexdigest()


def test_all_that_the_first_page_loads_is_small(page: Page, address: str) -> None:
    loaded: list[Response] = []

    def hear(response: Response) -> None:
        loaded.append(response)

    page.on("response", hear)
    page.goto(address)
    page.locator("#picture img").scroll_into_view_if_needed()
    page.wait_for_load_state("networkidle")
    page.wait_for_function("[...document.images].every((img) => img.naturalWidth)")
    sizes = {each.url: len(gzip.compress(each.body())) for each in loaded}
    assert any(url.endswith(".svg") for url in sizes)
    assert any(url.endswith(".css") for url in sizes)
    assert sum(sizes.values()) < MOST, sizes
