"""The picture that a link to a page shows elsewhere: what the page is, its title or its chart."""

from __future__ import annotations

import re
import textwrap
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

from builder import small_png
from builder.page import File, Page
from builder.pictures import svg
from pactexit.asking import questions

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record

#: Width and height, as the sites that show links want them.
SIZE = (1200, 630)
_FOLDER = "cards"
#: Pages in these folders are too many for a picture each: those of a folder share one.
_SHARED = {"sources"}
#: Of a title so many lines of so many characters, and the size of the letters; the first that fits.
_TITLES = ((2, 22, 84), (3, 29, 64), (4, 36, 52))
#: The facts below it: letters of a line, height of a line, and how far down the last may stand.
_FACTS = (64, 46, 530)
_GROUND, _MARK, _WHITE, _QUIET = "#17324d", "#5ec962", "#ffffff", "#a9c4dd"
#: Where a chart stands: left, top, width, height. One that would be tiny in it is left out.
_PANEL = (40, 100, 1120, 440)
_LEAST = 0.6
_OPENING = re.compile(r'<svg [^>]*?width="(\d+)" height="(\d+)"[^>]*>')


def path(page: Page) -> str | None:
    """The path of the picture of a page, or None where it has none."""
    if not page.is_listed:
        return None
    folder, _, rest = page.path.partition("/")
    if folder in _SHARED and rest:
        return f"{_FOLDER}/{folder}.each.png"
    return f"{_FOLDER}/{page.path.rstrip('/') or 'home'}.png"


def pages(record: Record, pages: list[Page], address: str) -> Iterator[File]:
    """The pictures of all pages, drawn on all processors.

    None where the address is not known: then no page can name its own.
    """
    if not address:
        return
    about = record.about
    foot = f"{about.title} {about.version}, {about.licence}"
    charts = _charts(record)
    drawings: dict[str, str] = {}
    for page in pages:
        found = path(page)
        if found is None or found in drawings:
            continue
        if page.path in charts:
            drawings[found] = _with_chart(page, foot, charts[page.path])
        elif found.endswith(".each.png"):
            drawings[found] = drawing(about.title, page.kind, about.description, foot)
        else:
            drawings[found] = drawing(page.kind, page.title, page.description, foot)
    # what is forked from a process of many threads, as DuckDB has them, may hang
    with ProcessPoolExecutor(mp_context=get_context("spawn")) as pool:
        pictures = pool.map(png, drawings.values(), chunksize=16)
        for name, picture in zip(drawings, pictures, strict=True):
            yield File(name, picture)


def png(drawing: str) -> bytes:
    """The drawing as PNG."""
    import vl_convert

    return small_png.small(vl_convert.svg_to_png(drawing))


def drawing(kind: str, title: str, facts: str, foot: str) -> str:
    """The picture as SVG, of texts that may hold anything."""
    lines, letters = _title(title)
    y = 130
    parts = [_text(kind, y - 50, 30, _QUIET)]
    for line in lines:
        y += round(letters * 1.2)
        parts.append(_text(line, y, letters, _WHITE, "700"))
    y += 20
    length, height, bottom = _FACTS
    for line in textwrap.wrap(facts, length, max_lines=(bottom - y) // height, placeholder=" …"):
        y += height
        parts.append(_text(line, y, 32, _WHITE))
    return _framed([*parts, _text(foot, 580, 30, _QUIET)])


def _title(text: str) -> tuple[list[str], int]:
    number, length, letters = _TITLES[-1]
    for number, length, letters in _TITLES:
        lines = textwrap.wrap(text, length)
        if len(lines) <= number:
            return lines, letters
    return textwrap.wrap(text, length, max_lines=number, placeholder=" …"), letters


def _charts(record: Record) -> dict[str, str]:
    """The charts of the questions by the paths of their pages."""
    return {
        f"questions/{question.name}/": svg(answer.plot(), question.name)
        for question in questions().values()
        if question.chart and len(answer := record.ask(question.name))
    }


def _with_chart(page: Page, foot: str, chart: str) -> str:
    opening = _OPENING.search(chart)
    left, top, width, height = _PANEL
    scale = 0.0
    if opening:
        wide, high = map(int, opening.groups())
        scale = min((width - 40) / wide, (height - 20) / high)
    if opening is None or scale < _LEAST:
        return drawing(page.kind, page.title, page.description, foot)
    x, y = left + (width - wide * scale) / 2, top + (height - high * scale) / 2
    return _framed(
        [
            _text(page.kind, 70, 30, _QUIET),
            f'<rect x="{left}" y="{top}" width="{width}" height="{height}" fill="{_WHITE}"/>',
            f'<g transform="translate({x:.1f},{y:.1f}) scale({scale:.3f})">{chart}</g>',
            _text(foot, 594, 30, _QUIET),
        ]
    )


def _framed(parts: list[str]) -> str:
    width, height = SIZE
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width}" height="{height}">'
        f'<rect width="{width}" height="{height}" fill="{_GROUND}"/>'
        f'<rect width="16" height="{height}" fill="{_MARK}"/>{"".join(parts)}</svg>'
    )


def _text(text: str, y: int, size: int, colour: str, weight: str = "400") -> str:
    # XML cannot hold every control character, not even escaped
    said = escape("".join(sign if sign.isprintable() else " " for sign in text))
    return (
        f'<text x="80" y="{y}" font-family="Liberation Sans, DejaVu Sans, sans-serif" '
        f'font-size="{size}" font-weight="{weight}" fill="{colour}">{said}</text>'
    )
