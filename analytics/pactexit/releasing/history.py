"""The versions that were published, and what changed from each to the next."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pactexit.changes import diff, semver
from pactexit.problem import PactExitError
from pactexit.releasing.package import hashed
from pactexit.releasing.places import opened

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

    from pactexit.changes import Difference
    from pactexit.dataset import Dataset

#: Where a release lists its versions.
VERSIONS = "versions.json"


@dataclass(frozen=True)
class Version:
    """A published version: when it was made, and the zip of its package in the folder."""

    version: str
    created: str
    path: str
    bytes: int
    hash: str


def version(dataset: Dataset, data: bytes) -> Version:
    """The version that the zip of a package is."""
    return Version(
        version=dataset.version,
        created=str(dataset.descriptor.get("created", "")),
        path=_path(dataset.name, dataset.version),
        bytes=len(data),
        hash=hashed(data),
    )


def keep(previous: str, name: str, folder: Path) -> list[Version]:
    """Copies the packages of a published folder, a path or an address, to a new one.

    Returns their versions, the oldest first; pre-releases are left out, since they were never
    published. Raises `PactExitError` where the place is no release of this package, cannot be
    read, or holds other bytes than it says.
    """
    read = opened(previous)
    versions = _listed(read(VERSIONS), previous, name)
    for each in versions:
        data = read(each.path)
        if len(data) != each.bytes or hashed(data) != each.hash:
            raise PactExitError(
                f"{previous}: {each.path} is not the file of which {VERSIONS} has the hash. Give "
                "an undamaged copy of the release."
            )
        place(folder, each, data)
    return versions


def place(folder: Path, version: Version, data: bytes) -> None:
    """Writes the zip of a version to the folder of a release."""
    path = folder / version.path
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data)


def differences(folder: Path, versions: Sequence[Version]) -> list[Difference]:
    """What changed from each version in a folder to the next one."""
    return [diff(folder / old.path, folder / new.path) for old, new in pairwise(versions)]


def listing(dataset: Dataset, versions: Sequence[Version]) -> dict[str, Any]:
    """The content of versions.json, the newest first."""
    return {
        "package": dataset.name,
        "title": dataset.title,
        "latest": dataset.version,
        "versions": [asdict(version) for version in reversed(versions)],
    }


def changes(dataset: Dataset, versions: Sequence[Version], found: Sequence[Difference]) -> Any:
    """The content of changes.json: where it begins, and each difference, the oldest first."""
    return {
        "package": dataset.name,
        "first_version": versions[0].version,
        "differences": [difference.to_json() for difference in found],
    }


def _path(name: str, version: str) -> str:
    return f"packages/{name}-{version}.zip"


def _listed(data: bytes, previous: str, name: str) -> list[Version]:
    try:
        found = json.loads(data)
        if found["package"] != name:
            raise PactExitError(f"{previous}: is a release of {found['package']!r}, not {name!r}.")
        versions = list(_published(found["versions"]))
        # where the files lie is not taken from others
        if any(each.path != _path(name, each.version) for each in versions):
            raise ValueError
    except (ValueError, TypeError, KeyError, RecursionError):
        raise PactExitError(
            f"{previous}: its {VERSIONS} is not one of a release. Give a folder that "
            "`pactexit release` wrote."
        ) from None
    return versions


def _published(entries: list[dict[str, Any]]) -> Iterator[Version]:
    for entry in reversed(entries):
        version = Version(**{name: entry[name] for name in Version.__dataclass_fields__})
        parsed = semver.parse(version.version)
        if parsed is None:
            raise ValueError
        if not parsed.pre:
            yield version
