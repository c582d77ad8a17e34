"""Writes the folder of a release, as a whole or not at all: all that is published of a version."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pactexit import dataset as datasets
from pactexit.changes import semver
from pactexit.problem import PactExitError
from pactexit.releasing import checksums, codebook, exporting, feed, history, package, static_api
from pactexit.releasing.citation import reference
from pactexit.releasing.content import Content
from pactexit.releasing.formats import FORMATS
from pactexit.releasing.metadata.citation_file import citation_file
from pactexit.releasing.metadata.croissant import MEDIA_TYPES, croissant
from pactexit.releasing.metadata.csvw import tables
from pactexit.releasing.metadata.zenodo import deposit
from pactexit.releasing.placing import placed
from pactexit.showing import to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from pactexit.dataset import Dataset
    from pactexit.releasing.history import Version


@dataclass(frozen=True)
class Release:
    """What was written: the version, those before it, and how many files of how many bytes."""

    folder: Path
    version: str
    earlier: tuple[str, ...]
    files: int
    bytes: int


def release(
    folder: Path | str,
    previous: str | None = None,
    path: Path | str | None = None,
    progress: Callable[[str], None] | None = None,
    *,
    is_draft: bool = False,
) -> Release:
    """Writes all that is published of the dataset to `folder`, and returns what was written.

    The dataset is the one that came with the package, or the one at `path`. `previous` is the
    folder, or its address, of what was published before; left out, it is what lies in `folder`,
    and where nothing does this is the first version.
    Two releases of one dataset have the same bytes, but for the file of DuckDB and its hash. The
    folder must be new, empty, or an earlier release, which is replaced as a whole; on failure it
    stays as it was. `progress` is told each part before it is made. A pre-release such as
    `0.2.0-dev` is only written where `is_draft`.

    Raises `PactExitError` where the data are not valid or the version does not follow the one
    before, where `previous` is no release, a library is missing, or the folder holds anything
    else.
    """
    names = exporting.chosen(FORMATS)
    dataset = datasets.read(path)
    _check_version(dataset, is_draft=is_draft)
    tell = progress or (lambda _: None)
    place = Path(folder).expanduser()
    with placed(place, "release", checksums.is_complete) as new:
        # else a history would be lost; what a killed process left aside is back by now
        if previous is None and (place / history.VERSIONS).is_file():
            previous = str(place)
        tell("earlier versions")
        earlier = [] if previous is None else history.keep(previous, dataset.name, new)
        tell("validation")
        _check_valid(dataset, new, earlier)
        content = Content(dataset)
        versions = _package(content, earlier, new)
        exporting.write(content, names, new, tell)
        _describe(content, versions, new, tell)
        found = checksums.sums(new)
        _write(new / checksums.SUMS, checksums.written(found))
    return Release(
        folder=place,
        version=dataset.version,
        earlier=tuple(each.version for each in versions[:-1]),
        files=len(found) + 1,
        bytes=sum(size for size, _ in found.values()),
    )


def _check_version(dataset: Dataset, *, is_draft: bool) -> None:
    if dataset.name != datasets.NAME:
        raise PactExitError(
            f"{dataset.path}: is the package {dataset.name!r}; only {datasets.NAME} is released."
        )
    version = semver.parse(dataset.version)
    if version is None:
        raise PactExitError(
            f"{dataset.path}: version {dataset.version!r} is none of semantic versioning. Write "
            "one such as 1.2.0."
        )
    if version.pre and not is_draft:
        raise PactExitError(
            f"{dataset.path}: version {dataset.version} is not one to publish. Write "
            f"{'.'.join(map(str, version.core))} or a later one, and its day in created; a draft "
            "is written with --draft."
        )
    if not dataset.created:
        raise PactExitError(f"{dataset.path}: created: write the day of this version.")


def _check_valid(dataset: Dataset, folder: Path, earlier: Sequence[Version]) -> None:
    """Refuses what the gate refuses, against the newest version in the folder."""
    from pactexit.validation import validate
    from pactexit.validation.report import line

    last = earlier[-1] if earlier else None
    report = validate(dataset.path, against=folder / last.path if last else None)
    errors = [
        problem
        for problem in report.problems
        if problem.severity == "error"
        # what a major version may do
        and not (problem.rule == "no_id_is_removed" and last and _is_major(dataset, last))
    ]
    if errors:
        # what a removed column breaks besides is of less use than that its removal is too early
        first = min(errors, key=lambda problem: problem.rule != "version_moves_with_the_data")
        more = f" And {len(errors) - 1} more." if errors[1:] else ""
        raise PactExitError(f"Not released: {line(first)}{more}")
    if last and dataset.created < last.created[: len(dataset.created)]:
        raise PactExitError(
            f"{dataset.path}: created: {dataset.created} is before the day of version "
            f"{last.version}, {last.created}. Write the day of this version."
        )


def _is_major(dataset: Dataset, last: Version) -> bool:
    old, new = semver.parse(last.version), semver.parse(dataset.version)
    return old is not None and new is not None and new.core[0] > old.core[0]


def _package(content: Content, earlier: list[Version], folder: Path) -> list[Version]:
    """Writes the zip of the package; returns all versions, this one last."""
    descriptor = package.filled(content)
    citation = citation_file(content.dataset)
    data = package.packed(content, descriptor, citation)
    this = history.version(content.dataset, data)
    if earlier and earlier[-1].version == this.version and earlier[-1].hash != this.hash:
        raise PactExitError(
            f"{content.dataset.path}: version {this.version} was published with other bytes. "
            "Raise the version."
        )
    history.place(folder, this, data)
    return [*(each for each in earlier if each.version != this.version), this]


def _describe(
    content: Content, versions: Sequence[Version], folder: Path, tell: Callable[[str], None]
) -> None:
    """Writes what stands beside the data: metadata, codebook, history and API."""
    dataset = content.dataset
    # the folder csv is the package, unpacked
    _write(folder / "csv" / "datapackage.json", to_json(package.filled(content)))
    _write(folder / "codebook.csv", codebook.as_csv(content))
    _write(folder / "codebook.html", codebook.as_html(content))
    _write(folder / "CITATION.cff", citation_file(dataset))
    _write(folder / "zenodo.json", to_json(deposit(dataset)))
    _write(folder / "csv-metadata.json", to_json(tables(dataset, "csv")))
    described = croissant(dataset, reference(dataset), _downloads(content, versions[-1], folder))
    _write(folder / "croissant.json", to_json(described))
    tell("changes")
    differences = history.differences(folder, versions)
    _write(folder / history.VERSIONS, to_json(history.listing(dataset, versions)))
    _write(folder / "changes.json", to_json(history.changes(dataset, versions, differences)))
    (folder / "changes.atom").write_bytes(feed.feed(dataset, versions, differences))
    tell("JSON API")
    static_api.write(content, folder)


def _downloads(content: Content, this: Version, folder: Path) -> dict[str, Any]:
    """The files with the data of this version; DuckDB writes other bytes every time."""
    data = {file for form in FORMATS.values() for file in form.files(content.dataset)}
    return {
        path: facts
        for path, facts in checksums.sums(folder).items()
        if (path in data or path == this.path) and Path(path).suffix in MEDIA_TYPES
    }


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())
