"""The documents of the repository, each as a page: guides, coding rules, rules of validation."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from builder import documents
from builder.documents import CHECKOUT, Document
from builder.page import File, Page
from pactexit.rule_pages import rules

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record

#: What stands on pages made from the data instead.
_MADE_ANEW = {"codebook.md", "gallery.md", "questions.md"}
#: Of longer documents the contents are listed.
_SHORT = 3


def pages(_: Record) -> Iterator[Page | File]:
    """A page for each document and the list of the guides, and the files that they name."""
    docs = CHECKOUT / "docs"
    guides = []
    for path in ("CONTRIBUTING.md", *(f"docs/{path.name}" for path in sorted(docs.glob("*.md")))):
        if path.removeprefix("docs/") not in _MADE_ANEW:
            made = page(path, "Guide")
            yield made
            if made.path.startswith("guides/"):
                guides.append(made)
    description = "How the dataset is used, judged, published and contributed to."
    yield Page("guides/", "guides.html", "Guides", "Guides", description, {"guides": guides})
    for rule in rules():
        made = page(f"docs/rules/{rule.name}.md", "Rule of validation", "rules/")
        yield made
    for file in sorted(docs.iterdir()):
        if file.is_file() and file.suffix != ".md":
            yield File(f"guides/{file.name}", file.read_bytes())


def page(
    path: str,
    kind: str,
    parent: str = "guides/",
    template: str = "document.html",
    **context: Any,
) -> Page:
    """The page of a document of the repository."""
    document = documents.read(path)
    place = documents.place(path)
    if place is None:
        raise LookupError(path)
    if not place.startswith(parent) or place == parent:
        parent = ""
    # what breaks a rule is seen beside what passes
    body = document.body.contrasted() if parent == "rules/" else document.body
    return Page(
        place,
        template,
        kind if parent else document.title,
        document.title,
        document.lead,
        {
            "body": body.html(f"{place}index.html"),
            "contents": contents(document),
            "parent": parent,
        }
        | context,
        names=() if parent == "rules/" else tuple(each.text for each in document.headings[1:]),
    )


def contents(document: Document) -> list[documents.Heading]:
    """The headings of the second level, where there are so many that a list of them helps."""
    found = [heading for heading in document.headings if heading.level == 2]  # noqa: PLR2004
    return found if len(found) > _SHORT else []
