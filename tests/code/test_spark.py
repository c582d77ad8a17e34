"""Every question on Spark gives the answer that DuckDB gives: values, types, names and order."""

from __future__ import annotations

import json
import math
import os
import re
import shlex
import shutil
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

import pactexit
from pactexit import dataset as datasets
from pactexit.asking import ask, questions
from pactexit.database import connect
from pactexit.problem import PactExitError, UnknownNameError
from pactexit.spark import SparkTables, local_session, rows
from unlike_defaults import other_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator

    from duckdb import DuckDBPyConnection
    from pyspark.sql import SparkSession

    from pactexit.asking_on_spark import OnSpark

ROOT = Path(__file__).resolve().parents[2]
COMMAND = Path(sys.executable).with_name("pactexit")
TYPES = {"VARCHAR": str, "INTEGER": int, "BIGINT": int, "BOOLEAN": bool, "DOUBLE": float}
TYPES["DATE"] = date

# one worker has them all, so that Spark starts once
pytestmark = pytest.mark.xdist_group("spark")
needs_java = pytest.mark.skipif(
    shutil.which("java") is None,
    reason="Spark needs Java: apt-get install openjdk-17-jre-headless",
)


@pytest.fixture(scope="module")
def session() -> Iterator[SparkSession]:
    with local_session() as session:
        yield session


@pytest.fixture(scope="module")
def small_con(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DuckDBPyConnection]:
    folder = tmp_path_factory.mktemp("small")
    shutil.copytree(ROOT / "tests" / "small" / "tables", folder / "tables")
    shutil.copy(ROOT / "tables" / "terms.csv", folder / "tables")
    shutil.copy(ROOT / "datapackage.json", folder)
    with connect(folder) as con:
        yield con


@pytest.fixture(scope="module")
def live_con() -> Iterator[DuckDBPyConnection]:
    with connect(ROOT) as con:
        yield con


@pytest.fixture(scope="module")
def small(
    session: SparkSession, small_con: DuckDBPyConnection, tmp_path_factory: pytest.TempPathFactory
) -> OnSpark:
    """The small dataset, read by Spark from Parquet."""
    folder = tmp_path_factory.mktemp("parquet")
    for table in datasets.read().tables:
        small_con.sql(f"from {table}").write_parquet(str(folder / f"{table}.parquet"))
    return pactexit.on_spark(session, folder)


@pytest.fixture(scope="module")
def live(session: SparkSession) -> OnSpark:
    """The live tables, read by Spark from CSV."""
    return pactexit.on_spark(session, ROOT / "tables")


def assert_same(name: str, on_spark: OnSpark, con: DuckDBPyConnection, **params: Any) -> None:
    answer, expected = on_spark.ask(name, **params), ask(name, con, **params)
    assert answer.relation.columns == answer.columns == expected.columns
    assert answer.types == expected.types
    found, rows = answer.fetchall(), expected.fetchall()
    assert len(found) == len(rows)
    for row, expected_row in zip(found, rows, strict=True):
        for kind, value, wanted in zip(answer.types, row, expected_row, strict=True):
            assert value is None or type(value) is TYPES[kind]
            if isinstance(value, float) and isinstance(wanted, float):
                assert math.isclose(value, wanted, rel_tol=1e-9, abs_tol=1e-9)
            else:
                assert value == wanted


@needs_java
@pytest.mark.parametrize("name", questions())
def test_a_question_run_bare_is_answered_as_on_duckdb(
    live: OnSpark, live_con: DuckDBPyConnection, name: str
) -> None:
    assert_same(name, live, live_con)


@needs_java
@pytest.mark.parametrize("name", [name for name, asked in questions().items() if asked.params])
def test_a_question_with_parameters_is_answered_as_on_duckdb(
    live: OnSpark, live_con: DuckDBPyConnection, name: str
) -> None:
    assert_same(name, live, live_con, **other_parameters(questions()[name], live_con))


@needs_java
@pytest.mark.parametrize("name", [*questions()][::4])
def test_a_question_on_parquet_is_answered_as_on_duckdb(
    small: OnSpark, small_con: DuckDBPyConnection, name: str
) -> None:
    cases = json.loads((ROOT / "tests" / "golden" / f"{name}.json").read_text(encoding="utf-8"))
    most = max(cases, key=lambda case: (len(case["rows"]) > 0, len(case["params"])))
    assert_same(name, small, small_con, **most["params"])


