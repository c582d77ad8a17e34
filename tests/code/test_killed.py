"""A download that is killed: the folder is whole, old or new, and nothing lies about for ever."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

import pactexit
import servers
from pactexit.problem import PactExitError
from pactexit.releasing import cache, placing
from servers import Server, files

KILLED = Path(__file__).parents[1] / "killed.py"
TWENTY = 20


def killed(published: Path, folder: Path, times: int) -> Any:
    command: list[str | Path] = [sys.executable, KILLED, folder, published, str(times)]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    return json.loads(done.stdout)


def command(server: Server) -> list[str | Path]:
    return [Path(sys.executable).with_name("pactexit"), "download", "--from", server.address]


def test_killed_at_twenty_moments_and_around_the_last_step_the_folder_is_whole(
    published: Path, tmp_path: Path
) -> None:
    found = killed(published, tmp_path / "home" / "data", TWENTY)
    assert found["moments"] > TWENTY
    assert [signal_ for signal_, _ in found["seen"]] == [signal.SIGKILL] * 2 * TWENTY
    wholes = [whole for _, whole in found["seen"]]
    assert all(len(whole) == 1 for whole in wholes)
    # some were killed before the new copy was in its place, some after
    asked = ["1.1.0", "1.0.0"] * TWENTY
    assert {whole == [version] for whole, version in zip(wholes, asked, strict=True)} == {
        True,
        False,
    }
    # an empty folder may be of a process that has only begun, unless it is old
    left = [tmp_path / "home" / name for name in found["left"] if name != "data"]
    assert [path for path in left if any(path.iterdir())] == []
    for path in left:
        os.utime(path, (0, 0))
    pactexit.download(tmp_path / "home" / "data", "1.0.0", source=published)
    assert [path.name for path in (tmp_path / "home").iterdir()] == ["data"]


def test_a_download_that_is_killed_while_it_fetches_leaves_no_half_package(
    server: Server, tmp_path: Path
) -> None:
    name = "packages/pactexit-1.0.0.zip"
    server.answers[name] = servers.stalled
    process = subprocess.Popen([*command(server), "--version", "1.0.0", "--to", tmp_path / "data"])
    while name not in server.asked or not list(cache.folder().rglob("new")):
        time.sleep(0.02)
    process.kill()
    process.wait()
    assert not (tmp_path / "data").exists()
    assert not list(cache.folder().rglob("*.zip"))
    server.answers.clear()
    pactexit.download(tmp_path / "data", "1.0.0", source=server.address)
    (folder,) = cache.folder().iterdir()
    assert [path.suffix for path in folder.iterdir()] == [".zip"]


def test_where_folders_cannot_be_exchanged_the_next_command_finds_the_old_copy(
    published: Path, old: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = files(old)
    script = (
        "import os, signal, sys, pathlib, pactexit\n"
        "from pactexit.releasing import placing\n"
        "placing._exchanged = lambda *_: False\n"
        "rename = pathlib.Path.rename\n"
        "def once(self, target):\n"
        "    rename(self, target)\n"
        "    os.kill(os.getpid(), signal.SIGKILL)\n"
        "pathlib.Path.rename = once\n"
        "pactexit.download(sys.argv[1], '1.1.0', source=sys.argv[2])\n"
    )
    done = subprocess.run([sys.executable, "-c", script, old, published], check=False)
    assert done.returncode == -signal.SIGKILL
    # the one moment that such a system has
    assert not old.exists()
    with pytest.raises(PactExitError, match="There is no published version"):
        pactexit.download(old, "9.9.9", source=published)
    assert files(old) == before
    assert not list(tmp_path.glob(".data*"))


def test_what_another_process_does_is_not_touched(published: Path, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with placing.beside(folder) as theirs:
        (theirs / "new").mkdir()
        pactexit.download(folder, "1.0.0", source=published)
        assert (theirs / "new").is_dir()
    assert not list(tmp_path.glob(".data*"))


def test_a_folder_of_a_like_name_is_not_touched(published: Path, tmp_path: Path) -> None:
    for name in (".data.backup", ".data.", "data.pactexit-x"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "mine").write_text("mine", encoding="utf-8")
    before = files(tmp_path)
    pactexit.download(tmp_path / "data", "1.0.0", source=published)
    after = files(tmp_path)
    assert {name: after[name] for name in before} == before


def test_a_link_stays_a_link(published: Path, tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    link = tmp_path / "data"
    link.symlink_to("disk")
    for version in ("1.0.0", "1.1.0"):
        pactexit.download(link, version, source=published)
        assert link.readlink() == Path("disk")
        assert (tmp_path / "disk" / "datapackage.json").is_file()


def test_two_downloads_at_once_leave_one_whole_copy(server: Server, tmp_path: Path) -> None:
    folder = tmp_path / "data"
    running = [
        subprocess.Popen(
            [*command(server), "--to", folder, "--version", version], stderr=subprocess.PIPE
        )
        for version in ("1.0.0", "1.1.0", "1.0.0")
    ]
    ends = [process.communicate()[1] for process in running]
    assert [end for end in ends if end.startswith(b"Pact Exit ")]
    wholes = []
    for version in ("1.0.0", "1.1.0"):
        pactexit.download(tmp_path / version, version, source=server.address)
        wholes.append(files(tmp_path / version))
    assert files(folder) in wholes
