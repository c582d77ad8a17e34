"""The generated packages of the benchmarks are what they are said to be, and the script runs."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import pactexit
from conftest import ROOT

SCRIPTS = ROOT / "benchmarks"
ROWS = 3000
#: The rules that each kind of package breaks; of damage, any of these.
BROKEN = {
    "clean": set[str](),
    "damaged": {
        *("pattern", "foreign_key", "enum", "type", "required", "minimum", "maximum"),
        "primary_key",
    },
    "every row wrong": {
        *("pattern", "foreign_key", "enum", "type", "required", "minimum", "maximum"),
        "primary_key",
    },
    "mixed line ends": {"line_ends"},
    "null bytes": {"control_character"},
    "trailing blank line": {"blank_row", "primary_key"},
    "quoted newlines": {"control_character"},
}


@pytest.mark.parametrize("kind", BROKEN)
def test_a_generated_package_is_of_its_kind(kind: str, tmp_path: Path) -> None:
    words = [sys.executable, str(SCRIPTS / "generated.py"), str(tmp_path), str(ROWS), kind]
    subprocess.run(words, check=True)
    report = pactexit.validate(tmp_path)
    assert report.rows["rows"] == ROWS
    assert set(report.counts) <= BROKEN[kind]
    assert bool(report.problems) is bool(BROKEN[kind])
    if kind == "every row wrong":
        lines = {p.line for p in report.problems if p.table == "rows"}
        assert lines == set(range(2, ROWS + 2))
    size = (tmp_path / "rows.csv").stat().st_size / ROWS
    assert 200 < size < 240


def test_the_comparison_prints_a_table() -> None:
    words = ["--rows", "50", "--runs", "1", "--tools", "pactexit", "frictionless", "--slow-paths"]
    done = subprocess.run(
        [sys.executable, SCRIPTS / "validate.py", *words],
        capture_output=True,
        text=True,
        check=True,
    )
    head, _, *rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in done.stdout.splitlines()
    ]
    assert head[:3] == ["rows", "package", "program"]
    assert {(row[1], row[2]) for row in rows} == {
        (kind, tool) for kind in BROKEN for tool in ("pactexit", "frictionless")
    }
    found = {(row[1], row[2]): int(row[6]) for row in rows}
    assert found["clean", "pactexit"] == found["clean", "frictionless"] == 0
    assert found["every row wrong", "pactexit"] == found["every row wrong", "frictionless"] > 50
    # frictionless is as fast as itself
    assert {row[7] for row in rows if row[2] == "frictionless"} == {"1.0"}


def test_the_page_shows_every_result(tmp_path: Path) -> None:
    code = (
        "import json, sys; sys.path.insert(0, sys.argv[1]); import validate; "
        "run = validate.Run(1.5, 2.5, 300.0, 7); "
        "found = [validate.Result(n, 'clean', 'pactexit', [run], 2.0) for n in (10, 1000)]; "
        "found += [validate.Result(10, 'clean', 'frictionless', [], None)]; "
        "print(json.dumps([validate.page(found, ['--runs', '1']), validate.plot(found)]))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, SCRIPTS], capture_output=True, text=True, check=True
    )
    page, plot = json.loads(done.stdout)
    assert "| 1,000 | clean | pactexit | 1.50 | 2.50 | 300 | 7 | 2.0 |" in page
    assert "| 10 | clean | frictionless | failed |" in page
    assert "python benchmarks/validate.py --runs 1\n" in page
    assert plot.startswith("<svg")


@pytest.mark.xdist_group("spark")
def test_every_program_answers_each_question_alike() -> None:
    words = ["--agreements", "700", "--runs", "1"]
    done = subprocess.run(
        [sys.executable, SCRIPTS / "queries.py", *words], capture_output=True, text=True, check=True
    )
    table, _, start = done.stdout.partition("\n\n")
    rows = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in table.splitlines()[2:]
    ]
    programs = {"pactexit", "duckdb", "polars", "pandas", "sqlite"}
    if shutil.which("java"):
        programs.add("spark")
    assert {row[2] for row in rows} == programs
    assert len(rows) == 3 * len(programs)
    assert all(int(row[3]) > 0 for row in rows)
    assert {row[5] for row in rows if row[2] == "duckdb"} == {"1.00"}
    assert start.startswith("pactexit query ")


def test_a_program_that_answers_otherwise_ends_the_comparison() -> None:
    code = (
        "import argparse, json, sys; sys.path.insert(0, sys.argv[1]); import queries\n"
        "numbers = iter([0, 1, 2])\n"
        "class Done:\n"
        "    def __init__(self, *words, **more):\n"
        "        run = {'program': 'p', 'seconds': [1.0], 'answer': [[next(numbers)]], 'peak': 1}\n"
        "        self.stdout = json.dumps([{'question': q, **run} for q in queries.ASKED])\n"
        "queries.subprocess.run = Done\n"
        "asked = argparse.Namespace(programs=['polars', 'pandas'], patient=True, runs=1)\n"
        "list(queries.compare(1, asked))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, SCRIPTS], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "p answers otherwise." in done.stderr
