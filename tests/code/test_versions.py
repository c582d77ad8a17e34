"""The command `diff`: versions are read from folders, zips and git, or refused in one line."""

from __future__ import annotations

import json
import os
import shutil
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import pactexit
from breaks import POL, Cell, apply
from conftest import ROOT
from pactexit.changes import packing
from pactexit.problem import PactExitError

COMMAND = Path(sys.executable).with_name("pactexit")
VERSION = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))["version"]
EDIT = Cell("agreements", POL, "signed_at", "Kraków")
SENTENCE = "changed: Poland, agreement of 1995: signed at Kraków instead of Warsaw"


def run(*words: str, folder: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *words], cwd=folder, capture_output=True, encoding="utf-8", check=False
    )


def git(folder: Path, *words: str) -> None:
    who = ["-c", "user.name=A contributor", "-c", "user.email=a@example.org"]
    subprocess.run(
        ["git", "-C", folder, *who, *words],
        check=True,
        capture_output=True,
        env=os.environ | {"GIT_CONFIG_GLOBAL": os.devnull},
    )


def packed(folder: Path, path: Path, prefix: str = "") -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(folder.rglob("*")):
            if file.is_file():
                archive.write(file, prefix + str(file.relative_to(folder)))
    return path


@pytest.fixture
def repository(small: Path) -> Path:
    """A repository with the small dataset in a folder, as it was and with one edit."""
    folder = small.parent / "repository"
    shutil.copytree(small, folder / "data")
    git(folder.parent, "init", "--initial-branch=main", str(folder))
    git(folder, "add", ".")
    git(folder, "commit", "--message=first")
    git(folder, "tag", "v0.1.0")
    apply(folder / "data", EDIT)
    git(folder, "commit", "--all", "--message=second")
    return folder


@pytest.mark.parametrize(
    ("old", "new", "where"),
    [
        ("v0.1.0", "main", "data"),
        ("HEAD~1", "HEAD", "data"),
        ("HEAD~1", ".", "data"),
        ("HEAD~1", "datapackage.json", "data"),
        ("HEAD~1:data", "data", "."),
        ("HEAD~1:data/datapackage.json", "main:data", "."),
        ("HEAD~1:./data", "HEAD:./data/datapackage.json", "."),
        ("main~1:./datapackage.json", "HEAD:../data", "data"),
    ],
)
def test_a_revision_is_read_as_git_names_it(
    repository: Path, old: str, new: str, where: str
) -> None:
    done = run("diff", old, new, folder=repository / where)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout == f"agreements\n  {SENTENCE}\npactexit {VERSION}: 1 changed\n"


def test_the_new_version_is_that_of_the_folder_where_none_is_named(repository: Path) -> None:
    assert SENTENCE in run("diff", "HEAD~1", folder=repository / "data").stdout
    assert (
        run("diff", "HEAD", folder=repository / "data").stdout == f"pactexit {VERSION}: no change\n"
    )


def test_a_file_is_no_revision(repository: Path) -> None:
    shutil.copytree(repository / "data", repository / "v0.1.0")
    assert "no change" in run("diff", "v0.1.0", "data", folder=repository).stdout


@pytest.mark.parametrize("prefix", ["", "pactexit-0.1.0/"])
def test_a_zip_is_read_with_or_without_a_folder_around_it(prefix: str, small: Path) -> None:
    old = packed(small, small.parent / "old.zip", prefix)
    apply(small, EDIT)
    new = packed(small, small.parent / "new.data", prefix)
    for other in (small, new):
        (change,) = pactexit.diff(old, other).changes
        assert f"{change.kind}: {change.sentence}" == SENTENCE
    assert pactexit.diff(small, old)


@pytest.mark.parametrize("form", ["text", "json", "markdown"])
def test_every_form_goes_to_a_file_as_a_whole(form: str, small: Path, tmp_path: Path) -> None:
    shutil.copytree(small, tmp_path / "old")
    apply(small, EDIT)
    words = ("diff", "old", "small", "--format", form)
    printed = run(*words, folder=tmp_path)
    assert (printed.returncode, printed.stderr) == (0, "")
    written = run(*words, "--output", "difference", folder=tmp_path)
    assert (written.returncode, written.stdout) == (0, "")
    assert written.stderr == f"pactexit {VERSION}: 1 changed. difference has the difference.\n"
    assert (tmp_path / "difference").read_text(encoding="utf-8") == printed.stdout
    if form == "json":
        assert json.loads(printed.stdout)["changes"][0]["after"] == "Kraków"


# what is refused


def broken(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:-200])


def damaged(path: Path) -> None:
    """Changes bytes in the middle of a file of the zip."""
    content = bytearray(path.read_bytes())
    place = content.index(b"claims.csv") + 200
    content[place : place + 50] = bytes(50)
    path.write_bytes(content)


def encrypted(path: Path) -> None:
    """Says of every file that it is encrypted."""
    content = bytearray(path.read_bytes())
    for mark, offset in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        place = content.find(mark)
        while place >= 0:
            content[place + offset] |= 1
            place = content.find(mark, place + 4)
    path.write_bytes(content)


