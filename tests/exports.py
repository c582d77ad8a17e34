"""What the tables hold, read by Python's csv alone, and what each format holds, read by others."""

from __future__ import annotations

import csv
import json
import math
import sqlite3
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

Rows = list[tuple[Any, ...]]
#: Rows of each table, in the order of the schema.
Tables = dict[str, Rows]


def schema(folder: Path) -> dict[str, list[tuple[str, str]]]:
    """Names and types of the columns of each table."""
    descriptor = json.loads((folder / "datapackage.json").read_text(encoding="utf-8"))
    return {
        resource["name"]: [(field["name"], field["type"]) for field in resource["schema"]["fields"]]
        for resource in descriptor["resources"]
    }


def tables(folder: Path) -> Tables:
    """The tables of a data package: empty cells are None, days are days."""
    found: Tables = {}
    for name, fields in schema(folder).items():
        with (folder / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            found[name] = [
                tuple(typed(row[column], kind) for column, kind in fields)
                for row in csv.DictReader(file)
            ]
    return found


def typed(text: Any, kind: str) -> Any:
    """A value from its text; another value as it is."""
    if text is None or text == "":
        return None
    if not isinstance(text, str):
        return text
    if kind == "boolean":
        return {"true": True, "false": False}[text]
    if kind == "date":
        return date.fromisoformat(text)
    return int(text) if kind == "integer" else text


def from_csv(export: Path, folder: Path) -> Tables:
    return tables(export / "csv")


def from_parquet(export: Path, folder: Path) -> Tables:
    import pyarrow.parquet

    return {
        name: [
            tuple(row[column] for column, _ in fields)
            for row in pyarrow.parquet.read_table(
                export / "parquet" / f"{name}.parquet"
            ).to_pylist()
        ]
        for name, fields in schema(folder).items()
    }


def from_duckdb(export: Path, folder: Path) -> Tables:
    import duckdb

    with duckdb.connect(str(export / "pactexit.duckdb"), read_only=True) as con:
        return {
            name: con.execute(
                f"select {', '.join(column for column, _ in fields)} from {name}"
            ).fetchall()
            for name, fields in schema(folder).items()
        }


def from_sqlite(export: Path, folder: Path) -> Tables:
    con = sqlite3.connect(export / "pactexit.sqlite")
    try:
        return {
            name: [
                tuple(
                    bool(cell) if kind == "boolean" and cell in {0, 1} else day(cell, kind)
                    for cell, (_, kind) in zip(row, fields, strict=True)
                )
                for row in con.execute(f"select * from {name}")
            ]
            for name, fields in schema(folder).items()
        }
    finally:
        con.close()


def from_xlsx(export: Path, folder: Path) -> Tables:
    return from_workbook(export / "pactexit.xlsx", folder)


def from_workbook(path: Path, folder: Path) -> Tables:
    import openpyxl

    book = openpyxl.load_workbook(path)
    found: Tables = {}
    for name, fields in schema(folder).items():
        header, *rows = book[name].iter_rows(max_col=len(fields), values_only=True)
        assert list(header) == [column for column, _ in fields]
        found[name] = [
            tuple(_of_sheet(cell, kind) for cell, (_, kind) in zip(row, fields, strict=True))
            for row in rows
        ]
    return found


def _of_sheet(cell: Any, kind: str) -> Any:
    if isinstance(cell, datetime):
        return cell.date()
    if kind == "boolean":
        return typed(cell, kind)
    # XML has no other form for it, and openpyxl leaves it as it is
    return cell.replace("_x000D_\n", "\r\n") if isinstance(cell, str) else cell


def from_json(export: Path, folder: Path) -> Tables:
    return {
        name: _objects(json.loads((export / "json" / f"{name}.json").read_bytes()), fields)
        for name, fields in schema(folder).items()
    }


def from_jsonl(export: Path, folder: Path) -> Tables:
    return {
        name: _objects(
            # the bytes: in a text, splitlines() would split at other signs too
            [
                json.loads(line)
                for line in (export / "jsonl" / f"{name}.jsonl").read_bytes().splitlines()
            ],
            fields,
        )
        for name, fields in schema(folder).items()
    }


def from_stata(export: Path, folder: Path) -> Tables:
    import pyreadstat

    found: Tables = {}
    for name, fields in schema(folder).items():
        frame, _ = pyreadstat.read_dta(
            str(export / "stata" / f"{name}.dta"), apply_value_formats=True
        )
        assert list(frame.columns) == [column for column, _ in fields]
        columns = [
            [_of_stata(cell, kind) for cell in frame[column].astype(object)]
            for column, kind in fields
        ]
        found[name] = list(zip(*columns, strict=True))
    return found


def day(cell: Any, kind: str) -> Any:
    return date.fromisoformat(cell) if kind == "date" and cell is not None else cell


def _objects(rows: list[dict[str, Any]], fields: list[tuple[str, str]]) -> Rows:
    assert all(list(row) == [column for column, _ in fields] for row in rows)
    return [tuple(day(row[column], kind) for column, kind in fields) for row in rows]


def _of_stata(cell: Any, kind: str) -> Any:
    # a text that is missing is empty there, a number that is missing is none
    if cell is None or cell == "" or (isinstance(cell, float) and math.isnan(cell)):
        return None
    if kind == "boolean":
        return typed(cell, kind)
    return int(cell) if kind == "integer" and isinstance(cell, float) else cell


READERS: dict[str, Callable[[Path, Path], Tables]] = {
    "csv": from_csv,
    "parquet": from_parquet,
    "duckdb": from_duckdb,
    "sqlite": from_sqlite,
    "xlsx": from_xlsx,
    "json": from_json,
    "jsonl": from_jsonl,
    "stata": from_stata,
}


def assert_equal(found: Tables, expected: Tables) -> None:
    """Fails at the first cell that differs in value or type, and where rows are lost."""
    assert found.keys() == expected.keys()
    for table, rows in expected.items():
        assert len(found[table]) == len(rows), table
        for line, (ours, theirs) in enumerate(zip(found[table], rows, strict=True), 1):
            assert ours == theirs, (table, line)
            assert [*map(type, ours)] == [*map(type, theirs)], (table, line)


#: What spreadsheets and others take for a formula, a number, a day, a link, markup or nothing.
HOSTILE = [
    *("=1+1", "+1+1", "-2+3", "@SUM(1,2)", "=cmd|' /C calc'!A0", "\t=1+1", "\n=1+1", " =1+1"),
    *('=HYPERLINK("http://127.0.0.1/","x")', "{=1+1}", "'=1+1", "'", '"', '""', "#REF!", "%00"),
    *("008", "0", "-0", "+7", "1e5", "1,5", "1_000", "12345678901234567890", "0x10", "½", "TRUE"),
    *("1996-06-14", "1996-06", "2001~", "[2007-12-12..2007-12-13]", "12/19", "DEC1", "1:2"),
    *("NULL", "null", "None", "NaN", "nan", "NA", "N/A", ".", "-", "\\N", "inf", "undefined"),
    *("<b>&amp;</b>", "]]>", "<![CDATA[x", "_x0041_", "_x000D_", "&#10;", "{{x}}", "${x}", "$1"),
    *("a,b;c|d\te", "a\nb", "a\r\nb", "line\n", "a\\nb", "--", "/*", "'; drop table sources; --"),
    *("https://127.0.0.1/?a=b&c=d", "mailto:x@127.0.0.1", "file:///etc/hosts", "a@b"),
    *("שלום", "\u202etxt.exe", "\u200b", "\u00a0", "e\u0301", "é", "Ё", "😀", "a\u2028b", "\ufeff"),
    *(" before", "after ", "  both  ", "и" * 32_767, "long " * 2_000, "x" * 2_046, "ж" * 1_022),
]


def make_hostile(folder: Path) -> None:
    """Adds a source for each hostile value, which it has in two columns, to a data package."""
    path = folder / "tables" / "sources.csv"
    with path.open(encoding="utf-8", newline="") as file:
        header = next(csv.reader(file))
    with path.open("a", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, header, lineterminator="\n")
        for number, value in enumerate(HOSTILE, 1):
            writer.writerow(
                {
                    "source_id": f"hostile-{number}",
                    "publisher": value,
                    "title": value if number % 2 else "",
                    "published_on": "2001~" if number % 3 else "",
                    "read_on": "2025-12-31",
                    "read_as": "page",
                    "kind": "news",
                }
            )


def write_package(folder: Path, fields: list[dict[str, str]], rows: list[list[str]]) -> Path:
    """A data package of one table, `birds`."""
    folder.mkdir()
    with (folder / "birds.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([[field["name"] for field in fields], *rows])
    resource = {"name": "birds", "path": "birds.csv", "schema": {"fields": fields}}
    text = json.dumps({"name": "flock", "resources": [resource]})
    (folder / "datapackage.json").write_text(text, encoding="utf-8")
    return folder
