"""What the dataset is, how far it reaches, what it cannot tell, its licences, and how to help."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder import documents
from builder.documents import CHECKOUT
from builder.page import File, Page
from builder.sections.codebook import ranked
from pactexit.releasing.codebook import terms

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record

PATH = "about/"


def pages(record: Record) -> Iterator[Page | File]:
    """The page, put together from the documents and the data, and the texts of the licences."""
    readme, contributing = documents.read("README.md"), documents.read("CONTRIBUTING.md")
    file = f"{PATH}index.html"
    yield Page(
        PATH,
        "about.html",
        "About",
        f"About {record.about.title}",
        record.about.description,
        {
            "introduction": readme.introduction.html(file),
            "stages": ranked(terms(record.content, "events.stage")),
            "coverage": record.ask("coverage_windows"),
            "limits": readme.section("What the data cannot tell you").html(file),
            "citing": readme.section("Citing and licence").html(file),
            "contributing": contributing.introduction.html(file),
        },
    )
    for name in ("LICENSE", "LICENSE-DATA"):
        yield File(f"{PATH}{name}.txt", (CHECKOUT / name).read_bytes())
