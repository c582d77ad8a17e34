"""Writes the dataset to a folder in the formats of other tools, as a whole or not at all."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from pactexit import dataset as datasets
from pactexit.problem import PactExitError, unknown
from pactexit.releasing.content import Content
from pactexit.releasing.formats import FORMATS
from pactexit.releasing.placing import placed

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from pactexit.dataset import Dataset


def export(
    folder: Path | str,
    formats: Iterable[str] | str | None = None,
    path: Path | str | None = None,
    progress: Callable[[str], None] | None = None,
) -> dict[str, list[Path]]:
    """Writes the dataset to `folder` in some formats, and returns the files of each.

    The formats are csv, parquet, duckdb, sqlite, xlsx, json, jsonl and stata; left out, all whose
    libraries are installed. The dataset is the one that came with the package, or the one at
    `path` (a datapackage.json or its folder). Two exports of one dataset have the same bytes, the
    file of DuckDB excepted. The folder must be new, empty, or an earlier export, which is replaced
    as a whole; on failure it stays as it was. `progress` is told each format before it is written.

    Raises `UnknownNameError` for a format that does not exist, and `PactExitError` where a library
    is missing, the folder holds anything else, or a format cannot hold what is in the tables.
    """
    names = available() if formats is None else chosen(formats)
    dataset = datasets.read(path)
    content = Content(dataset)
    with placed(folder, "export", lambda place: _is_export(place, dataset)) as new:
        write(content, names, new, progress)
    place = Path(folder).expanduser()
    return {name: [place / file for file in FORMATS[name].files(dataset)] for name in names}


def write(
    content: Content,
    names: Iterable[str],
    folder: Path,
    progress: Callable[[str], None] | None = None,
) -> None:
    """Writes the files of some formats to a folder; see `export`."""
    for name in names:
        if progress is not None:
            progress(name)
        paths = [folder / file for file in FORMATS[name].files(content.dataset)]
        for parent in {file.parent for file in paths}:
            parent.mkdir(parents=True, exist_ok=True)
        FORMATS[name].write(content, paths)


def chosen(formats: Iterable[str] | str) -> list[str]:
    """The formats by their names. Raises as `export` does."""
    names = [formats] if isinstance(formats, str) else list(dict.fromkeys(formats))
    if not names:
        raise PactExitError(f"No format is named. Known: {', '.join(FORMATS)}.")
    for name in names:
        if name not in FORMATS:
            raise unknown("format", name, FORMATS)
        if not _has_library(name):
            raise PactExitError(
                f"The format {name} needs {FORMATS[name].needs}: pip install 'pactexit[release]'."
            )
    return names


def available() -> list[str]:
    """The formats whose libraries are installed."""
    return [name for name in FORMATS if _has_library(name)]


def _has_library(name: str) -> bool:
    library = FORMATS[name].needs
    return library is None or find_spec(library) is not None


def _is_export(folder: Path, dataset: Dataset) -> bool:
    """Whether the folder holds files of an export alone, so that nothing of others is lost."""
    ours = {folder / file for form in FORMATS.values() for file in form.files(dataset)}
    return ours.issuperset(path for path in folder.rglob("*") if not path.is_dir())
