"""What spreadsheets do to a table is undone to the byte, or refused by name and left alone."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from spreadsheets import BOOLEANS, SAVINGS, UNCLEAR, Saved, days_as, rewritten, run, swapped

from conftest import ROOT
from pactexit import dataset, days


@pytest.mark.parametrize("saved", SAVINGS)
@pytest.mark.parametrize("name", ["countries", "orders", "events", "sources"])
def test_what_a_spreadsheet_did_is_undone_to_the_byte(saved: str, name: str, small: Path) -> None:
    path = small / "tables" / f"{name}.csv"
    before = path.read_bytes()
    rewritten(path, SAVINGS[saved])
    assert path.read_bytes() != before
    code, problems, told = run(small, "--check")
    assert (code, problems, told[0]) == (1, [], f"{path}: would change")
    code, problems, _ = run(small)
    assert (code, problems) == (0, [])
    assert path.read_bytes() == before


def test_it_says_which_cells_it_repaired(small: Path) -> None:
    rewritten(small / "tables" / "countries.csv", Saved(swapped(BOOLEANS | {"040": "40"})))
    assert run(small)[2][1:] == [
        f'{small}/tables/countries.csv: iso_numeric: 1 repaired, as "40" to "040"',
        f'{small}/tables/countries.csv: borders_russia: 7 repaired, as "FALSE" to "false"',
    ]


@pytest.mark.parametrize("case", UNCLEAR)
def test_what_has_two_readings_or_none_is_refused_by_name(case: str, small: Path) -> None:
    name, edit, beginning = UNCLEAR[case]
    path = small / "tables" / f"{name}.csv"
    rewritten(path, Saved(edit))
    damaged = path.read_bytes()
    code, (line,), told = run(small)
    assert (code, told) == (1, [])
    assert line.startswith(f"tables/{beginning}")
    assert " Fix: " in line
    assert path.read_bytes() == damaged


def test_days_written_in_two_orders_are_not_told_apart(small: Path) -> None:
    path = small / "tables" / "events.csv"
    pairs = {"2022-08-15": "15/08/2022", "2018-10-21": "10/21/2018", "2023-02-01": "02/01/2023"}
    rewritten(path, Saved(swapped(pairs)))
    damaged = path.read_bytes()
    _, (line,), _ = run(small)
    assert line.startswith('tables/events.csv:2: spreadsheet: occurred_on "02/01/2023" cannot')
    assert path.read_bytes() == damaged


def test_a_wrong_value_that_no_spreadsheet_made_is_left_to_the_validation(small: Path) -> None:
    path = small / "tables" / "agreements.csv"
    text = path.read_text(encoding="utf-8")
    path.write_text(text.replace("memorandum,inter", "memorandom,inter", 1), encoding="utf-8")
    assert run(small) == (0, [], [])
    assert "memorandom" in path.read_text(encoding="utf-8")


def test_imprecise_days_stay_as_they_are(small: Path) -> None:
    before = (small / "tables" / "agreements.csv").read_bytes()
    for kept in (b"2001~", b"1995-03", b"[1992-12-30..1993-01-02]", b",2002,"):
        assert kept in before
    rewritten(small / "tables" / "agreements.csv", Saved(days_as("D.M.Y")))
    assert run(small)[0] == 0
    assert (small / "tables" / "agreements.csv").read_bytes() == before


# --- any other package

FIELDS: list[dict[str, Any]] = [
    {"name": "code", "type": "string", "constraints": {"pattern": "[0-9]{5}"}},
    {"name": "short", "type": "string", "constraints": {"pattern": "[0-9]{2,3}"}},
    {"name": "size", "type": "string", "constraints": {"minLength": 4, "maxLength": 4}},
    {"name": "count", "type": "integer"},
    {"name": "seen", "type": "boolean"},
    {"name": "on", "type": "date", "format": "%d.%m.%Y"},
    {"name": "text", "type": "string"},
]
ROW = ["00123", "007", "0012", "12", "true", "24.12.2020", "1.00E+05"]


@pytest.fixture
def other(tmp_path: Path) -> Path:
    """A package of another schema, in another encoding and with another delimiter."""
    resource = {
        "name": "things",
        "path": "things.csv",
        "encoding": "cp1251",
        "dialect": {"delimiter": ";"},
        "schema": {"fields": FIELDS},
    }
    descriptor = {"name": "other", "resources": [resource]}
    (tmp_path / "datapackage.json").write_text(json.dumps(descriptor), encoding="utf-8")
    header = ";".join(str(field["name"]) for field in FIELDS)
    (tmp_path / "things.csv").write_text(f"{header}\n{';'.join(ROW)}\n", encoding="cp1251")
    return tmp_path


def test_every_package_is_repaired_by_its_own_schema(other: Path) -> None:
    path = other / "things.csv"
    before = path.read_bytes()
    assert run(other)[0] == 0
    assert path.read_bytes() == before
    path.write_bytes(before.replace(b"00123", b"123").replace(b"0012;12;", b"12;12.0;"))
    code, problems, _ = run(other)
    assert (code, problems) == (0, [])
    assert path.read_bytes() == before
    more = "1;;;;;;Жёлтый\n"
    path.write_text((before.decode() + more).replace(";", ","), encoding="utf-8")
    assert run(other)[0] == 0
    assert path.read_bytes() == before + f"0000{more}".encode("cp1251")


def test_zeros_are_not_put_back_where_two_widths_are_allowed(other: Path) -> None:
    path = other / "things.csv"
    path.write_bytes(path.read_bytes().replace(b"007", b"7"))
    _, (line,), _ = run(other)
    assert line.startswith('things.csv:2: spreadsheet: short "7" cannot be repaired: it can be 007')


@pytest.mark.parametrize("text", ["2025-12-19", "0001-01-01", "2024-02-29"])
@pytest.mark.parametrize("form", ["D.M.Y", "Y/m/d", "D-B-Y", "B d, Y", "Y-M-D 00:00:00"])
def test_a_day_comes_back_from_every_form(text: str, form: str) -> None:
    assert days.iso(days_as(form)(text)) == text


@pytest.mark.parametrize(
    "text", ["", "2001", "1995-02", "[2001..2002]", "2001~", "about 2001", "x"]
)
def test_what_is_no_day_is_none(text: str) -> None:
    assert days.iso(text) is None


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
@pytest.mark.parametrize("language", ["1033", "1031", "1049"])
def test_a_round_trip_through_libreoffice_is_undone(language: str, tmp_path: Path) -> None:
    tables = dataset.read(ROOT).tables.values()
    (tmp_path / "tables").mkdir()
    shutil.copy(ROOT / "datapackage.json", tmp_path)
    # delimiter, quote, UTF-8, from line 1, all columns, language, special numbers are detected
    options = f"CSV:44,34,76,1,,{language},false,true"
    words = ["soffice", f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}", "--headless"]
    words += [f"--infilter={options}", "--convert-to", "csv", "--outdir", str(tmp_path / "tables")]
    subprocess.run(
        [*words, *(str(table.path) for table in tables if table.name != "claims")],
        check=True,
        capture_output=True,
        timeout=300,
    )
    shutil.copy(ROOT / "tables" / "claims.csv", tmp_path / "tables")
    changed = {
        table.name
        for table in tables
        if (tmp_path / table.shown_path).read_bytes() != table.path.read_bytes()
    }
    assert "countries" in changed
    code, problems, _ = run(tmp_path)
    assert (code, problems) == (0, [])
    for table in tables:
        assert (tmp_path / table.shown_path).read_bytes() == table.path.read_bytes()
