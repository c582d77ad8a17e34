"""The release whose files the site offers: one that was given, or a draft of the dataset."""

from __future__ import annotations

import json
import multiprocessing
import tempfile
from concurrent.futures import ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pactexit.changes import Difference
from pactexit.problem import PactExitError
from pactexit.releasing import checksums, history
from pactexit.releasing.publishing import release

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from concurrent.futures import Future

    from pactexit.dataset import Dataset
    from pactexit.releasing.publishing import Release


@dataclass(frozen=True)
class Released:
    """A folder that `pactexit release` wrote; `files` has size and SHA-256 of each by its path."""

    folder: Path
    files: dict[str, tuple[int, str]]

    @cached_property
    def versions(self) -> list[dict[str, Any]]:
        """The versions, the newest first, as versions.json has them."""
        found: list[dict[str, Any]] = self._json(history.VERSIONS)["versions"]
        return found

    @cached_property
    def differences(self) -> dict[str, Difference]:
        """What changed to each version from the one before, by the later one."""
        found = map(Difference.from_json, self._json("changes.json")["differences"])
        return {difference.new_version: difference for difference in found}

    @property
    def distribution(self) -> list[dict[str, str]]:
        """The files with the data as schema.org has them, by their paths from the root."""
        described = ("name", "contentUrl", "contentSize", "encodingFormat", "sha256")
        return [
            {"@type": "DataDownload"} | {name: file[name] for name in described}
            for file in self._json("croissant.json")["distribution"]
        ]

    def _json(self, name: str) -> Any:
        return json.loads((self.folder / name).read_bytes())


@contextmanager
def offered(
    dataset: Dataset, given: Path | None, *, is_offered: bool
) -> Iterator[Callable[[], Released] | None]:
    """What gives the release of a dataset: that in the folder `given`, else a draft; or None.

    The draft is made in a process of its own, so that pages can be made meanwhile; whoever asks
    for it waits until it is there. Raises `PactExitError` where the folder is no whole release of
    this version, and, when asked, where none can be made of the dataset.
    """
    if not is_offered:
        yield None
    elif given is not None:
        found = _opened(given, dataset)
        yield lambda: found
    else:
        # threads of polars and DuckDB do not outlive a fork
        spawn = multiprocessing.get_context("spawn")
        with (
            tempfile.TemporaryDirectory() as temporary,
            ProcessPoolExecutor(1, mp_context=spawn) as process,
        ):
            folder = Path(temporary) / "release"
            made = process.submit(release, folder, path=dataset.path, is_draft=True)
            yield lambda: _made(made)


def _made(release: Future[Release]) -> Released:
    try:
        folder = release.result().folder
    except PactExitError as error:
        raise PactExitError(f"{error} To show it all the same: --without-release.") from None
    return Released(folder, checksums.sums(folder))


def _opened(folder: Path, dataset: Dataset) -> Released:
    if not checksums.is_complete(folder):
        raise PactExitError(
            f"{folder}: is no release. Give a folder that `pactexit release` wrote."
        )
    files = checksums.sums(folder)
    for path, sha256 in checksums.parsed(
        (folder / checksums.SUMS).read_bytes(), str(folder)
    ).items():
        if files.get(path, (0, ""))[1] != sha256:
            raise PactExitError(
                f"{folder}/{path}: is not the file of which {checksums.SUMS} tells. Take the "
                "release anew."
            )
    data = (folder / history.VERSIONS).read_bytes()
    newest = history.listed(data, str(folder), dataset.name)[-1].version
    if newest != dataset.version:
        raise PactExitError(
            f"{folder}: is release {newest}, but the data to show are {dataset.version}. Show "
            "those of the tag of the release."
        )
    return Released(folder, files)
