"""What the pages say of themselves to programs, in the words of schema.org."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from builder.record import Record


def thing(record: Record, kind: str, name: str, **said: object) -> dict[str, Any]:
    """A thing of that kind that this dataset is about; what is not established is left out."""
    work = record.about
    dataset = {
        "@type": "Dataset",
        "name": work.title,
        "description": work.description,
        "version": work.version,
        "license": work.licence_url,
    }
    stated = {key: value for key, value in said.items() if value}
    return {
        "@context": "https://schema.org",
        "@type": kind,
        "name": name,
        "subjectOf": {key: value for key, value in dataset.items() if value},
    } | stated


def web_address(value: object) -> str | None:
    """The value where it is an address of the web, and nothing that a browser would run."""
    text = str(value or "")
    return text if text.startswith(("https://", "http://")) else None