def empty(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("readme.txt", "")


def twice(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a/datapackage.json", "{}")
        archive.writestr("b/datapackage.json", "{}")


def no_json(path: Path) -> None:
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("datapackage.json", "{")


def without_a_table(path: Path) -> None:
    with zipfile.ZipFile(path) as archive:
        kept = {n: archive.read(n) for n in archive.namelist() if "claims" not in n}
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in kept.items():
            archive.writestr(name, content)


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (broken, "is no zip that can be read: "),
        (damaged, "is no zip that can be read: "),
        (encrypted, "encrypted"),
        (empty, "holds no datapackage.json. Give the zip of a data package."),
        (twice, "holds several packages: 'a/datapackage.json' and 'b/datapackage.json'."),
        (no_json, "bad.zip: datapackage.json: is no JSON: "),
        (without_a_table, "bad.zip: has no tables/claims.csv, which its descriptor names."),
    ],
)
def test_a_bad_zip_gives_one_line(
    damage: Callable[[Path], None], reason: str, small: Path, tmp_path: Path
) -> None:
    damage(packed(small, tmp_path / "bad.zip"))
    for words in (("diff", "bad.zip", "small"), ("diff", "small", "bad.zip")):
        refused(words, reason, tmp_path)


def refused(words: tuple[str, ...], reason: str, folder: Path) -> None:
    done = run(*words, folder=folder)
    assert (done.returncode, done.stdout) == (2, "")
    (line,) = done.stderr.splitlines()
    assert line.startswith("pactexit: ")
    assert reason in line, line
    assert "/tmp" not in line.replace(str(folder), "")


@pytest.mark.parametrize("path", ["../evil.csv", "/evil.csv", "tables/../../evil.csv"])
def test_a_zip_writes_nothing_outside(path: str, tmp_path: Path) -> None:
    resource = {"name": "evil", "path": path, "schema": {"fields": [{"name": "a"}]}}
    with zipfile.ZipFile(tmp_path / "evil.zip", "w") as archive:
        archive.writestr("datapackage.json", json.dumps({"name": "x", "resources": [resource]}))
        archive.writestr(path, "a\n1\n")
    refused(("diff", "evil.zip", "evil.zip"), "leads out of the folder", tmp_path)
    assert [file.name for file in tmp_path.iterdir()] == ["evil.zip"]
    assert not list(tmp_path.parent.glob("evil.csv"))


def bomb(path: Path, size: int, said: int) -> Path:
    """A zip with a table of so many bytes, which says that it has another number of them."""
    resource = {"name": "a", "path": "a.csv", "schema": {"fields": [{"name": "a"}]}}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("datapackage.json", json.dumps({"name": "x", "resources": [resource]}))
        archive.writestr("a.csv", b"0" * size)
    content = path.read_bytes().replace(struct.pack("<L", size), struct.pack("<L", said))
    path.write_bytes(content)
    return path


@pytest.mark.parametrize("said", [2_000_000, 4_000_000_000, 10])
def test_a_zip_that_unpacks_to_more_than_the_bound_is_refused(
    said: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "LARGEST", 1_000_000)
    path = bomb(tmp_path / "bomb.zip", 2_000_000, said)
    # a zip that says too little is broken: no more is read than it says
    reason = "unpacks to more than 1,000,000 bytes" if said > 10 else "is no zip that can be read"
    with pytest.raises(PactExitError, match=reason):
        pactexit.diff(path, path)


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("diff",), "Missing argument 'OLD'"),
        (("diff", "nowhere"), "nowhere: there is no such folder, file or zip, and git knows no"),
        (("diff", "data", "data/nowhere.json"), "data/nowhere.json: there is no such folder"),
        (("diff", "v0.2.0", "data"), "v0.2.0: there is no such folder, file or zip, and git"),
        (("diff", "HEAD~7:data", "data"), "git knows no such revision"),
        (("diff", "HEAD", "data"), "HEAD: the revision has no datapackage.json. Name it as"),
        (("diff", "HEAD:dat", "data"), "HEAD:dat: the revision has no dat/datapackage.json"),
        (("diff", "--", "--all", "data"), "--all: there is no such folder"),
        (("diff", "HEAD:data/tables/claims.csv", "data"), "claims.csv: is no JSON"),
        (("diff", "data", "data", "--format", "html"), "'html' is not one of"),
        (("diff", "data", "data", "--output", "no/such/file"), "no/such/"),
        (("diff", "a" * 5000, "data"), "there is no such folder"),
    ],
)
def test_a_version_that_is_not_there_gives_one_line(
    words: tuple[str, ...], reason: str, repository: Path
) -> None:
    refused(words, reason, repository)


def test_without_a_repository_or_without_git_a_revision_is_refused(
    small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small.parent))
    refused(("diff", "main", "small"), "no git repository here", small.parent)
    monkeypatch.setenv("PATH", "/nowhere")
    refused(("diff", "main", "small"), "git is not installed", small.parent)


def test_a_link_in_a_revision_is_not_followed(repository: Path) -> None:
    secret = repository.parent / "secret.csv"
    secret.write_text("secret", encoding="utf-8")
    table = repository / "data" / "tables" / "terms.csv"
    table.unlink()
    table.symlink_to(secret)
    git(repository, "commit", "--all", "--message=link")
    refused(("diff", "HEAD:data", "HEAD~1:data"), "HEAD:data: has no tables/terms.csv", repository)
