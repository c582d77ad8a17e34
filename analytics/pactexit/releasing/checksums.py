"""SHA256SUMS: the hash of every file of a release, in the form that `sha256sum` checks."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

#: The file that has them, and stands in itself alone.
SUMS = "SHA256SUMS"


def sums(folder: Path) -> dict[str, tuple[int, str]]:
    """Size and SHA-256 of each file in a folder, by its path there."""
    paths = sorted(path for path in folder.rglob("*") if path.is_file())
    found = {}
    for path in paths:
        data = path.read_bytes()
        found[path.relative_to(folder).as_posix()] = (len(data), hashlib.sha256(data).hexdigest())
    found.pop(SUMS, None)
    return found


def written(found: dict[str, tuple[int, str]]) -> str:
    """The text of the file."""
    return "".join(f"{sha256}  {path}\n" for path, (_, sha256) in found.items())


def is_complete(folder: Path) -> bool:
    """Whether a folder has the file, and no other than those that stand in it."""
    path = folder / SUMS
    if not path.is_file():
        return False
    text = path.read_text(encoding="utf-8", errors="replace")
    named = {folder / line for line in re.findall(r"^[0-9a-f]{64}  (.+)$", text, re.MULTILINE)}
    return (named | {path}).issuperset(each for each in folder.rglob("*") if not each.is_dir())
