"""The packages that were fetched before: zips whose names hold the hashes that they must have."""

from __future__ import annotations

import hashlib
import os
import sys
from pathlib import Path

from pactexit.changes import semver
from pactexit.dataset import NAME
from pactexit.problem import PactExitError

_HASH = 64


def folder() -> Path:
    """The folder of the cache: below XDG_CACHE_HOME, else where the system has it."""
    chosen = os.environ.get("XDG_CACHE_HOME", "")
    # as that convention has it, another path does not count
    if Path(chosen).is_absolute():
        return Path(chosen) / NAME
    if sys.platform == "win32":
        return Path(os.environ.get("LOCALAPPDATA") or Path.home() / "AppData" / "Local") / NAME
    above = "Library/Caches" if sys.platform == "darwin" else ".cache"
    return Path.home() / above / NAME


def path(version: str, sha256: str, place: str) -> Path:
    """Where the package of a version that is published at a place belongs."""
    return folder() / _key(place) / f"{NAME}-{version}-{sha256}.zip"


def found(version: str, place: str | None = None) -> Path | None:
    """The package of a version that was fetched from a place, or from any, if one is whole.

    Raises `PactExitError` where there are several with different content.
    """
    if semver.parse(version) is None:
        return None
    places = "*" if place is None else _key(place)
    files = folder().glob(f"{places}/{NAME}-{version}-{'?' * _HASH}.zip")
    whole = {file.stem[-_HASH:]: file for file in sorted(files) if is_whole(file)}
    if len(whole) > 1:
        raise PactExitError(
            f"Several packages say that they are version {version}. Name where it is published: "
            f"--from ADDRESS (in Python source=...), or remove those that you do not trust from "
            f"{folder()}."
        )
    return next(iter(whole.values()), None)


def is_whole(file: Path) -> bool:
    """Whether a file of the cache is there and has its hash."""
    if not file.is_file():
        return False
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest() == file.stem[-_HASH:]


def _key(place: str) -> str:
    return hashlib.sha256(place.encode()).hexdigest()[:16]
