"""What changed: the changelog, and the versions of the data with what differs between them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.documents import Heading
from builder.sections.guides import page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.page import Page
    from builder.record import Record

#: So many changes of a version are told on the page; all of them are in changes.json.
_TOLD = 200


def pages(record: Record) -> Iterator[Page]:
    """The one page."""
    versions = record.release.versions if record.release else []
    yield page(
        "CHANGELOG.md",
        "Changes",
        template="changes.html",
        contents=[Heading(2, "Versions of the data", "versions")] if versions else [],
        versions=versions,
        differences=record.release.differences if record.release else {},
        told=_TOLD,
    )
