"""Several files are written, or none of them is."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from pactexit.contributing.writing import ASIDE, write_all
from pactexit.problem import PactExitError

OLD = {"a.csv": b"old a", "tables/b.csv": b"old b", "tables/c.csv": b"old c"}
NEW = {name: content.replace(b"old", b"new") for name, content in OLD.items()}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "tables").mkdir()
    for name, content in OLD.items():
        (tmp_path / name).write_bytes(content)
    return tmp_path


def write(folder: Path) -> None:
    old, new = ({folder / name: c for name, c in files.items()} for files in (OLD, NEW))
    write_all(folder, new, old)


def found(folder: Path) -> dict[str, bytes]:
    """Every file of the folder, those that should not be there too."""
    files = (path for path in folder.rglob("*") if path.is_file())
    return {str(path.relative_to(folder)): path.read_bytes() for path in files}


def test_all_files_are_written_and_nothing_is_left_over(folder: Path) -> None:
    (folder / "a.csv").chmod(0o640)
    write(folder)
    assert found(folder) == NEW
    assert stat.S_IMODE((folder / "a.csv").stat().st_mode) == 0o640
    assert not (folder / ASIDE).exists()


@pytest.mark.parametrize("operation", ["copyfile", "fsync", "replace"])
@pytest.mark.parametrize("failing", [1, 2, 3])
def test_what_fails_half_way_leaves_every_file_as_it_was(
    operation: str, failing: int, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = {"copyfile": "shutil.copyfile", "fsync": "os.fsync", "replace": "pathlib.Path.replace"}
    module, _, name = owner[operation].rpartition(".")
    real = getattr(Path if module == "pathlib.Path" else sys.modules[module], name)
    calls = iter(range(1, 100))

    def fail_once(*arguments: object) -> object:
        if next(calls) == failing:
            raise KeyboardInterrupt
        return real(*arguments)

    monkeypatch.setattr(owner[operation], fail_once)
    with pytest.raises(KeyboardInterrupt):
        write(folder)
    assert next(calls) > failing
    assert found(folder) == OLD
    assert not (folder / ASIDE).exists()


def test_a_file_that_changed_meanwhile_is_not_overwritten(folder: Path) -> None:
    (folder / "tables" / "c.csv").write_bytes(b"by another hand")
    with pytest.raises(PactExitError, match=r"c\.csv: has changed meanwhile"):
        write(folder)
    assert found(folder) == {**OLD, "tables/c.csv": b"by another hand"}


def test_a_process_that_dies_half_way_leaves_the_files_as_they_were_aside(folder: Path) -> None:
    program = f"""
import os, pathlib
real, calls = pathlib.Path.replace, []
def die(self, target):
    calls.append(self)
    if len(calls) == 2:
        os._exit(9)
    return real(self, target)
pathlib.Path.replace = die
from pactexit.contributing.writing import write_all
folder = pathlib.Path({str(folder)!r})
old = {{folder / name: content for name, content in {OLD!r}.items()}}
new = {{folder / name: content for name, content in {NEW!r}.items()}}
write_all(folder, new, old)
"""
    done = subprocess.run([sys.executable, "-c", program], check=False, env=os.environ)
    assert done.returncode == 9
    assert {name: (folder / ASIDE / "before" / name).read_bytes() for name in OLD} == OLD
    with pytest.raises(PactExitError, match=r"stopped half way\. Put the files in"):
        write(folder)
    # as the message says
    for name in OLD:
        (folder / ASIDE / "before" / name).replace(folder / name)
    shutil.rmtree(folder / ASIDE)
    write(folder)
    assert {name: (folder / name).read_bytes() for name in NEW} == NEW
