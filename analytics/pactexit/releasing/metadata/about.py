"""What a descriptor says of the dataset as a whole."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from pactexit.dataset import Dataset


@dataclass(frozen=True)
class About:
    """The dataset as a whole: `day` is that of the version, `licence` the name of its licence."""

    name: str
    title: str
    description: str
    version: str
    day: str
    authors: tuple[str, ...]
    keywords: tuple[str, ...]
    licence: str
    licence_url: str
    homepage: str


def about(dataset: Dataset) -> About:
    """What the descriptor of a dataset says; the empty text for what it does not say."""
    descriptor = dataset.descriptor
    licence: dict[str, Any] = next(iter(descriptor.get("licenses", [])), {})
    return About(
        name=dataset.name,
        title=dataset.title,
        description=str(descriptor.get("description", "")),
        version=dataset.version,
        day=dataset.created,
        authors=tuple(str(entry["title"]) for entry in descriptor.get("contributors", [])),
        keywords=tuple(map(str, descriptor.get("keywords", []))),
        licence=str(licence.get("name", "")),
        licence_url=str(licence.get("path", "")),
        homepage=str(descriptor.get("homepage", "")),
    )
