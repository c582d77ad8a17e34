"""Each page has a picture for where a link to it is shown, whatever its title holds."""

from __future__ import annotations

import struct
import xml.etree.ElementTree as ET
import zlib
from collections import defaultdict
from pathlib import Path

import pytest

from builder import cards
from builder.page import Page
from builder.record import Record
from builder.writing import Writer
from pactexit import dataset as datasets

ADDRESS = "https://example.org/pact-exit/"
HOSTILE = "</text><script>alert(1)</script> & \"'\x07\ufffe \u202eright to left"
COUNTRY = Page("countries/POL/", "search.html", "Country", "Poland", "Five agreements.")
SOURCES = [
    Page(f"sources/{name}/", "search.html", "Source", name.upper(), name) for name in ("a", "b")
]


@pytest.fixture(scope="module")
def record() -> Record:
    return Record(datasets.read(None))


def _size(png: bytes) -> tuple[int, int]:
    assert png.startswith(b"\x89PNG\r\n\x1a\n")
    width, height = struct.unpack(">II", png[16:24])
    return width, height


def _texts(drawing: str) -> list[str]:
    return [
        text.text or "" for text in ET.fromstring(drawing).iter("{http://www.w3.org/2000/svg}text")
    ]


def test_each_page_has_a_picture_and_sources_share_one(record: Record) -> None:
    embedded = Page("questions/x/embed/", "x.html", "Question", "x", "x", is_listed=False)
    pages = [COUNTRY, *SOURCES, embedded]
    files = {file.path: file.data for file in cards.pages(record, pages, ADDRESS)}
    assert set(files) == {cards.path(page) for page in (COUNTRY, *SOURCES)}
    assert len(files) == 2
    assert {_size(picture) for picture in files.values()} == {cards.SIZE}
    assert all(len(picture) < 60_000 for picture in files.values())


def test_the_picture_of_a_question_shows_its_chart(record: Record) -> None:
    question = Page("questions/exits_by_year/", "x.html", "Question", "Exits by year", "x")
    [with_chart] = cards.pages(record, [question], ADDRESS)
    without = cards.png(cards.drawing("Question", "Exits by year", "x", "x"))
    # points of bars and axes, not of letters alone
    assert len(with_chart.data) > 1.5 * len(without)


def test_without_an_address_there_is_none(record: Record) -> None:
    assert not list(cards.pages(record, [COUNTRY], ""))


def test_a_page_names_its_picture_where_the_address_is_known(
    record: Record, tmp_path: Path
) -> None:
    assets: defaultdict[str, str] = defaultdict(lambda: "assets/x")
    page = Page("about/", "base.html", "About", "About & <limits>", "What it is.")
    html = Writer(tmp_path, record, ADDRESS, assets).render(page)
    assert f'<meta property="og:image" content="{ADDRESS}{cards.path(page)}">' in html
    assert 'content="About: About &amp; &lt;limits&gt;"' in html
    width, height = cards.SIZE
    assert f'<meta property="og:image:width" content="{width}">' in html
    assert f'<meta property="og:image:height" content="{height}">' in html
    assert "summary_large_image" in html
    assert "og:image" not in Writer(tmp_path, record, "", assets).render(page)


def test_hostile_texts_are_text() -> None:
    drawing = cards.drawing(HOSTILE, HOSTILE, HOSTILE, HOSTILE)
    assert "<script" not in drawing
    assert any("<script>alert(1)</script>" in text for text in _texts(drawing))
    assert _size(cards.png(drawing)) == cards.SIZE


def test_a_long_title_is_wrapped_and_cut() -> None:
    kind, *lines, foot = _texts(cards.drawing("Agreement", "of military matters " * 40, "", "end"))
    assert (kind, foot) == ("Agreement", "end")
    assert 2 <= len(lines) <= 4
    assert lines[-1].endswith("…")


def test_cyrillic_letters_are_no_boxes() -> None:
    pictures = {cards.png(cards.drawing("", letter, "", "")) for letter in "ЖЩЫЮ"}
    assert len(pictures) == 4


def test_a_picture_is_the_same_in_fewer_bytes() -> None:
    import vl_convert

    from builder import small_png

    drawing = cards.drawing("Agreement", "Соглашение", "facts", "end")
    drawn = vl_convert.svg_to_png(drawing)
    small = small_png.small(drawn)
    assert len(small) < len(drawn) / 2
    assert _points(small) == _points(drawn)


def _points(png: bytes) -> bytes:
    place, data = 8, b""
    while place < len(png):
        size, kind = struct.unpack_from(">I4s", png, place)
        found = png[place + 8 : place + 8 + size]
        (checked,) = struct.unpack_from(">I", png, place + 8 + size)
        assert checked == zlib.crc32(kind + found)
        data += found if kind == b"IDAT" else b""
        place += size + 12
    return zlib.decompress(data)
