"""The versions that were published, and what changed from each to the next."""

from __future__ import annotations

import json
import re
from dataclasses import asdict, dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from pactexit.changes import diff, semver
from pactexit.escaping import flat
from pactexit.problem import PactExitError
from pactexit.releasing import places
from pactexit.releasing.package import hashed

if TYPE_CHECKING:
    from collections.abc import Sequence
    from pathlib import Path

    from pactexit.changes import Difference
    from pactexit.dataset import Dataset

#: Where a release lists its versions.
VERSIONS = "versions.json"
#: A list of versions has some kilobytes.
LARGEST = 16_000_000


@dataclass(frozen=True)
class Version:
    """A published version: when it was made, and the zip of its package in the folder."""

    version: str
    created: str
    path: str
    bytes: int
    hash: str

    @property
    def sha256(self) -> str:
        """The hash as SHA256SUMS has it."""
        return self.hash.removeprefix("sha256:")

    @property
    def file(self) -> places.File:
        """Its zip, as it must be."""
        return places.File(self.path, self.sha256, self.bytes, VERSIONS)

    @property
    def is_final(self) -> bool:
        """Whether it is no pre-release such as `0.2.0-dev`."""
        parsed = semver.parse(self.version)
        return parsed is not None and not parsed.pre


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
    where = places.place(previous)
    found = listed(places.read(where, places.File(VERSIONS, largest=LARGEST)), where.name, name)
    versions = [each for each in found if each.is_final]
    for each in versions:
        place(folder, each, places.read(where, each.file))
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


def listed(data: bytes, where: str, name: str) -> list[Version]:
    """The versions that a versions.json lists, the oldest first.

    Raises `PactExitError` where it is none of a release of that package.
    """
    try:
        found = json.loads(data)
        if found["package"] != name:
            raise PactExitError(
                f"{where}: is a release of {flat(repr(found['package']))}, not {name!r}."
            )
        versions = [_version(entry, name) for entry in reversed(found["versions"])]
        if not versions:
            raise ValueError
    except (ValueError, TypeError, KeyError, RecursionError):
        raise PactExitError(
            f"{where}: its {VERSIONS} is not one of a release. Give a folder that "
            "`pactexit release` wrote, or its address."
        ) from None
    return versions


def _version(entry: dict[str, Any], name: str) -> Version:
    version = Version(**{name: entry[name] for name in Version.__dataclass_fields__})
    is_good = (
        semver.parse(version.version) is not None
        and isinstance(version.created, str)
        # where the files lie is not taken from others
        and version.path == _path(name, version.version)
        and type(version.bytes) is int
        and 0 < version.bytes <= places.LARGEST
        and re.fullmatch("sha256:[0-9a-f]{64}", version.hash) is not None
    )
    if not is_good:
        raise ValueError
    return version
