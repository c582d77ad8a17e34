"""Each format, read again by another library, holds the tables cell by cell."""

from __future__ import annotations

import json
import re
import sqlite3
import subprocess
import sys
import zipfile
from datetime import datetime
from pathlib import Path

import pytest

import pactexit
from conftest import ROOT
from exports import HOSTILE, READERS, assert_equal, tables
from pactexit.releasing.formats import FORMATS


def test_every_format_has_a_reader() -> None:
    assert READERS.keys() == FORMATS.keys()


@pytest.mark.parametrize("form", READERS)
def test_what_is_read_again_is_equal(form: str, exported: Path, hostile: Path) -> None:
    found, expected = READERS[form](exported, hostile), tables(hostile)
    if form == "duckdb":
        # there the rows stand in the order of their key
        found = {name: sorted(rows, key=str) for name, rows in found.items()}
        expected = {name: sorted(rows, key=str) for name, rows in expected.items()}
    assert_equal(found, expected)
    publishers = [row[1] for row in found["sources"]]
    assert set(HOSTILE) <= {*publishers}


def test_the_bytes_are_the_same_every_time(exported: Path, hostile: Path, tmp_path: Path) -> None:
    # another process, so that nothing hangs on the order of a set
    script = "import sys, pactexit; pactexit.export(sys.argv[1], path=sys.argv[2])"
    again = tmp_path / "again"
    subprocess.run([sys.executable, "-c", script, again, hostile], check=True)
    names = {path.relative_to(exported) for path in exported.rglob("*") if path.is_file()}
    assert names == {path.relative_to(again) for path in again.rglob("*") if path.is_file()}
    different = {
        str(name) for name in names if (exported / name).read_bytes() != (again / name).read_bytes()
    }
    assert different <= {"pactexit.duckdb"}


def test_files_are_of_the_day_of_the_version(exported: Path) -> None:
    import openpyxl
    import pyreadstat

    # two exports within a second are no proof
    descriptor = json.loads((ROOT / "datapackage.json").read_text(encoding="utf-8"))
    created = datetime.fromisoformat(descriptor["created"]).replace(tzinfo=None)
    book = openpyxl.load_workbook(exported / "pactexit.xlsx")
    assert (book.properties.created, book.properties.modified) == (created, created)
    with zipfile.ZipFile(exported / "pactexit.xlsx") as parts:
        assert len({part.date_time for part in parts.infolist()}) == 1
    _, about = pyreadstat.read_dta(str(exported / "stata" / "terms.dta"), metadataonly=True)
    assert about.creation_time == created


def test_the_workbook_holds_no_formula_and_no_link(exported: Path) -> None:
    with zipfile.ZipFile(exported / "pactexit.xlsx") as book:
        text = {name: book.read(name).decode() for name in book.namelist()}
    sheets = [name for name in text if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == len(tables(ROOT)) + 1
    for name in sheets:
        assert re.search(r"<f[ >]|<hyperlink", text[name]) is None
    assert not any("external" in name or "connection" in name for name in text)


def test_the_workbook_has_a_frozen_header_and_a_codebook(exported: Path) -> None:
    import openpyxl

    book = openpyxl.load_workbook(exported / "pactexit.xlsx")
    assert book.sheetnames == [*tables(ROOT), "codebook"]
    assert {sheet.freeze_panes for sheet in book} == {"A2"}
    header, *rows = book["codebook"].iter_rows(values_only=True)
    described = [dict(zip(header, row, strict=True)) for row in rows]
    columns = {(row["table"], row["column"]): row for row in described}
    assert len(columns) == len(rows)
    stage = columns["events", "stage"]
    assert str(stage["allowed_values"]).split(", ")[-1] == "revoked"
    assert stage["required"] == "yes"
    assert columns["events", "actor_id"]["references"] == "countries.country_id"
    assert columns["orders", "signed_on"]["type"] == "EDTF"
    assert columns["parties", "country_id"]["key"] == "yes"
    assert columns["parties", None]["description"]
    assert all(row["description"] for row in described)


def test_stata_has_labels_and_codes(exported: Path) -> None:
    import pyreadstat

    frame, about = pyreadstat.read_dta(str(exported / "stata" / "events.dta"))
    labels = about.variable_value_labels["stage"]
    assert [labels[number] for number in sorted(labels)][:3] == [
        "announced",
        "proposed",
        "authorised",
    ]
    assert {*frame["stage"]} <= {*labels}
    assert about.column_names_to_labels["actor_id"] == "State whose step it is."
    assert all(0 < len(label or "") <= 80 for label in about.column_labels)
    assert (about.file_label or "").startswith("events: ")


def test_sqlite_has_keys_types_and_comments(exported: Path) -> None:
    con = sqlite3.connect(exported / "pactexit.sqlite")
    con.execute("pragma foreign_keys = on")
    assert con.execute("pragma integrity_check").fetchall() == [("ok",)]
    [(sql,)] = con.execute("select sql from sqlite_master where name = 'parties'").fetchall()
    assert "-- How the state is connected with the agreement." in sql
    with pytest.raises(sqlite3.IntegrityError, match="FOREIGN KEY"):
        con.execute("insert into parties (agreement_id, country_id, role) values ('a', 'b', 'c')")
    with pytest.raises(sqlite3.IntegrityError, match="UNIQUE"):
        con.execute("insert into countries select * from countries limit 1")
    bounds = con.execute("select * from date_bounds where edtf = '2001~'").fetchall()
    assert bounds == [("2001~", "2001-01-01", "2001-12-31")]
    con.close()


def test_the_database_of_duckdb_answers_the_questions(exported: Path, hostile: Path) -> None:
    import duckdb

    with duckdb.connect(str(exported / "pactexit.duckdb"), read_only=True) as con:
        for question in pactexit.questions():
            given = pactexit.ask(question, con).fetchall()
            assert given == pactexit.ask(question, pactexit.connect(hostile)).fetchall(), question
        comments = con.execute(
            "select comment from duckdb_columns() where table_name = 'parties'"
        ).fetchall()
    assert ("How the state is connected with the agreement.",) in comments
