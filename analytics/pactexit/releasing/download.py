"""Writes a version of the dataset to a folder, as a whole or not at all."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from pactexit import dataset as datasets
from pactexit.problem import DescriptorError, PactExitError, unknown
from pactexit.releasing import checksums
from pactexit.releasing.places import TIMEOUT
from pactexit.releasing.placing import placed

if TYPE_CHECKING:
    from collections.abc import Callable

    from pactexit.releasing.published import Source


@dataclass(frozen=True)
class Downloaded:
    """What was written: the version, and its files by their paths in the folder."""

    folder: Path
    version: str
    files: tuple[str, ...]


def download(  # noqa: PLR0913 - what, from where, to where, and how
    folder: Path | str,
    version: str | None = None,
    *,
    form: str = "csv",
    source: Path | str | None = None,
    timeout: float = TIMEOUT,
    progress: Callable[[str], None] | None = None,
) -> Downloaded:
    """Writes a version of the dataset to `folder`, and returns what was written.

    `source` is a folder that `pactexit release` wrote, or its address (http, https, file); left
    out, the homepage of the package where it has one. Without `version` the newest one there.
    Where no source is known, the installed version is written, or one that was fetched before; so
    is the installed one where it is asked for by its name. `form` is csv (the descriptor and the
    tables: a data package) or another format of `export`, with its SHA256SUMS. An address may say
    nothing for `timeout` seconds, and what may pass is tried again; `progress` is told how far it
    is.

    Every file has the hash that was published of it. The folder must be new, empty, or an earlier
    download, which is replaced as a whole; on failure it stays as it was. Raises
    `UnknownNameError` for a version or form that does not exist, and `PactExitError` where the
    folder holds anything else, or the source is no release, cannot be read or is damaged.
    """
    from pactexit.releasing.formats import FORMATS
    from pactexit.releasing.published import source as known_source

    if form not in FORMATS:
        raise unknown("format", form, FORMATS, is_closed=True)
    known = known_source(source, timeout, progress)
    own = datasets.read()
    with placed(folder, "download", is_download) as new:
        if source is None and version in {own.version, None if known is None else own.version}:
            _write_installed(own, form, new)
            version = own.version
        else:
            version = _write_published(known, version, form, new)
        found = checksums.sums(new)
        if form != "csv":
            (new / checksums.SUMS).write_bytes(checksums.written(found).encode())
    return Downloaded(Path(folder).expanduser(), version, tuple(found))


def copy(dataset: datasets.Dataset, folder: Path) -> None:
    """Copies the descriptor and the tables to a folder, as they are."""
    for source in files(dataset):
        target = folder / source.relative_to(dataset.path.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def files(dataset: datasets.Dataset) -> list[Path]:
    """The descriptor and the file of each table."""
    return [dataset.path, *(table.path for table in dataset.tables.values())]


def is_download(folder: Path) -> bool:
    """Whether the folder holds this dataset and nothing else, so that nothing of others is lost."""
    if checksums.is_complete(folder):
        names = checksums.parsed((folder / checksums.SUMS).read_bytes(), str(folder))
        return None not in {form_of(name) for name in names}
    try:
        dataset = datasets.read(folder)
    except DescriptorError:
        return False
    return dataset.name == datasets.NAME and {*files(dataset)}.issuperset(
        path for path in folder.rglob("*") if not path.is_dir()
    )


def form_of(path: str) -> str | None:
    """The format to which a file of a release belongs: by its folder, or by its ending."""
    from pactexit.releasing.formats import FORMATS

    head, slash, _ = path.partition("/")
    form = head if slash else head.removeprefix(f"{datasets.NAME}.")
    return form if form in FORMATS and path != form else None


def _write_installed(own: datasets.Dataset, form: str, new: Path) -> None:
    if form == "csv":
        copy(own, new)
        return
    from pactexit.releasing import exporting
    from pactexit.releasing.content import Content

    exporting.write(Content(own), exporting.chosen(form), new)


def _write_published(known: Source | None, version: str | None, form: str, new: Path) -> str:
    from pactexit.releasing import places
    from pactexit.releasing.published import no_address, package, unpacked

    if known is None:
        if form != "csv":
            raise no_address(version)
        with unpacked(package(version, None), version) as dataset:
            copy(dataset, new)
        return dataset.version
    published = known.look()
    found = published.version(version)
    if form == "csv":
        with unpacked(known.package(published, found), found.version) as dataset:
            copy(dataset, new)
        return found.version
    newest = published.version()
    if found != newest:
        raise PactExitError(
            f"Of version {found.version} csv alone is published, of {newest.version} every format. "
            f"Download csv, then `pactexit export --from FOLDER --format {form}` writes the rest."
        )
    names = [name for name in published.sums if form_of(name) == form]
    if not names:
        raise PactExitError(f"{published.where.name}: has nothing in the format {form}.")
    for name in names:
        (new / name).parent.mkdir(parents=True, exist_ok=True)
        with (new / name).open("wb") as file:
            wanted = places.File(name, published.sums[name])
            places.save(published.where, wanted, file, known.progress)
    return found.version
