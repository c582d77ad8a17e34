"""The feed of a release has what RFC 4287 asks for, and is refused where it is broken."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from xml.etree import ElementTree as ET

import feedparser
import pytest

from releases import replacing

ATOM = "{http://www.w3.org/2005/Atom}"
MOMENT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(Z|[+-]\d\d:\d\d)"


def faults(path: Path) -> list[str]:
    """What a feed lacks of what RFC 4287 asks for."""
    try:
        root = ET.parse(path).getroot()
    except ET.ParseError as error:
        return [str(error)]
    if root.tag != f"{ATOM}feed":
        return ["is no feed"]
    entries = root.findall(f"{ATOM}entry")
    ids = [each.text for each in root.iter(f"{ATOM}id")]
    found = ["an id stands twice"] if len({*ids}) < len(ids) else []
    if "self" not in {link.get("rel") for link in root.findall(f"{ATOM}link")}:
        found.append("no link to itself")
    if entries and root.find(f"{ATOM}author/{ATOM}name") is None:
        found.append("no author")
    return [
        *found,
        *(fault for part in (root, *entries) for fault in of_part(part)),
        *("no content" for entry in entries if entry.find(f"{ATOM}content") is None),
    ]


def of_part(part: ET.Element) -> Iterator[str]:
    for name in ("id", "title", "updated"):
        texts = [(each.text or "").strip() for each in part.findall(f"{ATOM}{name}")]
        if len(texts) != 1 or not texts[0]:
            yield f"{name} of {part.tag}"
    if not re.fullmatch(MOMENT, part.findtext(f"{ATOM}updated", "")):
        yield "updated is no moment"
    if not all(link.get("href") for link in part.findall(f"{ATOM}link")):
        yield "link without an address"


def test_the_feed_is_valid(released: Path) -> None:
    assert faults(released / "changes.atom") == []
    found = feedparser.parse((released / "changes.atom").read_bytes())
    assert (found.bozo, found.version) == (False, "atom10")
    (entry,) = found.entries
    assert entry.title == "pactexit 1.0.0: first version"
    assert entry.updated == found.feed.updated == "2031-01-02T00:00:00Z"
    (link,) = entry.enclosures
    package = released / "packages" / "pactexit-1.0.0.zip"
    assert (link.href, int(link.length)) == ("packages/pactexit-1.0.0.zip", package.stat().st_size)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("<updated>2031", "<updated>on 2031"),
        ("<name>Pact Exit contributors</name>", ""),
        ("</feed>", ""),
        ("2005/Atom", "2005/Atoms"),
        ("title>", "name>"),
        ('rel="self"', 'rel="via"'),
        ("content", "words"),
        ('href="changes', 'to="changes'),
    ],
)
def test_a_broken_feed_is_not_valid(old: str, new: str, broken: Callable[..., Path]) -> None:
    assert faults(broken("changes.atom", replacing(old, new)) / "changes.atom")
