"""Writes the installed version of the dataset to a folder, as a whole or not at all."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from pactexit import dataset as datasets
from pactexit.problem import DescriptorError, PactExitError


def download(folder: Path | str) -> datasets.Dataset:
    """Writes datapackage.json and the tables to `folder`, and returns the dataset written there.

    The folder must be new, empty, or an earlier download, which is replaced as a whole; on
    failure it stays as it was. Raises `PactExitError` where it holds anything else.
    """
    folder = Path(folder)
    if folder.exists() and any(folder.iterdir()) and not _is_download(folder):
        raise PactExitError(
            f"{folder}: holds other files. Name a new folder, an empty one or an earlier download."
        )
    dataset = datasets.read()
    folder.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix=f".{folder.name}.") as temporary:
        new, old = Path(temporary) / "new", Path(temporary) / "old"
        for source in (dataset.path, *(table.path for table in dataset.tables.values())):
            target = new / source.relative_to(dataset.path.parent)
            target.parent.mkdir(parents=True, exist_ok=True)
            shutil.copyfile(source, target)
        if folder.exists():
            folder.rename(old)
        try:
            new.rename(folder)
        except OSError:
            if old.exists():
                old.rename(folder)
            raise
    return datasets.read(folder)


def _is_download(folder: Path) -> bool:
    """Whether the folder holds this dataset and nothing else, so that nothing of others is lost."""
    try:
        dataset = datasets.read(folder)
    except DescriptorError:
        return False
    ours = {dataset.path, *(table.path for table in dataset.tables.values())}
    return dataset.name == datasets.NAME and ours.issuperset(
        path for path in folder.rglob("*") if not path.is_dir()
    )
