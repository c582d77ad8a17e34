"""What hosts and search engines ask for: the map of the site, robots.txt, the page of no page."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

from builder.page import File, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record

_SITEMAP = "http://www.sitemaps.org/schemas/sitemap/0.9"


def pages(_: Record, made: list[Page], address: str) -> Iterator[Page | File]:
    """The files; a map, and links that lead anywhere from anywhere, only at a known address."""
    # GitHub's pages leave out what begins with _ where this is missing
    yield File(".nojekyll", b"")
    robots = "User-agent: *\nAllow: /\n"
    if address:
        yield File("sitemap.xml", _map(made, address))
        robots += f"\nSitemap: {address}sitemap.xml\n"
    yield File("robots.txt", robots.encode())
    root = urlsplit(address).path
    yield Page(
        "404.html",
        "404.html",
        "Missing",
        "There is no such page",
        "Nothing stands at this address.",
        # it is shown at every address, so that nothing in it may depend on where that is
        {"root": root, "link": lambda path: path if path.startswith("#") else root + path},
        is_listed=False,
    )


def _map(made: list[Page], address: str) -> bytes:
    ET.register_namespace("", _SITEMAP)
    root = ET.Element(f"{{{_SITEMAP}}}urlset")
    for path in sorted(page.path for page in made if page.is_listed):
        place = ET.SubElement(ET.SubElement(root, f"{{{_SITEMAP}}}url"), f"{{{_SITEMAP}}}loc")
        place.text = address + path
    ET.indent(root)
    data: bytes = ET.tostring(root, encoding="utf-8", xml_declaration=True)
    return data + b"\n"
