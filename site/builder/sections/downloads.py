"""The downloads: the files of the release, what each is for, and the line that opens it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from builder import documents
from builder.page import File, Page
from pactexit.releasing.checksums import SUMS
from pactexit.releasing.formats import FORMATS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown_it.token import Token
    from markupsafe import Markup

    from builder.documents import Document
    from builder.record import Record
    from builder.released import Released

PATH = "downloads/"
#: The folder in the recipes; who downloads a file has it where they are.
_EXPORTED = re.compile(r"pactexit-export/(?:[\w.-]+/)*")

#: A longer line is shown in the recipes alone.
_LONGEST = 100


@dataclass(frozen=True)
class Download:
    """Files of the release that belong together, by their paths: what they are and for whom."""

    names: list[str]
    paths: list[str]
    bytes: int
    meaning: Markup
    purpose: Markup | None = None
    commands: tuple[str, ...] = ()


def pages(record: Record) -> Iterator[Page | File]:
    """The page, and the files of the release at the root of the site."""
    released = record.release
    description = (
        f"{record.about.title} {record.about.version} in every format, each file with its size "
        "and hash, and with the line that opens it."
        if released
        else "No files are offered here."
    )
    context = _context(released, record) if released else {}
    yield Page(
        PATH,
        "downloads.html",
        "Downloads",
        "Downloads",
        description,
        {"release": released, "size": size} | context,
    )
    if released:
        for path in (*released.files, SUMS):
            yield File(path, (released.folder / path).read_bytes())


def _context(released: Released, record: Record) -> dict[str, object]:
    recipes, releasing = (documents.read(f"docs/{name}.md") for name in ("recipes", "releasing"))
    # of the tables of the recipes the first alone has three columns
    formats = [_format(recipes, row, released) for row in recipes.rows() if len(row) > 2]  # noqa: PLR2004
    shown = {path for form in formats for path in form.paths}
    others = [_other(releasing, row, released) for row in releasing.rows()]
    others = [each for each in others if each.paths and not shown & {*each.paths}]
    return {
        "formats": formats,
        "package": released.versions[0]["path"],
        "others": [each for each in others if each.names != [SUMS]],
        "verified": [each for each in others if each.names == [SUMS]],
        # DuckDB writes other bytes every time, so that its hash stands in SHA256SUMS alone
        "unhashed": FORMATS["duckdb"].files(record.dataset),
        "sums": SUMS,
    }


def _format(recipes: Document, row: list[Token], released: Released) -> Download:
    names = _names(row[0])
    paths = [path for path in released.files if path.startswith(tuple(names))]
    return Download(
        names=names,
        paths=paths,
        bytes=sum(released.files[path][0] for path in paths),
        meaning=recipes.part([row[2]], f"{PATH}index.html"),
        purpose=recipes.part([row[1]], f"{PATH}index.html"),
        commands=tuple(_commands(recipes, names)),
    )


def _other(releasing: Document, row: list[Token], released: Released) -> Download:
    names = _names(row[0])
    found = [f"{name}index.json" if name.endswith("/") else name for name in names]
    paths = [path for path in found if path in released.files]
    return Download(
        names=names,
        paths=[SUMS] if names == [SUMS] else paths,
        bytes=sum(released.files[path][0] for path in paths),
        meaning=releasing.part([row[1]], f"{PATH}index.html"),
    )


def _names(cell: Token) -> list[str]:
    return [part.content for part in cell.children or [] if part.type == "code_inline"]


def _commands(recipes: Document, names: list[str]) -> Iterator[str]:
    """The first line of the recipes in each language that opens one of these, as a whole."""
    languages = set()
    for language, block in recipes.blocks():
        for line in re.sub(r"\s*\\\n\s*", " ", block).splitlines():
            is_whole = line.count("(") == line.count(")") and line.count('"') % 2 == 0
            is_whole &= line == line.lstrip() and len(line) <= _LONGEST
            opens = any(f"pactexit-export/{name}" in line for name in names)
            if opens and is_whole and language not in languages:
                languages.add(language)
                yield _EXPORTED.sub("", line)


def size(number: int) -> str:
    """A number of bytes as people read it."""
    kilo, mega = 1_000, 1_000_000
    if number < kilo:
        return f"{number} bytes"
    return f"{number / kilo:.0f} kB" if number < mega else f"{number / mega:.1f} MB"
