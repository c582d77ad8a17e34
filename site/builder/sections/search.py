"""The search page, and the list of all pages and tables in which it finds."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from builder.page import File, Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record

PATH = "search/"
#: So much of a description is searched and shown.
_SHOWN = 160


def pages(record: Record, made: list[Page], _: str) -> Iterator[Page | File]:
    """The page and the list, which is an array for each entry: path, kind, title, text, names."""
    listed = [page for page in made if page.is_listed]
    entries = [
        [page.path, page.kind, page.title, _cut(page.description), _more(page)] for page in listed
    ]
    entries += [
        [
            f"codebook/#{table.name}",
            "Table",
            table.name,
            _cut(table.description),
            " ".join(field.name for field in table.fields),
        ]
        for table in record.dataset.tables.values()
    ]
    text = json.dumps(sorted(entries), ensure_ascii=False, separators=(",", ":"))
    yield File(f"{PATH}index.json", text.encode())
    yield Page(
        PATH,
        "search.html",
        "Search",
        "Search",
        "Agreements, countries, orders, questions, sources, rules and tables, in English and "
        "Russian.",
        {"lists": [page for page in listed if page.path.count("/") == 1]},
        is_listed=False,
    )


def _more(page: Page) -> str:
    """The names that are found in nothing else of the page."""
    said = (page.path, page.title, page.description[:_SHOWN])
    return " ".join(name for name in page.names if not any(name in each for each in said))


def _cut(text: str) -> str:
    if len(text) <= _SHOWN:
        return text
    return f"{text[:_SHOWN].rpartition(' ')[0]} …"