@needs_java
def test_the_shipped_tables_are_asked_where_no_others_are_named(
    session: SparkSession, live_con: DuckDBPyConnection
) -> None:
    shipped = pactexit.on_spark(session)
    assert_same("claims_on_a_cell", shipped, live_con)
    answer = shipped.terminations_in_total(as_of="2025-12-31")
    rows = ask("terminations_in_total", live_con, as_of="2025-12-31").fetchall()
    assert answer.fetchall() == answer.pl().rows() == rows
    assert answer.df().to_numpy().tolist() == [list(row) for row in rows]
    assert answer.to_arrow_table().column_names == answer.columns
    assert {"ask", *questions()} == {*dir(shipped)}
    with pytest.raises(AttributeError, match="no question 'terminations'"):
        shipped.terminations()


@needs_java
def test_the_schema_is_at_hand_as_two_tables(
    session: SparkSession, live_con: DuckDBPyConnection
) -> None:
    tables = SparkTables(session)
    for table in ("schema_columns", "schema_values"):
        sql = f"select table_name, column_name from {table} order by table_name, column_name"
        assert rows(tables.select(sql)) == live_con.sql(sql).fetchall()


@needs_java
def test_the_views_and_settings_of_the_caller_stay_as_they_are(session: SparkSession) -> None:
    session.createDataFrame([(1,)], "mine int").createOrReplaceTempView("orders")
    session.conf.set("spark.sql.session.timeZone", "Asia/Tokyo")
    assert pactexit.on_spark(session).orders_overview().fetchall()
    assert session.table("orders").columns == ["mine"]
    assert session.conf.get("spark.sql.session.timeZone") == "Asia/Tokyo"


@needs_java
@pytest.mark.parametrize(
    ("name", "params", "message"),
    [
        ("agreement_statu", {}, "Did you mean agreement_status?"),
        ("agreement_status", {"as_off": None}, "Did you mean as_of?"),
        ("agreement_status", {"partner_id": "PLO"}, "no partner_id 'PLO'. Did you mean POL?"),
        ("agreement_age_at_exit", {"at_stage": "efective"}, "Did you mean effective?"),
    ],
)
def test_an_unknown_name_is_told_with_the_nearest_one(
    small: OnSpark, name: str, params: dict[str, Any], message: str
) -> None:
    with pytest.raises(UnknownNameError) as refused:
        small.ask(name, **params)
    assert message in str(refused.value)


@needs_java
@pytest.mark.parametrize(
    ("table", "damage", "message"),
    [
        ("orders", None, r"neither orders.parquet nor orders.csv is there\."),
        ("terms", "field,value\na,b\n", r"the header is not the columns of the schema\."),
        ("terms", "{header}a,b,first,,,,\n", r"terms\.csv.*MALFORMED"),
    ],
)
def test_tables_that_cannot_be_read_are_told_in_one_line(
    session: SparkSession, tmp_path: Path, table: str, damage: str | None, message: str
) -> None:
    shutil.copytree(ROOT / "tables", tmp_path, dirs_exist_ok=True)
    path = tmp_path / f"{table}.csv"
    with path.open(encoding="utf-8") as file:
        header = file.readline()
    path.unlink()
    if damage is not None:
        path.write_text(damage.format(header=header), encoding="utf-8")
    on_spark = pactexit.on_spark(session, tmp_path)
    for _ in range(2):
        with pytest.raises(PactExitError, match=message) as refused:
            on_spark.exits_by_partner().fetchall()
        assert "\n" not in str(refused.value)


@needs_java
def test_a_storage_that_spark_does_not_know_is_told_in_one_line(session: SparkSession) -> None:
    told = r"\ASpark: [^\n]*S3AFileSystem not found\Z"
    with pytest.raises(PactExitError, match=told):
        pactexit.on_spark(session, "s3a://bucket/tables").coverage_windows()


def run(*arguments: str, cwd: Path, **env: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [COMMAND, *arguments],
        cwd=cwd,
        env={**os.environ, **env},
        capture_output=True,
        text=True,
        check=False,
    )


