"""What Zenodo is told when a release is deposited there."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from pactexit.releasing.metadata.about import about

if TYPE_CHECKING:
    from pactexit.dataset import Dataset


def deposit(dataset: Dataset) -> dict[str, Any]:
    """The metadata of a deposit, in the form of a `.zenodo.json`."""
    work = about(dataset)
    metadata: dict[str, Any] = {
        "upload_type": "dataset",
        "title": work.title,
        # HTML is read here
        "description": f"<p>{escape(work.description)}</p>",
        "creators": [{"name": author} for author in work.authors],
        "version": work.version,
        "publication_date": work.day,
        "access_right": "open",
        "license": work.licence.lower(),
        "language": "eng",
        "keywords": list(work.keywords),
    }
    if work.homepage:
        metadata["related_identifiers"] = [
            {"identifier": work.homepage, "relation": "isIdenticalTo", "resource_type": "dataset"}
        ]
    return metadata
