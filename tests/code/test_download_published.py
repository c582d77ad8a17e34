"""Downloads of published versions: what is asked for, from wherever it is published."""

from __future__ import annotations

import hashlib
import json
import os
import pty
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import pactexit
import servers
from pactexit.problem import PactExitError
from pactexit.releasing import cache
from servers import Server, files, is_version

ZIP = "packages/pactexit-1.1.0.zip"

Run = Callable[..., tuple[int, str]]


@pytest.mark.parametrize("way", ["folder", "file", "http", "http/"])
def test_the_newest_version_comes_from_wherever_it_is(
    way: str, server: Server, two_versions: dict[str, Path], tmp_path: Path, typed: Run
) -> None:
    ways = {"folder": str(server.folder), "file": server.folder.as_uri(), "http": server.address}
    source = f"{server.address}/" if way == "http/" else ways[way]
    code, said = typed("download", "--from", source, "--to", tmp_path / "data")
    assert (code, said) == (0, f"Pact Exit 1.1.0: 10 files (csv) in {tmp_path / 'data'}.\n")
    assert is_version(tmp_path / "data", two_versions["1.1.0"])
    assert pactexit.validate(tmp_path / "data").valid


def test_a_version_by_name_replaces_another_one_as_a_whole(
    server: Server, two_versions: dict[str, Path], tmp_path: Path, typed: Run
) -> None:
    for version in ("1.1.0", "1.0.0", "1.1.0"):
        code, _ = typed(
            *("download", "--from", server.address, "--version", version),
            *("--to", tmp_path / "data"),
        )
        assert code == 0
        assert is_version(tmp_path / "data", two_versions[version])
    assert {path.name for path in tmp_path.iterdir()} == {"published", "data", "cache"}


def test_another_format_has_the_published_files_and_their_hashes(
    server: Server, tmp_path: Path, typed: Run
) -> None:
    for form in ("parquet", "jsonl"):
        words = ("download", "--from", server.address, "--format", form, "--to", tmp_path / "data")
        assert typed(*words)[0] == 0
        found = files(tmp_path / "data")
        sums = found.pop("SHA256SUMS").decode().splitlines()
        assert found == {
            name: content
            for name, content in files(server.folder).items()
            if name.startswith(f"{form}/")
        }
        hashes = {name: hashlib.sha256(content).hexdigest() for name, content in found.items()}
        assert {line[66:]: line[:64] for line in sums} == hashes
    # and back to the data package
    assert typed("download", "--from", server.address, "--to", tmp_path / "data")[0] == 0
    assert "datapackage.json" in files(tmp_path / "data")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["--version", "1.0.0", "--format", "parquet"], "Of version 1.0.0 csv alone is published"),
        (["--format", "duckdb"], "has nothing in the format duckdb"),
        (["--version", "1.1.1"], "Did you mean 1.1.0?"),
        (["--version", "v1.0.0"], "Did you mean 1.0.0?"),
        (["--version", "../1.0.0"], "There is no published version '../1.0.0'"),
    ],
)
def test_what_is_not_published_is_said_with_what_is(
    words: list[str], reason: str, server: Server, old: Path, typed: Run
) -> None:
    before = files(old)
    code, said = typed("download", "--from", server.address, "--to", old, *words)
    assert (code, len(said.splitlines())) == (2, 1)
    assert reason in said
    assert files(old) == before


@pytest.mark.parametrize(
    "source",
    ["ftp://127.0.0.1/x", "s3://bucket/x", "file://elsewhere/x", "http://", "http://:80/x"],
)
def test_what_is_no_address_is_refused(source: str, old: Path, typed: Run) -> None:
    code, said = typed("download", "--from", source, "--to", old)
    assert (code, len(said.splitlines())) == (2, 1)
    assert "address" in said


def test_a_terminal_is_shown_how_far_it_is_and_a_pipe_is_not(
    server: Server, tmp_path: Path
) -> None:
    words = ["pactexit", "download", "--from", server.address, "--to", "data"]
    command: list[str | Path] = [Path(sys.executable).with_name(words[0]), *words[1:]]
    ours, theirs = pty.openpty()
    done = subprocess.run(command, cwd=tmp_path, stdout=subprocess.PIPE, stderr=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)
    assert done.stdout == b""
    *steps, last = [step.strip() for step in shown.split("\r") if step.strip()]
    assert f"{ZIP}: 100 %" in steps
    assert last == "Pact Exit 1.1.0: 10 files (csv) in data."
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, check=True)
    assert done.stderr.decode().splitlines() == [last]


def test_the_folder_of_a_release_is_no_earlier_download(server: Server, typed: Run) -> None:
    before = files(server.folder)
    code, said = typed("download", "--to", server.folder)
    assert code == 2
    assert "holds other files" in said
    assert files(server.folder) == before


def test_every_format_of_a_real_release(released: Path, tmp_path: Path, typed: Run) -> None:
    from pactexit.cli.download import download
    from pactexit.releasing.formats import FORMATS

    (option,) = [each for each in download.params if each.name == "form"]
    assert list(option.to_info_dict()["type"]["choices"]) == list(FORMATS)
    with servers.serving(released) as server:
        for form in FORMATS:
            words = ("--from", server.address, "--format", form, "--to", tmp_path / form)
            assert typed("download", *words)[0] == 0
            found = files(tmp_path / form)
            assert len(found) > 1
            if form != "csv":
                found.pop("SHA256SUMS")
                assert all((released / name).read_bytes() == found[name] for name in found)


def test_the_homepage_is_where_versions_come_from(
    server: Server,
    two_versions: dict[str, Path],
    tmp_path: Path,
    typed: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    home = tmp_path / "home"
    pactexit.download(home)
    path = home / "datapackage.json"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("{", f'{{"homepage": "{server.address}",', 1), encoding="utf-8")
    monkeypatch.setattr("pactexit.dataset.shipped", lambda: path)
    assert typed("download", "--to", tmp_path / "data")[0] == 0
    assert is_version(tmp_path / "data", two_versions["1.1.0"])
    server.asked.clear()
    installed = json.loads(text)["version"]
    assert typed("download", "--version", installed, "--to", tmp_path / "data")[0] == 0
    assert server.asked == []
    assert files(tmp_path / "data") == files(home)


def test_without_an_address_one_line_says_how_to_give_it(old: Path, typed: Run) -> None:
    before = files(old)
    code, said = typed("download", "--version", "7.0.0", "--to", old)
    assert (code, len(said.splitlines())) == (2, 1)
    assert "--from" in said
    assert files(old) == before
    with pytest.raises(PactExitError, match="is published is not known"):
        pactexit.download(old, "7.0.0")


def test_a_damaged_copy_in_the_cache_is_fetched_again(
    server: Server, two_versions: dict[str, Path], tmp_path: Path
) -> None:
    pactexit.download(tmp_path / "data", source=server.address)
    (copy,) = cache.folder().rglob("*.zip")
    copy.write_bytes(copy.read_bytes()[:-1])
    pactexit.download(tmp_path / "data", source=server.address)
    assert server.asked.count(ZIP) == 2
    assert is_version(tmp_path / "data", two_versions["1.1.0"])
    pactexit.download(tmp_path / "data", source=server.address)
    assert server.asked.count(ZIP) == 2
