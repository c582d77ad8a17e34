"""The first page: the finding, its chart, the map, the timeline, and what is unknown."""

from __future__ import annotations

from typing import TYPE_CHECKING

from builder.page import Page

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record


def pages(record: Record) -> Iterator[Page]:
    """The first page."""
    yield Page("", "home.html", "Dataset", record.about.title, record.about.description)
