"""Published folders that are damaged or hostile: refused in one line, and the old copy stays."""

from __future__ import annotations

import hashlib
import json
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

import servers
from servers import Server, files

ZIP = "packages/pactexit-1.1.0.zip"

Run = Callable[..., tuple[int, str]]


@pytest.mark.parametrize(
    "name", ["../evil", "/etc/evil", "a/../../evil", "csv/../evil", "C:/evil", "..\\evil"]
)
def test_names_that_lead_out_are_refused(
    name: str, server: Server, old: Path, tmp_path: Path, typed: Run
) -> None:
    before = files(tmp_path)
    sums = server.folder / "SHA256SUMS"
    sums.write_text(f"{sums.read_text()}{'0' * 64}  {name}\n", encoding="utf-8")
    changed = files(tmp_path)
    for form in ("csv", "parquet"):
        code, said = typed("download", "--from", server.address, "--to", old, "--format", form)
        assert (code, len(said.splitlines())) == (2, 1)
        assert "lies outside of the release" in said
    assert files(tmp_path) == changed
    assert changed.keys() == before.keys()


def listed(folder: Path, **changes: object) -> None:
    """Edits the newest version of versions.json, and gives the file its hash again."""
    path = folder / "versions.json"
    found = json.loads(path.read_text(encoding="utf-8"))
    found["versions"][0] |= changes
    path.write_text(json.dumps(found), encoding="utf-8")
    servers.add_up(folder)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"path": "../pactexit-1.1.0.zip"}, "is not one of a release"),
        ({"path": "/etc/passwd"}, "is not one of a release"),
        ({"version": "../../1.1.0"}, "is not one of a release"),
        ({"hash": "md5:0"}, "is not one of a release"),
        ({"bytes": "many"}, "is not one of a release"),
        ({"bytes": 10**15}, "is not one of a release"),
        ({"bytes": 17}, "has more than the 17 bytes allowed"),
        ({"hash": f"sha256:{'0' * 64}"}, "have two hashes of"),
    ],
)
def test_a_damaged_list_of_versions_is_refused(
    changes: dict[str, object], reason: str, server: Server, old: Path, typed: Run
) -> None:
    before = files(old)
    listed(server.folder, **changes)
    code, said = typed("download", "--from", server.address, "--to", old)
    assert (code, len(said.splitlines())) == (2, 1)
    assert reason in said
    assert files(old) == before


def test_without_versions_json_it_is_no_release(server: Server, old: Path, typed: Run) -> None:
    (server.folder / "versions.json").unlink()
    code, said = typed("download", "--from", server.address, "--to", old)
    assert code == 2
    assert "versions.json: is not there (404)" in said
    servers.add_up(server.folder)
    code, said = typed("download", "--from", server.address, "--to", old)
    assert code == 2
    assert "has no versions.json" in said


@pytest.mark.parametrize("text", ["[]", "{}", "null", "[" * 100_000, '{"package": "pactexit"}'])
def test_a_list_of_another_form_is_refused(
    text: str, server: Server, tmp_path: Path, typed: Run
) -> None:
    (server.folder / "versions.json").write_text(text, encoding="utf-8")
    servers.add_up(server.folder)
    code, said = typed("download", "--from", server.address, "--to", tmp_path / "data")
    assert (code, len(said.splitlines())) == (2, 1)
    assert "is not one of a release" in said


def test_a_release_of_another_package_is_refused(
    server: Server, tmp_path: Path, typed: Run
) -> None:
    path = server.folder / "versions.json"
    path.write_text(path.read_text().replace('"pactexit"', '"birds"', 1), encoding="utf-8")
    servers.add_up(server.folder)
    code, said = typed("download", "--from", server.address, "--to", tmp_path / "data")
    assert code == 2
    assert "is a release of 'birds', not 'pactexit'" in said


def repack(folder: Path, member: str, content: bytes) -> None:
    """Puts another content of a member into the newest package, with hashes that hold."""
    path = folder / ZIP
    with zipfile.ZipFile(path) as archive:
        members = {name: archive.read(name) for name in archive.namelist()}
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in (members | {member: content}).items():
            archive.writestr(name, data)
    data = path.read_bytes()
    listed(folder, bytes=len(data), hash=f"sha256:{hashlib.sha256(data).hexdigest()}")


def test_a_package_that_leads_out_or_is_another_one_is_refused(
    server: Server, two_versions: dict[str, Path], old: Path, tmp_path: Path, typed: Run
) -> None:
    before = files(old)
    descriptor = (two_versions["1.1.0"] / "datapackage.json").read_text(encoding="utf-8")
    for edited, reason in (
        (descriptor.replace("tables/terms.csv", "../terms.csv"), "leads out of the folder"),
        (descriptor.replace('"1.1.0"', '"1.0.5"'), "is pactexit 1.0.5, not pactexit 1.1.0"),
        (descriptor.replace('"pactexit"', '"birds"', 1), "is birds 1.1.0, not pactexit 1.1.0"),
        ("no JSON", "is no JSON"),
    ):
        repack(server.folder, "datapackage.json", edited.encode())
        code, said = typed("download", "--from", server.address, "--to", old)
        assert (code, len(said.splitlines())) == (2, 1)
        assert reason in said
        assert files(old) == before


def test_a_zip_that_unpacks_to_too_much_is_refused(
    server: Server, old: Path, typed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    from pactexit.changes import packing

    monkeypatch.setattr(packing, "LARGEST", 1_000_000)
    repack(server.folder, "tables/terms.csv", b"x" * 2_000_000)
    before = files(old)
    code, said = typed("download", "--from", server.address, "--to", old)
    assert code == 2
    assert "unpacks to more than" in said
    assert files(old) == before
