"""The two datasets of the tests: a small fixed one for the code, the live tables for the data."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from hypothesis import settings

import pactexit
from exports import make_hostile

if TYPE_CHECKING:
    from servers import Server

pytest_plugins = ["browsing", "spoiling"]

# no test is timed: a busy machine is no failure
settings.register_profile("untimed", deadline=None)
settings.register_profile("long", deadline=None, max_examples=200)
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


@pytest.fixture(scope="session")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a release of the small dataset, version 1.0.0, which tests may only read."""
    # that module needs this one
    from releases import dataset, written

    folder = tmp_path_factory.mktemp("released")
    return written(folder / "release", dataset(folder / "data")).folder


@pytest.fixture(scope="session")
def two_versions(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Path]:
    """The small dataset as versions 1.0.0 and 1.1.0, which has a column more."""
    from breaks import Describe
    from releases import add_column, dataset

    home = tmp_path_factory.mktemp("versions")
    day = "2031-02-03T00:00:00Z"
    second = dataset(home / "second", Describe({"version": "1.1.0", "created": day}))
    add_column(second, "word")
    return {"1.0.0": dataset(home / "first"), "1.1.0": second}


@pytest.fixture(scope="session")
def published_once(two_versions: dict[str, Path], tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What is published of both, which a test may only read."""
    import servers

    return servers.publish(tmp_path_factory.mktemp("published"), list(two_versions.values()))


@pytest.fixture
def published(published_once: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """What is published of both, to be damaged; with a cache of its own, and no long pauses."""
    from pactexit.releasing import places

    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    # no proxy stands before a server of this machine
    monkeypatch.setenv("no_proxy", "*")
    monkeypatch.setattr(places, "PAUSES", (0.01, 0.01, 0.01))
    return Path(shutil.copytree(published_once, tmp_path / "published"))


@pytest.fixture
def server(published: Path) -> Iterator[Server]:
    """A server that gives it."""
    import servers

    with servers.serving(published) as server:
        yield server


@pytest.fixture
def old(tmp_path: Path, published: Path) -> Path:
    """A folder with an earlier download, of version 1.0.0."""
    return pactexit.download(tmp_path / "data", "1.0.0", source=published).folder


@pytest.fixture
def typed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Callable[..., tuple[int, str]]:
    """Runs the command in this process: its exit code, and all that it says."""
    from pactexit import cli

    def run(*words: object) -> tuple[int, str]:
        monkeypatch.setattr("sys.argv", ["pactexit", *map(str, words)])
        with pytest.raises(SystemExit) as end:
            cli.main()
        said = capsys.readouterr()
        assert isinstance(end.value.code, int)
        return end.value.code, said.out + said.err

    return run


@pytest.fixture
def broken(released: Path, tmp_path: Path) -> Callable[[str, Callable[[str], str]], Path]:
    """Makes a copy of the release in which the text of one file is another."""

    def make(name: str, change: Callable[[str], str]) -> Path:
        folder = Path(shutil.copytree(released, tmp_path / "broken"))
        before = (folder / name).read_text(encoding="utf-8")
        after = change(before)
        assert after != before
        (folder / name).write_text(after, encoding="utf-8")
        return folder

    return make
