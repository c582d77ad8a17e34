"""What the sections of the site hand to the writer: pages, and files beside them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Page:
    """One page: `path` from the root of the site, which ends in / or is the name of a file.

    `kind` is said above the title and where pages are listed. `names` are further texts by which it
    is found, `schema_org` describes what it is about, and a page that is not `is_listed` stands
    neither in the search nor in the sitemap.
    """

    path: str
    template: str
    kind: str
    title: str
    description: str
    context: dict[str, Any] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    schema_org: dict[str, Any] | None = None
    is_listed: bool = True

    @property
    def file(self) -> str:
        """The path of its file."""
        return f"{self.path}index.html" if self.path.endswith("/") or not self.path else self.path


@dataclass(frozen=True)
class File:
    """A file that is no page."""

    path: str
    data: bytes
