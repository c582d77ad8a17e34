"""What is given away opens in the tools of others: R, the SQLite shell, LibreOffice, Datasette."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import urllib.parse
import zipfile
from pathlib import Path

import pytest
from ecosystems import fetched, has_r_packages, needs, served

from exports import HOSTILE, assert_equal, from_workbook, schema, tables

TEXTS = dict[str, list[tuple[str | None, ...]]]


def run(*words: str | Path, home: Path | None = None) -> str:
    """Standard output of a command, which must go well."""
    environ = {**os.environ, "LC_ALL": "C.UTF-8", **({"HOME": str(home)} if home else {})}
    done = subprocess.run(words, capture_output=True, text=True, check=False, env=environ)
    assert done.returncode == 0, done.stderr
    return done.stdout


def texts(folder: Path) -> TEXTS:
    """The tables as texts, with None for what is empty."""
    found: TEXTS = {}
    for path in (folder / "tables").glob("*.csv"):
        with path.open(encoding="utf-8", newline="") as file:
            _, *rows = csv.reader(file)
        found[path.stem] = [tuple(cell or None for cell in row) for row in rows]
    return found


R_PACKAGES = {
    "csv": "readr",
    "json": "jsonlite",
    "sqlite": "RSQLite",
    "stata": "haven",
    "xlsx": "readxl",
}


@pytest.mark.parametrize("form", R_PACKAGES)
def test_r_reads_the_same(form: str, exported: Path, hostile: Path) -> None:
    if not has_r_packages("jsonlite", R_PACKAGES[form]):
        pytest.skip(f"R with {R_PACKAGES[form]} and jsonlite is not installed")
    script = Path(__file__).with_name("reading.R")
    expected = texts(hostile)
    found = json.loads(run("Rscript", "--vanilla", script, exported, form, *expected))
    for table, fields in schema(hostile).items():
        assert found[table]["columns"] == [column for column, _ in fields]
        rows = [tuple(row) for row in found[table]["rows"]]
        if form == "sqlite":
            # SQLite keeps truth values as numbers
            rows = [
                tuple(
                    {"0": "false", "1": "true"}.get(str(cell), cell) if kind == "boolean" else cell
                    for cell, (_, kind) in zip(row, fields, strict=True)
                )
                for row in rows
            ]
        assert rows == expected[table], table


@needs("sqlite3")
def test_the_shell_of_sqlite_reads_the_same(exported: Path, hostile: Path) -> None:
    database = exported / "pactexit.sqlite"
    assert run("sqlite3", database, "pragma integrity_check", "pragma foreign_key_check") == "ok\n"
    for table, fields in schema(hostile).items():
        found = json.loads(run("sqlite3", "-json", database, f"select * from {table}"))
        assert next(list(row) for row in found) == [column for column, _ in fields]
        rows = [
            tuple(
                bool(row[column]) if kind == "boolean" and row[column] is not None else row[column]
                for column, kind in fields
            )
            for row in found
        ]
        expected = [
            tuple(cell.isoformat() if hasattr(cell, "isoformat") else cell for cell in row)
            for row in tables(hostile)[table]
        ]
        assert rows == expected, table


@needs("soffice")
def test_what_libreoffice_saves_again_is_equal(
    exported: Path, hostile: Path, tmp_path: Path
) -> None:
    words = ["--headless", "--convert-to", "xlsx", "--outdir", str(tmp_path / "again")]
    run("soffice", *words, exported / "pactexit.xlsx", home=tmp_path)
    again = tmp_path / "again" / "pactexit.xlsx"
    expected = {
        # LibreOffice knows one end of a line
        name: [
            tuple(c.replace("\r\n", "\n") if isinstance(c, str) else c for c in row) for row in rows
        ]
        for name, rows in tables(hostile).items()
    }
    assert_equal(from_workbook(again, hostile), expected)
    with zipfile.ZipFile(again) as book:
        sheets = [name for name in book.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == len(expected) + 1
        for name in sheets:
            assert b"<f" not in book.read(name)
            assert b"<hyperlink" not in book.read(name)


@needs("soffice")
def test_what_libreoffice_shows_is_the_text(exported: Path, hostile: Path, tmp_path: Path) -> None:
    # as a CSV per sheet, with the cells as they are shown: a formula would show its result
    form = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    words = ["--headless", "--convert-to", form, "--outdir", str(tmp_path / "shown")]
    run("soffice", *words, exported / "pactexit.xlsx", home=tmp_path)
    for table, rows in texts(hostile).items():
        path = tmp_path / "shown" / f"pactexit-{table}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            _, *found = csv.reader(file)
        expected = [[(cell or "").replace("\r\n", "\n") for cell in row] for row in rows]
        assert found == expected, table


def test_datasette_shows_a_table_and_answers_a_query(exported: Path) -> None:
    pytest.importorskip("datasette", reason="datasette is not installed")
    with served(exported / "pactexit.sqlite") as address:
        page = fetched(f"{address}/pactexit/sources")
        assert "<h1" in page
        assert "hostile-1<" in page
        # what looks like markup is shown as text
        assert "<b>&amp;</b>" not in page
        assert "&lt;b&gt;&amp;amp;&lt;/b&gt;" in page
        sql = "select publisher from sources where source_id like 'hostile-%' order by rowid"
        words = urllib.parse.urlencode({"sql": sql, "_shape": "arrays"})
        answer = json.loads(fetched(f"{address}/pactexit.json?{words}"))
        assert [row[0] for row in answer["rows"]] == HOSTILE
        # columns that refer to another table lead to its row
        events = json.loads(fetched(f"{address}/pactexit/events.json?_shape=objects&_labels=on"))
        assert {*events["rows"][0]["actor_id"]} == {"value", "label"}


def test_pandas_reads_the_same(exported: Path, hostile: Path) -> None:
    pandas = pytest.importorskip("pandas", reason="pandas is not installed")
    expected = texts(hostile)["sources"]
    path = exported / "csv" / "tables" / "sources.csv"
    frames = [
        pandas.read_csv(path, dtype=str, keep_default_na=False),
        pandas.read_json(exported / "json" / "sources.json", dtype=False),
        pandas.read_json(exported / "jsonl" / "sources.jsonl", dtype=False, lines=True),
        pandas.read_parquet(exported / "parquet" / "sources.parquet"),
        pandas.read_stata(exported / "stata" / "sources.dta"),
        pandas.read_excel(
            exported / "pactexit.xlsx", "sources", na_values=[""], keep_default_na=False
        ),
    ]
    publishers = [row[1] for row in expected]
    titles = [row[2] or "" for row in expected]
    for frame in frames:
        found = [str(cell).replace("_x000D_\n", "\r\n") for cell in frame["publisher"]]
        assert found == publishers
        empty = frame["title"].astype(object).where(frame["title"].notna(), "")
        assert [str(cell).replace("_x000D_\n", "\r\n") for cell in empty] == titles


def test_polars_reads_the_same(exported: Path, hostile: Path) -> None:
    import polars

    expected = texts(hostile)["sources"]
    frames = [
        polars.read_csv(exported / "csv" / "tables" / "sources.csv", infer_schema=False),
        polars.read_json(exported / "json" / "sources.json"),
        polars.read_ndjson(exported / "jsonl" / "sources.jsonl"),
        polars.read_parquet(exported / "parquet" / "sources.parquet").cast(polars.String),
    ]
    for frame in frames:
        assert frame.rows() == expected
