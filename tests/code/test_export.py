"""The command `export` and its function: whole folders, chosen formats, one line for bad input."""

from __future__ import annotations

import csv
import json
import os
import pty
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

import pactexit
from pactexit.problem import PactExitError, UnknownNameError
from pactexit.releasing import exporting
from pactexit.releasing.formats import FORMATS, workbook

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


def write_package(folder: Path, fields: list[dict[str, str]], rows: list[list[str]]) -> Path:
    """A data package of one table, `birds`."""
    folder.mkdir()
    with (folder / "birds.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[field["name"] for field in fields], *rows])
    resource = {"name": "birds", "path": "birds.csv", "schema": {"fields": fields}}
    text = json.dumps({"name": "flock", "resources": [resource]})
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return folder


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


@pytest.mark.parametrize(
    ("kind", "cell", "said"),
    [
        ("integer", "1.5", "birds.csv:3: seen '1.5' is no integer."),
        ("date", "2020-1-5", "birds.csv:3: seen '2020-1-5' is no date."),
        ("boolean", "yes", "birds.csv:3: seen 'yes' is no boolean."),
        ("number", "1,5", "birds.csv:3: seen '1,5' is no number."),
    ],
)
def test_a_cell_that_is_not_of_its_type_is_named(
    kind: str, cell: str, said: str, tmp_path: Path
) -> None:
    fields = [{"name": "bird", "type": "string"}, {"name": "seen", "type": kind}]
    package = write_package(tmp_path / "flock", fields, [["owl", ""], ["kite", cell]])
    with pytest.raises(PactExitError) as caught:
        pactexit.export(tmp_path / "out", "parquet", package)
    assert str(caught.value).startswith(said)


def test_a_file_in_another_encoding_is_named(tmp_path: Path) -> None:
    package = write_package(tmp_path / "flock", [{"name": "bird", "type": "string"}], [["сова"]])
    (package / "birds.csv").write_bytes("bird\nсова\n".encode("cp1251"))
    with pytest.raises(PactExitError, match=r"birds\.csv:1: the file is not utf-8\."):
        pactexit.export(tmp_path / "out", "jsonl", package)


def test_names_that_could_lead_elsewhere_are_refused(tmp_path: Path) -> None:
    package = write_package(tmp_path / "flock", [{"name": "bird", "type": "string"}], [["owl"]])
    path = package / "datapackage.json"
    path.write_text(path.read_text().replace('"birds"', '"../birds"'), encoding="utf-8")
    with pytest.raises(PactExitError, match=r"'\.\./birds' can be no name of a file\."):
        pactexit.export(tmp_path / "out", "json", package)
    assert {path.name for path in tmp_path.iterdir()} == {"flock"}


def test_what_stands_at_the_limits_of_spreadsheets_and_stata(tmp_path: Path) -> None:
    import openpyxl
    import pyreadstat

    fields = [
        {"name": "if", "type": "integer"},
        {"name": "a name of more than thirty-two characters", "type": "integer"},
        {"name": "a name of more than thirty-two letters", "type": "date"},
        {"name": "seen", "type": "number"},
    ]
    rows = [
        [str(2**53 + 1), str(2**31), "1801-02-03", "0.1"],
        [str(-(2**60)), "-5", "1900-02-28", "-1e-300"],
        ["", "", "2025-12-31", ""],
    ]
    package = write_package(tmp_path / "flock", fields, rows)
    pactexit.export(tmp_path / "out", ["xlsx", "stata"], package)
    sheet = openpyxl.load_workbook(tmp_path / "out" / "flock.xlsx")["birds"]
    found = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    # what a spreadsheet would round, or counts from another day, is text
    assert found[0] == [str(2**53 + 1), 2**31, "1801-02-03", 0.1]
    assert found[1] == [str(-(2**60)), -5, "1900-02-28", -1e-300]
    assert found[2][2].date().isoformat() == "2025-12-31"
    frame, about = pyreadstat.read_dta(str(tmp_path / "out" / "stata" / "birds.dta"))
    assert list(frame.columns) == [
        "_if",
        "a_name_of_more_than_thirty_two_c",
        "a_name_of_more_than_thirty_two_l",
        "seen",
    ]
    assert about.column_labels[1] == "a name of more than thirty-two characters:"
    assert list(frame["_if"]) == [str(2**53 + 1), str(-(2**60)), ""]
    assert [str(day) for day in frame.iloc[:, 2]] == ["1801-02-03", "1900-02-28", "2025-12-31"]
    assert list(frame["seen"])[:2] == [0.1, -1e-300]


def test_names_that_stata_would_confuse_stay_apart(tmp_path: Path) -> None:
    import pyreadstat

    fields = [{"name": f"{'x' * 40}{number}", "type": "string"} for number in range(12)]
    package = write_package(tmp_path / "flock", fields, [[str(n) for n in range(12)]])
    pactexit.export(tmp_path / "out", "stata", package)
    frame, _ = pyreadstat.read_dta(str(tmp_path / "out" / "stata" / "birds.dta"))
    assert frame.shape == (1, 12)
    assert len({name.lower() for name in frame.columns}) == 12
    assert [*frame.iloc[0]] == [str(number) for number in range(12)]


def test_tables_without_rows_are_written(tmp_path: Path) -> None:
    kinds = ["string", "integer", "date", "boolean", "number"]
    fields = [{"name": f"a_{kind}", "type": kind} for kind in kinds]
    package = write_package(tmp_path / "flock", fields, [])
    pactexit.export(tmp_path / "out", path=package)
    assert json.loads((tmp_path / "out" / "json" / "birds.json").read_bytes()) == []
    assert (tmp_path / "out" / "jsonl" / "birds.jsonl").read_bytes() == b""
    import pyreadstat

    frame, _ = pyreadstat.read_dta(str(tmp_path / "out" / "stata" / "birds.dta"))
    assert frame.shape == (0, 5)


def test_a_name_that_is_too_long_for_a_sheet_is_one_line(tmp_path: Path) -> None:
    package = write_package(tmp_path / "flock", [{"name": "bird", "type": "string"}], [["owl"]])
    path = package / "datapackage.json"
    text = path.read_text(encoding="utf-8").replace('"name": "birds"', f'"name": "{"b" * 32}"')
    path.write_text(text, encoding="utf-8")
    with pytest.raises(PactExitError, match=r"^XLSX: .*31 chars.* Leave xlsx out\.$"):
        pactexit.export(tmp_path / "out", "xlsx", package)


def test_sqlite_takes_packages_without_imprecise_dates(tmp_path: Path) -> None:
    fields = [{"name": "bird", "type": "string"}, {"name": "weight", "type": "number"}]
    package = write_package(tmp_path / "flock", fields, [["owl", "1.5"], ["kite", ""]])
    [path] = pactexit.export(tmp_path / "out", "sqlite", package)["sqlite"]
    con = sqlite3.connect(path)
    assert con.execute("select name from sqlite_master").fetchall() == [("birds",)]
    assert con.execute("select * from birds").fetchall() == [("owl", 1.5), ("kite", None)]
    con.close()


def test_what_a_format_cannot_hold_is_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    fields = [{"name": "bird", "type": "string"}, {"name": "weight", "type": "number"}]
    long = write_package(tmp_path / "long", fields, [["o" * 32_768, "1"]])
    with pytest.raises(PactExitError, match=r"birds: row 1 has a cell of 32,768 characters"):
        pactexit.export(tmp_path / "out", "xlsx", long)
    endless = write_package(tmp_path / "endless", fields, [["owl", "inf"]])
    for form in ("json", "jsonl", "stata"):
        with pytest.raises(PactExitError, match="infinit"):
            pactexit.export(tmp_path / "out", form, endless)
    cut = write_package(tmp_path / "cut", fields, [["o\0wl", "1"]])
    with pytest.raises(PactExitError, match="a text of bird has a NUL character"):
        pactexit.export(tmp_path / "out", "stata", cut)
    package = write_package(tmp_path / "full", fields, [["owl", "1"]] * 3)
    monkeypatch.setattr(workbook, "_ROWS", 2)
    with pytest.raises(PactExitError, match="birds: a sheet holds 2 rows"):
        pactexit.export(tmp_path / "out", "xlsx", package)
    assert not (tmp_path / "out").exists()


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
