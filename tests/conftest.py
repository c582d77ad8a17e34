"""The two datasets of the tests: a small fixed one for the code, the live tables for the data."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from hypothesis import settings

import pactexit
from exports import make_hostile

# no test is timed: a busy machine is no failure
settings.register_profile("untimed", deadline=None)
settings.load_profile("untimed")

ROOT = Path(__file__).resolve().parents[1]
SMALL = ROOT / "tests" / "small" / "tables"


def copy_small(folder: Path) -> Path:
    """Copies the small dataset to a folder that is not yet there."""
    shutil.copytree(SMALL, folder / "tables")
    shutil.copy(ROOT / "datapackage.json", folder)
    shutil.copy(ROOT / "tables" / "terms.csv", folder / "tables")
    return folder


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A copy of the small dataset that a test may damage: the folder of its datapackage.json.

    Schema and terms are those of the live dataset, since there is only one schema.
    """
    return copy_small(tmp_path / "small")


@pytest.fixture
def base(small: Path, tmp_path: Path) -> Path:
    """A second copy of the small dataset: the version before a test edits `small`."""
    return Path(shutil.copytree(small, tmp_path / "base"))


@pytest.fixture(scope="session")
def live() -> Path:
    """The folder of the live datapackage.json, which a test may only read."""
    return ROOT


@pytest.fixture(scope="session")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The small dataset with values that tools misread; a test may only read it."""
    folder = tmp_path_factory.mktemp("hostile")
    shutil.copytree(SMALL, folder / "tables")
    shutil.copy(ROOT / "datapackage.json", folder)
    shutil.copy(ROOT / "tables" / "terms.csv", folder / "tables")
    make_hostile(folder)
    return folder


@pytest.fixture(scope="session")
def exported(hostile: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every format of the hostile dataset; a test may only read it."""
    folder = tmp_path_factory.mktemp("exports") / "hostile"
    pactexit.export(folder, path=hostile)
    return folder


@pytest.fixture(scope="session")
def live_export(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Every format of the live dataset, in a folder of that name; a test may only read it."""
    folder = tmp_path_factory.mktemp("live") / "pactexit-export"
    pactexit.export(folder)
    return folder
