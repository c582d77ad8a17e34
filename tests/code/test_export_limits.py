"""What a format cannot hold, or a table has not in its form, is one line and no file."""

from __future__ import annotations

import json
import sqlite3
from pathlib import Path

import pytest

import pactexit
from exports import write_package
from pactexit.problem import PactExitError
from pactexit.releasing.formats import workbook


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
