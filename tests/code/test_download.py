"""The command `download`: the installed dataset as files, as a whole or not at all."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

import pactexit
from conftest import ROOT
from pactexit.releasing import placing

COMMAND = Path(sys.executable).with_name("pactexit")


def run(folder: Path) -> subprocess.CompletedProcess[str]:
    words = [str(COMMAND), "download", "--to", str(folder)]
    return subprocess.run(words, capture_output=True, text=True, check=False)


def files(folder: Path) -> dict[str, bytes]:
    return {
        str(path.relative_to(folder)): path.read_bytes()
        for path in folder.rglob("*")
        if path.is_file()
    }


def shipped() -> dict[str, bytes]:
    return {
        name: content
        for name, content in files(ROOT).items()
        if name == "datapackage.json" or name.startswith("tables/")
    }


@pytest.mark.parametrize("place", ["new", "deep/er/new", "empty"])
def test_it_writes_the_descriptor_and_every_table_as_they_are(place: str, tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    done = run(tmp_path / place)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.startswith("Pact Exit ")
    assert files(tmp_path / place) == shipped()
    assert pactexit.validate(tmp_path / place).valid


def test_an_earlier_download_is_replaced_as_a_whole(tmp_path: Path) -> None:
    run(tmp_path / "data")
    (tmp_path / "data" / "tables" / "events.csv").write_text("old", encoding="utf-8")
    (tmp_path / "data" / "tables" / "terms.csv").unlink()
    assert run(tmp_path / "data").returncode == 0
    assert files(tmp_path / "data") == shipped()
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


@pytest.mark.parametrize("other", ["thesis.txt", "tables/notes.csv"])
def test_files_of_others_are_not_touched(other: str, tmp_path: Path) -> None:
    run(tmp_path)
    (tmp_path / other).write_text("mine", encoding="utf-8")
    before = files(tmp_path)
    done = run(tmp_path)
    assert done.returncode == 2
    (message,) = done.stderr.splitlines()
    assert "holds other files" in message
    assert files(tmp_path) == before


def test_a_place_that_cannot_be_written_gives_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    for place in (tmp_path / "file", tmp_path / "file" / "folder"):
        done = run(place)
        assert done.returncode == 2
        assert len(done.stderr.splitlines()) == 1
        assert "Traceback" not in done.stderr


def test_what_is_there_stays_when_the_new_copy_cannot_be_placed(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data"
    pactexit.download(folder)
    before = files(folder)
    rename = Path.rename

    def refuse(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise PermissionError(13, "not allowed", str(target))
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", refuse)
    # as on a system that cannot exchange two folders
    monkeypatch.setattr(placing, "_exchanged", lambda *_: False)
    with pytest.raises(PermissionError):
        pactexit.download(folder)
    assert files(folder) == before
    assert [path.name for path in tmp_path.iterdir()] == ["data"]
