"""SHA256SUMS: the hash of every file of a release, in the form that `sha256sum` checks."""

from __future__ import annotations

import hashlib
import re
from typing import TYPE_CHECKING

from pactexit.changes.opening import is_inside
from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from pathlib import Path

#: The file that has them, and stands in itself alone.
SUMS = "SHA256SUMS"

_LINE = re.compile(r"([0-9a-f]{64}) [ *](.+)")


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


def parsed(data: bytes, place: str) -> dict[str, str]:
    """The SHA-256 of each file by its path, as the file of a place has them.

    Raises `PactExitError` where it is no such file, or names what lies outside of its folder.
    """
    lines = data.decode(errors="replace").splitlines()
    matches = [_LINE.fullmatch(line) for line in lines]
    found = {match[2]: match[1] for match in matches if match}
    # a list that was cut has no end
    if not found or not all(matches) or not data.endswith(b"\n"):
        raise PactExitError(
            f"{place}/{SUMS}: is no whole list of hashes. Give the folder or address of a release."
        )
    for path in found:
        if not is_inside(path):
            raise PactExitError(
                f"{place}/{SUMS}: names {path!r}, which lies outside of the release. Nothing was "
                "written; tell whoever publishes it."
            )
    return found


def is_complete(folder: Path) -> bool:
    """Whether a folder has the file, and no other than those that stand in it."""
    path = folder / SUMS
    if not path.is_file():
        return False
    try:
        named = {folder / name for name in parsed(path.read_bytes(), str(folder))}
    except PactExitError:
        return False
    return (named | {path}).issuperset(each for each in folder.rglob("*") if not each.is_dir())
