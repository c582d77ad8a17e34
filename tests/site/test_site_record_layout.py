"""The pages of the record fit every screen, and describe themselves to programs."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser

from browsing import watched
from record_pages import KEYS, rows

#: The fullest page of each kind.
FULL = [
    "agreements/multi-1990-conventional-forces-in-europe/",
    "agreements/multi-1998-rome-statute/",
    "countries/POL/",
    "orders/rus-government-2025-12-19/",
    "sources/tv-zvezda-2025-12-20-razreshilo-rastorzhenie/",
    *(f"{kind}/" for kind in KEYS),
]


@pytest.mark.parametrize("width", [320, 1280])
def test_nothing_scrolls_sideways(address: str, browser: Browser, width: int) -> None:
    with watched(browser, address, viewport={"width": width, "height": 800}) as page:
        for path in FULL:
            page.goto(address + path)
            page.evaluate("for (const one of document.querySelectorAll('details')) one.open = true")
            assert page.evaluate("document.documentElement.scrollWidth") == width, path


TYPES = {
    "agreements": "Legislation",
    "countries": "Country",
    "orders": "Legislation",
    "sources": "CreativeWork",
}


@pytest.mark.parametrize("kind", KEYS)
def test_each_record_describes_itself_to_programs(built: Path, kind: str) -> None:
    for row in rows(kind):
        named = row[KEYS[kind]]
        said = linked(built / kind / named / "index.html")
        assert said["@type"] == TYPES[kind]
        assert said["name"]
        assert said["subjectOf"]["@type"] == "Dataset"
        assert named in said["identifier"]
        if kind in {"agreements", "countries"}:
            assert (
                said.get("alternateName") == row["title_ru" if kind == "agreements" else "name_ru"]
            )
        if kind in {"orders", "sources"}:
            assert said.get("url") == row["url"]


def linked(page: Path) -> dict[str, Any]:
    """What a page says in the words of schema.org."""
    (text,) = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', page.read_text(encoding="utf-8")
    )
    found: dict[str, Any] = json.loads(text)
    return found
