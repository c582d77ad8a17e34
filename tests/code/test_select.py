"""A SELECT of the user's own: it reads tables, views and questions, and it always ends."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import duckdb
import pytest

import pactexit
from conftest import ROOT
from pactexit import sandbox
from pactexit.asking import questions
from pactexit.problem import PactExitError
from pactexit.sandbox import closed

COMMAND = Path(sys.executable).with_name("pactexit")
ENOUGH = 300  # seconds, on however busy a machine


def literal(value: object) -> str:
    return str(value).lower() if isinstance(value, bool | int) else f"'{value}'"


def test_a_selection_has_columns_types_and_rows(small: Path) -> None:
    found = pactexit.sql(
        "with c as (select country_id, nato_acceded_on, 1 as n from countries) "
        "from c order by 1 limit 2;",
        small,
        timeout=ENOUGH,
    )
    assert found.columns == ["country_id", "nato_acceded_on", "n"]
    assert found.types == ["VARCHAR", "DATE", "INTEGER"]
    assert found.fetchall() == [("AUT", None, 1), ("BGR", date(2004, 3, 29), 1)]
    assert found.pl().rows() == found.rows
    assert list(found.df().columns) == found.columns
    assert len(found.df()) == 2


def test_the_dataset_is_the_shipped_one_where_none_is_named() -> None:
    with pactexit.connect() as con:
        rows = con.execute("select count(*) from claims").fetchall()
    assert pactexit.sql("select count(*) from claims", timeout=ENOUGH).rows == rows


@pytest.fixture(scope="module")
def con(tmp_path_factory: pytest.TempPathFactory) -> duckdb.DuckDBPyConnection:
    from conftest import copy_small

    return closed.connect(copy_small(tmp_path_factory.mktemp("closed") / "small"))


@pytest.mark.parametrize("name", questions())
def test_a_question_is_a_table_function(con: duckdb.DuckDBPyConnection, name: str) -> None:
    cases = json.loads((ROOT / "tests" / "golden" / f"{name}.json").read_text(encoding="utf-8"))
    for case in cases:
        given = ", ".join(f"{key} := {literal(value)}" for key, value in case["params"].items())
        columns, types, rows = closed.select(con, f"select * from {name}({given})")
        found: list[dict[str, Any]] = [dict(zip(columns, row, strict=True)) for row in rows]
        assert json.loads(json.dumps(found, default=date.isoformat)) == case["rows"]
        assert types == [column.type for column in questions()[name].returns]


def test_an_unknown_value_of_a_parameter_is_refused(con: duckdb.DuckDBPyConnection) -> None:
    with pytest.raises(PactExitError, match=r"exits_by_partner: there is no subject naval\."):
        closed.select(con, "select * from exits_by_partner(subject := 'naval')")


def test_a_question_of_another_name_is_refused_with_the_nearest(
    con: duckdb.DuckDBPyConnection,
) -> None:
    with pytest.raises(PactExitError, match='Did you mean "exits_by_partner"'):
        closed.select(con, "select * from exits_by_partne()")


@pytest.mark.parametrize("form", ["'{file}'", "read_csv('{file}')", "glob('{file}')"])
def test_a_file_is_refused_because_files_are_closed_off(
    con: duckdb.DuckDBPyConnection, small: Path, form: str
) -> None:
    sql = f"select * from {form.format(file=small / 'tables' / 'events.csv')}"
    with duckdb.connect() as free:
        assert free.execute(sql).fetchall()
    with pytest.raises(PactExitError, match="disabled by configuration"):
        closed.select(con, sql)


def test_a_deletion_inside_a_select_is_refused_because_it_only_reads(
    con: duckdb.DuckDBPyConnection,
) -> None:
    with pytest.raises(PactExitError, match=r"read-only|A CTE needs a SELECT"):
        closed.select(con, "with gone as (delete from events returning *) select * from gone")


def test_python_variables_are_out_of_reach(con: duckdb.DuckDBPyConnection) -> None:
    with duckdb.connect() as free:
        outside = free.sql("select 1 as one")
        assert free.execute("select * from outside").fetchall() == outside.fetchall() == [(1,)]
    with pytest.raises(PactExitError, match="outside"):
        closed.select(con, "select * from outside")


def test_a_package_that_cannot_be_opened_is_told_of(tmp_path: Path) -> None:
    with pytest.raises(PactExitError, match=r"datapackage\.json"):
        pactexit.sql("select 1", tmp_path, timeout=ENOUGH)


@pytest.mark.parametrize(
    "statement",
    [
        "select count(*) from range(1000000000000)",
        "with recursive a as (select 1 as n union all select n + 1 from a) select sum(n) from a",
        # while it is planned, and inside one function: DuckDB cannot interrupt itself there
        "with a0 as (select 1 as x)"
        + "".join(f", a{n + 1} as (select * from a{n} as l, a{n} as r)" for n in range(30))
        + " select count(*) from a30",
        "select levenshtein(repeat('a', 1000000), repeat('b', 1000000))",
    ],
    ids=["range", "recursion", "planning", "function"],
)
def test_a_select_that_does_not_end_is_ended(small: Path, statement: str) -> None:
    with pytest.raises(PactExitError) as refused:
        pactexit.sql(statement, small, timeout=6)
    # by the clock, or by the memory where the machine is quick
    reasons = (closed.TOO_MUCH_MEMORY, sandbox.TOO_MUCH)
    assert str(refused.value).startswith(("The SELECT was stopped after 6 seconds.", *reasons))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere the system sets no such limit")
def test_memory_that_duckdb_does_not_count_is_limited(small: Path) -> None:
    with pytest.raises(PactExitError, match="more memory than it may have"):
        pactexit.sql("select list_sum(range(2000000000))", small, timeout=ENOUGH)


def test_a_process_that_breaks_is_one_line(
    small: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "duckdb.py").write_text("import os\nos.abort()\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(PactExitError) as refused:
        pactexit.sql("select 1", small, timeout=ENOUGH)
    assert str(refused.value) == sandbox.TOO_MUCH


@pytest.mark.parametrize(
    ("statement", "form", "output"),
    [
        ("select 1 as a, date '2025-12-19' as b", "csv", "a,b\n1,2025-12-19\n"),
        (
            "select map([date '2025-12-19'], [1]) as a",
            "json",
            '[\n  {\n    "a": {\n      "2025-12-19": 1\n    }\n  }\n]\n',
        ),
    ],
)
def test_the_command_prints_the_rows(statement: str, form: str, output: str) -> None:
    words = [str(COMMAND), "sql", statement, "--format", form, "--timeout", str(ENOUGH)]
    done = subprocess.run(words, capture_output=True, text=True, check=True)
    assert (done.stdout, done.stderr) == (output, "")


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (["delete from events"], "Write one SELECT statement"),
        (["select * from range(1500000)"], "The answer has more than 1,000,000 rows"),
        (["select 1", "--timeout", "0"], "timeout"),
        (["select count(*) from range(1000000000000)", "--timeout", "1"], "--timeout"),
    ],
)
def test_the_command_refuses_in_one_line(words: list[str], reason: str) -> None:
    done = subprocess.run(
        [COMMAND, "sql", *words],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PYTHONWARNINGS": "default"},
    )
    assert done.returncode == 2
    assert done.stdout == ""
    assert done.stderr.startswith("pactexit: ")
    assert done.stderr.count("\n") == 1
    assert reason in done.stderr
