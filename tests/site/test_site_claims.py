"""Every claim stands on the page of its record and of its source, with its standing and reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest

from html_trees import links, of_class, one, words
from record_pages import KEYS, Row, last, pages, rows, target

#: Field, value, standing, quote, note.
Said = tuple[str, str, str, str, str]


def said(claim: Row) -> Said:
    """A claim as the pages have it."""
    is_row = claim["field"] == "*"
    return (
        "the row as a whole" if is_row else claim["field"].replace("_", " "),
        "" if is_row else " ".join(claim["claimed_value"].split()),
        claim["standing"],
        " ".join((claim["quote"] or "").split()),
        " ".join((claim["note"] or "").split()),
    )


def home(claim: Row, agreements: dict[str, str]) -> tuple[str, str]:
    """The page that shows the row of which a claim speaks, and the anchor there."""
    table, record = claim["table_name"], claim["record_id"]
    if table == "parties":
        agreement, _, country = record.partition("/")
        return f"agreements/{agreement}", f"party-{country}"
    if table == "events":
        return f"agreements/{agreements[record]}", record
    return f"{table}/{record}", ""


@pytest.fixture(scope="module")
def agreements() -> dict[str, str]:
    """The agreement of each step."""
    return {step["event_id"]: step["agreement_id"] for step in rows("events")}


@pytest.mark.parametrize("kind", KEYS)
def test_every_claim_stands_on_the_page_of_its_record(
    built: Path, agreements: dict[str, str], kind: str
) -> None:
    expected: dict[str, Counter[tuple[str, Said]]] = {
        f"{kind}/{row[KEYS[kind]]}": Counter() for row in rows(kind)
    }
    for claim in rows("claim_standings"):
        page, _ = home(claim, agreements)
        if page in expected:
            expected[page][claim["source_id"], said(claim)] += 1
    assert any(expected.values())
    for named, shown in pages(built, kind).items():
        here = f"{kind}/{named}"
        assert Counter(on_record(shown, here)) == expected[here], named


def on_record(page: Element, here: str) -> Iterator[tuple[str, Said]]:
    """Source and claim, as a page shows them; a conflict has its reason above its sources."""
    for cell in of_class(page, "cell"):
        for group in of_class(cell, "said"):
            value = "".join(map(words, of_class(group, "said-value")))
            standing, reason = words(one(group, "standing")), ""
            for element in group.iter():
                if element.get("class") == "reason":
                    reason = words(element)
                elif element.tag == "li":
                    quote = "".join(map(words, element.iter("q")))
                    note = "".join(map(words, of_class(element, "note"))) or reason
                    field = words(one(cell[0], "field"))
                    yield (
                        last(target(here, links(element)[0])[0]),
                        (field, value, standing, quote, note),
                    )


def test_every_claim_stands_on_the_page_of_its_source(
    built: Path, agreements: dict[str, str]
) -> None:
    expected: dict[str, Counter[tuple[tuple[str, str], Said]]] = {
        row["source_id"]: Counter() for row in rows("sources")
    }
    for claim in rows("claim_standings"):
        expected[claim["source_id"]][home(claim, agreements), said(claim)] += 1
    for named, page in pages(built, "sources").items():
        assert Counter(resting(page, f"sources/{named}")) == expected[named], named


def resting(page: Element, here: str) -> Iterator[tuple[tuple[str, str], Said]]:
    """Record and claim, as the page of a source shows them."""
    for group in of_class(page, "cell"):
        # what is said of the source itself stands under fields, not under records
        if [*of_class(group[0], "field")]:
            continue
        for item in group.iter("li"):
            yield (
                target(here, links(group[0])[0]),
                (
                    words(one(item, "field")),
                    "".join(map(words, of_class(item, "said-value"))),
                    words(one(item, "standing")),
                    "".join(map(words, item.iter("q"))),
                    "".join(map(words, of_class(item, "note"))),
                ),
            )


def test_a_conflict_has_its_reason(built: Path) -> None:
    conflicts = [
        claim
        for kind in KEYS
        for named, page in pages(built, kind).items()
        for _, claim in on_record(page, f"{kind}/{named}")
        if claim[2] in {"differs", "unendorsed"}
    ]
    assert conflicts
    assert all(note for *_, note in conflicts)
