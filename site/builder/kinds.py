"""One page of each kind of a site that is built, by the folders in which they lie."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: A page of more bytes is looked at only where its kind has none shorter: it takes minutes.
_LONGEST = 150_000


def one_of_each(site: Path) -> list[str]:
    """The path of the longest page of each kind that is not too long to look at, in order.

    A kind is the path with what stands below the first folder, the name of a record, left out.
    """
    found: dict[tuple[str, ...], list[Path]] = {}
    for file in sorted(site.rglob("*.html")):
        first, *others = file.relative_to(site).parts
        # below the first folder stands the name of a record
        kind = (first, "*", *others[1:]) if others[1:] else (first, *others)
        found.setdefault(kind, []).append(file)
    return [
        max(files, key=_worth).relative_to(site).as_posix().removesuffix("index.html")
        for files in found.values()
    ]


def _worth(file: Path) -> tuple[bool, int]:
    size = file.stat().st_size
    return (True, size) if size <= _LONGEST else (False, -size)
