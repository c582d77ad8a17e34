"""Writes the installed version of the dataset to a folder, as a whole or not at all."""

from __future__ import annotations

import shutil
from pathlib import Path

from pactexit import dataset as datasets
from pactexit.problem import DescriptorError
from pactexit.releasing.placing import placed


def download(folder: Path | str) -> datasets.Dataset:
    """Writes datapackage.json and the tables to `folder`, and returns the dataset written there.

    The folder must be new, empty, or an earlier download, which is replaced as a whole; on
    failure it stays as it was. Raises `PactExitError` where it holds anything else.
    """
    dataset = datasets.read()
    with placed(folder, "download", _is_download) as new:
        copy(dataset, new)
    return datasets.read(Path(folder).expanduser())


def copy(dataset: datasets.Dataset, folder: Path) -> None:
    """Copies the descriptor and the tables to a folder, as they are."""
    for source in files(dataset):
        target = folder / source.relative_to(dataset.path.parent)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source, target)


def files(dataset: datasets.Dataset) -> list[Path]:
    """The descriptor and the file of each table."""
    return [dataset.path, *(table.path for table in dataset.tables.values())]


def _is_download(folder: Path) -> bool:
    """Whether the folder holds this dataset and nothing else, so that nothing of others is lost."""
    try:
        dataset = datasets.read(folder)
    except DescriptorError:
        return False
    return dataset.name == datasets.NAME and {*files(dataset)}.issuperset(
        path for path in folder.rglob("*") if not path.is_dir()
    )
