"""Versions by their names: opened, cited and compared, from the cache once they were fetched."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

import pactexit
import servers
from conftest import ROOT
from pactexit import dataset as datasets
from pactexit.problem import PactExitError, UnknownNameError
from pactexit.releasing import cache
from servers import Server

Run = Callable[..., tuple[int, str]]
INSTALLED = datasets.read().version


def columns(con: object) -> list[str]:
    return pactexit.table("countries", con).columns  # type: ignore[arg-type]


def test_a_version_is_opened_and_asked(server: Server) -> None:
    with pactexit.load("1.0.0", source=server.address) as con:
        assert con.execute("select version from schema_package").fetchall() == [("1.0.0",)]
        assert "word" not in columns(con)
        assert "Pact Exit 1.0.0, data as of" in str(pactexit.ask("orders_overview", con))
    with pactexit.load(source=server.address) as con:
        assert con.execute("select version from schema_package").fetchall() == [("1.1.0",)]
        assert "word" in columns(con)


def test_what_was_fetched_once_is_opened_offline(server: Server) -> None:
    pactexit.load("1.0.0", source=server.address).close()
    server.asked.clear()
    for source in (server.address, None):
        with pactexit.load(version="1.0.0", source=source) as con:
            assert con.execute("select count(*) > 0 from agreements").fetchall() == [(True,)]
    assert server.asked == []


def test_what_was_downloaded_can_be_opened_by_its_version(server: Server, tmp_path: Path) -> None:
    pactexit.download(tmp_path / "data", "1.0.0", source=server.address)
    shutil.rmtree(tmp_path / "data")
    pactexit.load(version="1.0.0").close()


def test_the_installed_version_is_opened_as_it_is(published: Path) -> None:
    for con in (pactexit.load(), pactexit.load(INSTALLED)):
        assert con.execute("select version from schema_package").fetchall() == [(INSTALLED,)]
        con.close()
    assert not cache.folder().exists()


def test_a_damaged_copy_is_never_opened(server: Server) -> None:
    pactexit.load("1.0.0", source=server.address).close()
    (copy,) = cache.folder().rglob("*.zip")
    good = copy.read_bytes()
    for bad in (good[:-1], b"", good[:500] + b"\0" + good[501:]):
        copy.write_bytes(bad)
        with pytest.raises(PactExitError, match="is published is not known"):
            pactexit.load("1.0.0")
    pactexit.load("1.0.0", source=server.address).close()
    assert copy.read_bytes() == good


def test_two_sources_do_not_stand_for_each_other(
    server: Server, two_versions: dict[str, Path], tmp_path: Path
) -> None:
    other = servers.publish(tmp_path / "other", [two_versions["1.0.0"]])
    pactexit.load("1.0.0", source=server.address).close()
    pactexit.load("1.0.0", source=other).close()
    # the same bytes from two places are one version
    pactexit.load("1.0.0").close()
    shutil.rmtree(other)
    fake = two_versions["1.1.0"]
    shutil.copytree(fake, tmp_path / "fake")
    path = tmp_path / "fake" / "datapackage.json"
    path.write_text(path.read_text().replace('"1.1.0"', '"1.0.0"'), encoding="utf-8")
    servers.publish(other, [tmp_path / "fake"])
    shutil.rmtree(cache.folder())
    pactexit.load("1.0.0", source=server.address).close()
    with pactexit.load("1.0.0", source=other) as con:
        assert "word" in columns(con)
    with pactexit.load("1.0.0", source=server.address) as con:
        assert "word" not in columns(con)
    with pytest.raises(PactExitError, match="Several packages say that they are version"):
        pactexit.load("1.0.0")


@pytest.mark.parametrize("version", ["1.0", "latest", "../1.0.0", "1.0.0/..", "*", "", "1.0.9"])
def test_a_version_that_there_is_not_is_refused(version: str, server: Server) -> None:
    pactexit.load("1.0.0", source=server.address).close()
    with pytest.raises(UnknownNameError, match="There is no published version"):
        pactexit.load(version, source=server.address)
    with pytest.raises(PactExitError, match="is published is not known"):
        pactexit.load(version)


def test_a_version_that_this_code_cannot_open_is_said_in_one_line(
    published: Path, tmp_path: Path
) -> None:
    shutil.copytree(ROOT / "tests" / "small", tmp_path / "broken")
    for name in ("datapackage.json", "tables/terms.csv"):
        shutil.copy(ROOT / name, tmp_path / "broken" / name)
    path = tmp_path / "broken" / "datapackage.json"
    path.write_text(
        path.read_text().replace(f'"{INSTALLED}"', '"2.0.0"').replace('"stage"', '"step_stage"'),
        encoding="utf-8",
    )
    table = tmp_path / "broken" / "tables" / "events.csv"
    table.write_text(table.read_text().replace("stage", "step_stage", 1), encoding="utf-8")
    source = servers.publish(tmp_path / "later", [tmp_path / "broken"])
    with pytest.raises(
        PactExitError, match="cannot be opened by this version of pactexit"
    ) as error:
        pactexit.load("2.0.0", source=source)
    assert len(str(error.value).splitlines()) == 1


def test_a_version_is_cited_with_its_own_day(server: Server, typed: Run) -> None:
    words = ("cite", "--version", "1.0.0", "--format", "csl-json")
    code, said = typed(*words)
    assert code == 2
    assert "where 1.0.0 is published is not known" in said
    code, cited = typed(*words, "--from", server.address)
    assert code == 0
    assert '"version": "1.0.0"' in cited
    assert "2031,\n          1,\n          2" in cited
    assert typed(*words) == (0, cited)
    assert pactexit.cite("csl-json", "1.0.0") == cited.strip()
    code, said = typed("cite", "--version", "1.5.0", "--from", server.address)
    assert code == 2
    assert "Known: 1.0.0, 1.1.0" in said


def test_published_versions_are_compared(
    server: Server, tmp_path: Path, typed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, said = typed("diff", "1.0.0", "1.1.0", "--from", server.address)
    assert code == 0
    assert "added: countries.word" in said
    assert "pactexit 1.0.0 to 1.1.0" in said
    # from now on without a source, and against a folder
    assert typed("diff", "1.0.0", "1.1.0") == (0, said)
    pactexit.download("data", "1.1.0")
    assert typed("diff", "1.0.0", "data") == (0, said)
    # the installed version needs no source
    code, changes = typed("diff", INSTALLED, "1.1.0")
    assert code == 0
    assert f"pactexit {INSTALLED} to 1.1.0" in changes
    code, said = typed("diff", "1.0.0", "1.2.0", "--from", server.address)
    assert (code, len(said.splitlines())) == (2, 1)
    assert "Did you mean" in said


def test_a_file_or_a_revision_of_that_name_comes_first(
    server: Server,
    two_versions: dict[str, Path],
    tmp_path: Path,
    typed: Run,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    repository = Path(shutil.copytree(two_versions["1.1.0"], tmp_path / "repository"))
    who = ["-c", "user.name=A contributor", "-c", "user.email=a@example.org"]
    for words in (["init"], ["add", "."], ["commit", "--message=a"], ["tag", "1.0.0"]):
        subprocess.run(
            ["git", "-C", repository, *who, *words],
            check=True,
            capture_output=True,
            env=os.environ | {"GIT_CONFIG_GLOBAL": os.devnull},
        )
    monkeypatch.chdir(repository)
    pactexit.load("1.0.0", source=server.address).close()
    assert "no change" in typed("diff", "1.0.0")[1]
    assert "added: countries.word" in typed("diff", "1.0.0", "--from", server.address)[1]
    shutil.copytree(two_versions["1.1.0"], "1.1.0")
    server.asked.clear()
    assert "no change" in typed("diff", "1.1.0", "--from", server.address)[1]
    assert server.asked == []


def test_the_cache_is_where_the_system_has_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(Path, "home", lambda: tmp_path)
    monkeypatch.setenv("XDG_CACHE_HOME", "relative")
    for platform, place in (
        ("linux", ".cache"),
        ("darwin", "Library/Caches"),
        ("win32", "AppData/Local"),
    ):
        monkeypatch.setattr("sys.platform", platform)
        monkeypatch.delenv("LOCALAPPDATA", raising=False)
        assert cache.folder() == tmp_path / place / "pactexit"
        monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "mine"))
        assert cache.folder() == tmp_path / "mine" / "pactexit"
        monkeypatch.delenv("XDG_CACHE_HOME")


def test_a_cache_that_cannot_be_written_gives_one_line(
    server: Server, tmp_path: Path, typed: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "file"))
    code, said = typed("cite", "--version", "1.0.0", "--from", server.address)
    assert (code, len(said.splitlines())) == (2, 1)
    assert "cannot be written" in said
