"""The command `export` and its function: whole folders, chosen formats, one line for bad input."""

from __future__ import annotations

import os
import pty
import subprocess
import sys
from pathlib import Path

import pytest

import pactexit
from pactexit.problem import PactExitError, UnknownNameError
from pactexit.releasing import exporting
from pactexit.releasing.formats import FORMATS

COMMAND = Path(sys.executable).with_name("pactexit")


def run(
    *words: str | Path, cwd: Path | None = None, **environ: str
) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, "export", *words],
        cwd=cwd,
        env={**os.environ, **environ},
        capture_output=True,
        text=True,
        check=False,
    )


def refused(done: subprocess.CompletedProcess[str]) -> str:
    """The one line of a command that could not do its work."""
    assert (done.returncode, done.stdout) == (2, "")
    [line] = done.stderr.splitlines()
    return line


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}


def test_formats_are_chosen_with_commas_and_again(tmp_path: Path, small: Path) -> None:
    folder = tmp_path / "deep" / "er"
    words = ["--format", "json,sqlite", "--format", "json"]
    done = run("--to", folder, "--from", small, *words)
    assert (done.returncode, done.stdout) == (0, "")
    assert done.stderr.endswith(f"in {folder}: json, sqlite.\n")
    tables = {f"json/{path.stem}.json" for path in (small / "tables").glob("*.csv")}
    assert names(folder) == {"pactexit.sqlite", *tables}


def test_all_formats_are_written_where_none_is_named(tmp_path: Path, small: Path) -> None:
    written = pactexit.export(tmp_path / "all", path=small)
    assert list(written) == list(FORMATS)
    files = {path for paths in written.values() for path in paths}
    assert names(tmp_path / "all") == {
        path.relative_to(tmp_path / "all").as_posix() for path in files
    }


def test_the_help_names_every_format() -> None:
    lines = [line.split() for line in run("--help").stdout.splitlines()]
    assert {*FORMATS} <= {words[0] for words in lines if words}


def test_what_is_not_installed_is_left_out_or_named(
    tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exporting, "find_spec", lambda name: None)
    assert [*pactexit.export(tmp_path / "out", path=small)] == [
        name for name, form in FORMATS.items() if form.needs is None
    ]
    with pytest.raises(PactExitError) as caught:
        pactexit.export(tmp_path / "more", "xlsx")
    needs = "The format xlsx needs xlsxwriter: pip install 'pactexit[release]'."
    assert str(caught.value) == needs
    assert not (tmp_path / "more").exists()


def test_the_command_says_what_it_left_out(tmp_path: Path, small: Path) -> None:
    # hides the library from this one process
    hidden = tmp_path / "hidden"
    hidden.mkdir()
    (hidden / "sitecustomize.py").write_text(
        "import importlib.util as util\n"
        "find = util.find_spec\n"
        "util.find_spec = lambda name: None if name == 'xlsxwriter' else find(name)\n",
        encoding="utf-8",
    )
    path = os.pathsep.join(filter(None, [str(hidden), os.environ.get("PYTHONPATH", "")]))
    done = run("--to", tmp_path / "out", "--from", small, PYTHONPATH=path)
    assert done.returncode == 0, done.stderr
    assert done.stderr.splitlines()[-1] == (
        "Left out: xlsx. They need: pip install 'pactexit[release]'."
    )
    assert not (tmp_path / "out" / "pactexit.xlsx").exists()


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ("parket", "There is no format 'parket'. Did you mean parquet?"),
        ("excel", "There is no format 'excel'. Known: csv, duckdb, json,"),
        ("csv,", "There is no format ''."),
    ],
)
def test_an_unknown_format_is_named_with_the_nearest(given: str, said: str, tmp_path: Path) -> None:
    assert said in refused(run("--to", tmp_path / "out", "--format", given))
    assert not (tmp_path / "out").exists()
    with pytest.raises(UnknownNameError):
        pactexit.export(tmp_path / "out", given.split(","))


def test_no_format_at_all_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PactExitError, match=r"No format is named\. Known: csv, "):
        pactexit.export(tmp_path / "out", [])


def test_an_earlier_export_is_replaced_as_a_whole(tmp_path: Path, small: Path) -> None:
    folder = tmp_path / "out"
    pactexit.export(folder, ["json", "csv"], small)
    (folder / "json" / "events.json").write_text("old", encoding="utf-8")
    pactexit.export(folder, "csv", small)
    assert {name.partition("/")[0] for name in names(folder)} == {"csv"}
    assert {path.name for path in tmp_path.iterdir()} == {"out", "small"}


@pytest.mark.parametrize("other", ["thesis.xlsx", "json/notes.json", "csv/tables/.hidden"])
def test_files_of_others_are_not_touched(other: str, tmp_path: Path, small: Path) -> None:
    folder = tmp_path / "out"
    pactexit.export(folder, ["json", "csv"], small)
    (folder / other).write_text("mine", encoding="utf-8")
    before = names(folder)
    assert "holds other files" in refused(run("--to", folder, "--format", "csv"))
    assert names(folder) == before
    assert (folder / other).read_text(encoding="utf-8") == "mine"


def test_a_download_is_no_export(tmp_path: Path) -> None:
    pactexit.download(tmp_path / "data")
    assert "holds other files" in refused(run("--to", tmp_path / "data", "--format", "csv"))


def test_the_home_folder_can_be_meant(tmp_path: Path, small: Path) -> None:
    done = run("--to", "~/out", "--from", small, "--format", "csv", HOME=str(tmp_path))
    assert done.returncode == 0
    assert str(tmp_path / "out") in done.stderr
    assert (tmp_path / "out" / "csv" / "datapackage.json").exists()


def test_places_that_cannot_be_written_give_one_line(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert "is a file. Name a folder." in refused(run("--to", tmp_path / "file"))
    assert "cannot be written (" in refused(run("--to", tmp_path / "file" / "folder"))
    assert "this command runs in it" in refused(run("--to", ".", cwd=tmp_path))
    assert names(tmp_path) == {"file"}


def test_what_is_there_stays_when_a_format_fails(tmp_path: Path, small: Path) -> None:
    folder = tmp_path / "out"
    pactexit.export(folder, "csv", small)
    before = names(folder)
    path = small / "tables" / "countries.csv"
    path.write_text(path.read_text(encoding="utf-8") + '"ZZZ","open', encoding="utf-8")
    done = run("--to", folder, "--from", small, "--format", "csv,parquet")
    assert refused(done) == (
        "pactexit: tables/countries.csv:11: 2 cells, but the header has 16. "
        "Run `pactexit validate` on this data package."
    )
    assert names(folder) == before
    assert {path.name for path in tmp_path.iterdir()} == {"out", "small"}


def test_a_terminal_sees_how_far_it_is(tmp_path: Path, small: Path) -> None:
    ours, theirs = pty.openpty()
    words = ["--to", str(tmp_path / "out"), "--from", str(small), "--format", "csv,json"]
    subprocess.run([COMMAND, "export", *words], stderr=theirs, check=True)
    os.close(theirs)
    shown = os.read(ours, 1 << 16).decode()
    os.close(ours)
    steps = [step.strip() for step in shown.split("\r")]
    assert [step for step in steps if step][:2] == ["csv", "json"]
    assert steps[-2].endswith("csv, json.")
