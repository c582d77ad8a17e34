"""The versions that are published somewhere, each file of them with the hash that it must have."""

from __future__ import annotations

from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactexit import dataset as datasets
from pactexit.changes import opening
from pactexit.problem import PactExitError, unknown
from pactexit.releasing import cache, checksums, history, places
from pactexit.releasing.placing import beside

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from pactexit.dataset import Dataset
    from pactexit.releasing.history import Version
    from pactexit.releasing.places import Place


@dataclass(frozen=True)
class Published:
    """A place with its versions, the oldest first, and the SHA-256 of each of its files."""

    where: Place
    versions: Sequence[Version]
    sums: dict[str, str]

    def version(self, name: str | None = None) -> Version:
        """A version by its name, or the newest. Raises `UnknownNameError` with the nearest one."""
        known = {each.version: each for each in self.versions}
        if name is not None and name not in known:
            raise unknown("published version", name, known, is_closed=True)
        return self.versions[-1] if name is None else known[name]


@dataclass(frozen=True)
class Source:
    """Where versions are published, how many seconds it may be silent, and who is told how far."""

    name: str | Path
    timeout: float = places.TIMEOUT
    progress: Callable[[str], None] | None = None

    def look(self) -> Published:
        """What is published there. Raises `PactExitError` where it is no release, or damaged."""
        where = places.place(self.name, self.timeout)
        data = places.read(where, places.File(checksums.SUMS, largest=history.LARGEST))
        sums = checksums.parsed(data, where.name)
        if history.VERSIONS not in sums:
            raise PactExitError(
                f"{where.name}: has no {history.VERSIONS}. Give a folder that `pactexit release` "
                "wrote, or its address."
            )
        wanted = places.File(history.VERSIONS, sums[history.VERSIONS], history.LARGEST)
        listed = places.read(where, wanted)
        return Published(where, history.listed(listed, where.name, datasets.NAME), sums)

    def package(self, published: Published, version: Version) -> Path:
        """The zip of the package of a version: that of the cache, else fetched to it."""
        if published.sums.get(version.path) != version.sha256:
            raise PactExitError(
                f"{published.where.name}: {history.VERSIONS} and {checksums.SUMS} have two hashes "
                f"of {version.path}. Tell whoever publishes it."
            )
        target = cache.path(version.version, version.sha256, published.where.name)
        if not cache.is_whole(target):
            with beside(target) as temporary:
                with (temporary / "new").open("wb") as file:
                    places.save(published.where, version.file, file, self.progress)
                (temporary / "new").replace(target)
        return target


def source(
    name: str | Path | None,
    timeout: float = places.TIMEOUT,
    progress: Callable[[str], None] | None = None,
) -> Source | None:
    """The source of that name, else the homepage of the package, where it has one."""
    name = name or datasets.read().descriptor.get("homepage")
    return None if name is None else Source(name, timeout, progress)


def package(version: str | None, known: Source | None) -> Path:
    """The zip of the package of a version, as it was fetched before or is fetched now.

    Without a version the newest. Raises `PactExitError` where it is not known where it is
    published, is not published there, or cannot be fetched.
    """
    place = None if known is None else places.place(known.name).name
    kept = None if version is None else cache.found(version, place)
    if kept is not None:
        return kept
    if known is None:
        raise no_address(version)
    published = known.look()
    return known.package(published, published.version(version))


@contextmanager
def opened(version: str | None, name: str | Path | None, known: Source | None) -> Iterator[Dataset]:
    """The tables of a version as long as the context lasts.

    The installed one where that is asked for, or where neither a version nor the name of a source
    is given. Raises `PactExitError` as `package` does.
    """
    installed = datasets.read()
    if name is None and version in {None, installed.version}:
        yield installed
        return
    with unpacked(package(version, known), version) as dataset:
        yield dataset


@contextmanager
def unpacked(path: Path, version: str | None) -> Iterator[Dataset]:
    """The tables of a package as long as the context lasts, if it is the version it should be."""
    with opening.opened(path) as dataset:
        if dataset.name != datasets.NAME or version not in {None, dataset.version}:
            raise PactExitError(
                f"{path}: is {dataset.name} {dataset.version}, not {datasets.NAME} {version}. Tell "
                "whoever publishes it."
            )
        yield dataset


def no_address(version: str | None) -> PactExitError:
    """The error where nobody knows an address of a version that is not installed."""
    return PactExitError(
        f"Version {datasets.read().version} of the data is installed; where {version} is published "
        "is not known. Give its folder or address: --from https://... (in Python source=...)."
    )