@needs_java
def test_the_command_prints_the_same_and_leaves_nothing_behind(tmp_path: Path) -> None:
    here, scratch = tmp_path / "here", tmp_path / "scratch"
    here.mkdir()
    scratch.mkdir()
    # another Python that comes first on the path is not the one that PySpark may start
    (tmp_path / "python3").write_text("#!/bin/sh\nexit 1\n", encoding="utf-8")
    (tmp_path / "python3").chmod(0o755)
    path = f"{tmp_path}{os.pathsep}{os.environ['PATH']}"
    question = ("query", "orders_overview", "--format", "csv")
    tables = str(ROOT / "tables")
    on_spark = run(
        *question, "--engine", "spark", "--tables", tables, cwd=here, TMPDIR=str(scratch), PATH=path
    )
    assert (on_spark.returncode, on_spark.stderr) == (0, "")
    assert on_spark.stdout == run(*question, cwd=here).stdout
    assert not [*here.iterdir()]
    assert not [*scratch.iterdir()]


def test_without_java_one_line_says_what_to_install(tmp_path: Path) -> None:
    refused = run("query", "stuck_steps", "--engine", "spark", cwd=tmp_path, PATH="", JAVA_HOME="")
    assert refused.returncode == 2
    assert refused.stdout == ""
    assert refused.stderr.count("\n") == 1
    assert "Spark needs Java 17 or later" in refused.stderr


@needs_java
def test_a_spark_that_does_not_start_says_why_in_one_line(tmp_path: Path) -> None:
    refused = run(
        *("query", "stuck_steps", "--engine", "spark"), cwd=tmp_path, JAVA_TOOL_OPTIONS="-Xno"
    )
    assert refused.returncode == 2
    assert refused.stderr.count("\n") == 1
    assert "Spark did not start: " in refused.stderr


def test_without_the_extra_one_line_names_the_pip_command(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(PactExitError) as refused, local_session():
        pass
    assert str(refused.value) == "This needs pyspark: pip install 'pactexit[spark]'."


def test_tables_need_the_engine(tmp_path: Path) -> None:
    refused = run("query", "stuck_steps", "--tables", ".", cwd=tmp_path)
    assert (refused.returncode, refused.stderr) == (
        2,
        "pactexit: --tables needs --engine spark.\n",
    )


@needs_java
def test_the_recipe_for_a_cluster_runs(tmp_path: Path, live_con: DuckDBPyConnection) -> None:
    import polars
    import pyspark

    text = (ROOT / "docs" / "spark.md").read_text(encoding="utf-8")
    export, job = re.findall(r"```python\n(.*?)```", text, re.DOTALL)
    (submitted,) = re.findall(r"^spark-submit (?:.*\\\n)*.*$", text, re.MULTILINE)
    *_, script, tables, answers = shlex.split(submitted)
    subprocess.run([sys.executable, "-c", export], cwd=tmp_path, check=True)
    (tmp_path / script).write_text(job, encoding="utf-8")
    submit = Path(pyspark.__file__).parent / "bin" / "spark-submit"
    done = subprocess.run(
        [
            *(submit, "--master", "local[2]", "--conf", "spark.ui.enabled=false", script),
            *(tables.rpartition("/")[2], answers.rpartition("/")[2]),
        ],
        cwd=tmp_path,
        env={**os.environ, "PYSPARK_PYTHON": sys.executable},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    # above it stands what PySpark says of itself
    last = done.stdout.splitlines()[-1]
    assert last == str(ask("terminations_in_total", live_con).fetchall())
    written = polars.read_parquet(tmp_path / "answers" / "exits_by_partner" / "*.parquet")
    expected = ask("exits_by_partner", live_con, as_of="2025-12-31")
    assert written.columns == expected.columns
    assert written.rows() == expected.fetchall()


@needs_java
def test_the_example_of_the_document_prints_what_it_shows(tmp_path: Path) -> None:
    text = (ROOT / "docs" / "spark.md").read_text(encoding="utf-8")
    ((command, shown),) = re.findall(r"```console\n\$ pactexit ([^\n]*)\n(.*?)```", text, re.DOTALL)
    done = run(*shlex.split(command), cwd=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, shown, "")
