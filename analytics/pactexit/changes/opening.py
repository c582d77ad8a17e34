"""A version of a package wherever it lies: a folder, a descriptor, a zip or a git revision."""

from __future__ import annotations

import json
import posixpath
import tempfile
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING, Any, Protocol

from pactexit import dataset as datasets
from pactexit import descriptor as descriptors
from pactexit.changes import packing, revisions
from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactexit.dataset import Dataset

_DESCRIPTOR = "datapackage.json"


class Store(Protocol):
    """Where the files of a package lie if they are no files of this machine."""

    #: The path of the descriptor in the store.
    descriptor: str

    def read(self, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
        """Those of the paths that are ordinary files of the store, with their content."""


@contextmanager
def opened(place: Path | str) -> Iterator[Dataset]:
    """The package at a place, as long as the context lasts.

    A place is a folder, a datapackage.json, a zip of a package, or a revision of the git
    repository of the current folder (`main`, `HEAD~1`, `v1.0.0`; `REV:PATH` where the descriptor
    lies elsewhere). What exists as a file is no revision. Of a zip or a revision only the files
    that its descriptor names are read. Raises `PactExitError` where there is no such package.
    """
    path = Path(place)
    if not _exists(path):
        store: Store = revisions.Revision(str(place), _DESCRIPTOR)
    elif packing.is_zip(path):
        store = packing.Zip(path, _DESCRIPTOR)
    else:
        yield _complete(datasets.read(path), place)
        return
    with tempfile.TemporaryDirectory(prefix="pactexit-") as name:
        # macOS reaches its temporary folder through a link
        folder = Path(name).resolve()
        try:
            dataset = datasets.read(_laid_out(store, folder))
        except PactExitError as error:
            # nobody knows the temporary folder
            raise type(error)(str(error).replace(f"{folder}/", f"{place}: ")) from None
        except OSError as error:
            raise PactExitError(f"{place}: cannot be unpacked: {error.strerror}.") from None
        yield _complete(dataset, place)


def _complete(dataset: Dataset, place: Path | str) -> Dataset:
    """The dataset, if each of its tables has a file."""
    for table in dataset.tables.values():
        if not table.path.is_file():
            raise PactExitError(
                f"{place}: has no {table.shown_path}, which its descriptor names. Give a version "
                "that is complete."
            )
    return dataset


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):
        # too long for a file, or not to be written as a name
        return False


def _laid_out(store: Store, folder: Path) -> Path:
    """Writes the descriptor and the files that it names to a folder; returns the descriptor."""
    home = posixpath.dirname(store.descriptor)
    target = folder / posixpath.basename(store.descriptor)
    for _, content in store.read([store.descriptor]):
        target.write_bytes(content)
    named = {posixpath.join(home, path): path for path in _named(target)}
    for path, content in store.read(named):
        file = folder / named[path]
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    return target


def _named(descriptor: Path) -> set[str]:
    """The files that a descriptor names, as far as they lie in its folder.

    What is wrong with a descriptor is said by the module that reads it.
    """
    content = descriptor.read_bytes() if descriptor.exists() else b""
    if len(content) > descriptors.LARGEST:
        return set()
    try:
        found = json.loads(content.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return set()
    resources = found.get("resources") if isinstance(found, dict) else None
    paths = {
        part
        for resource in (resources if isinstance(resources, list) else ())
        if isinstance(resource, dict)
        for name in ("path", "extrapaths", "schema", "dialect")
        for part in _several(resource.get(name))
    }
    return {posixpath.normpath(path) for path in paths if is_inside(path)} - {descriptor.name}


def _several(value: object) -> list[Any]:
    parts = value if isinstance(value, list) else [value]
    return [part for part in parts if isinstance(part, str)]


def is_inside(path: str) -> bool:
    """Whether a relative path leads to no other place than below its folder, on any system."""
    parts = PurePosixPath(path)
    # a backslash or a colon would mean another place on Windows
    is_plain = bool(path) and path.isprintable() and not {*"\\:"} & {*path}
    return is_plain and not parts.is_absolute() and ".." not in parts.parts
