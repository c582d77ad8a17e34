"""One page of each kind of a site that is built, by the folders in which they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def one_of_each(site: Path) -> list[str]:
    """The path of the first page of each kind: of each folder's list, and of what it lists.

    A kind is the first folder of the path and how deep the page lies in it.
    """
    found: dict[tuple[str, ...], str] = {}
    for file in sorted(site.rglob("*.html")):
        parts = file.relative_to(site).parts
        name = parts[-1]
        last = () if name == "index.html" else (name,)
        # what stands between the first folder and the end is the name of a record
        kind = parts[:1] + tuple("*" for _ in parts[1:2]) + parts[2:]
        path = "/".join((*parts[:-1], *last)) + ("/" if not last and parts[:-1] else "")
        found.setdefault(kind, path)
    return list(found.values())
