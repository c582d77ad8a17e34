"""A SELECT that a user wrote: it can change nothing and reach nothing."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING

import pytest

from pactexit.database import connect, select
from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from duckdb import DuckDBPyConnection


@pytest.fixture
def con(small: Path) -> Iterator[DuckDBPyConnection]:
    with connect(small) as connection:
        yield connection


def test_select_returns_columns_and_rows(con: DuckDBPyConnection) -> None:
    sql = "with c as (select country_id, nato_acceded_on from countries) from c order by 1 limit 2;"
    columns, found = select(con, sql)
    assert columns == ["country_id", "nato_acceded_on"]
    assert found == [("AUT", None), ("BGR", date(2004, 3, 29))]
    assert select(con, "select count(*) as n from steps") == (["n"], [(27,)])


@pytest.mark.parametrize(
    "sql",
    [
        "delete from events",
        "update events set stage = 'effective'",
        "drop table events",
        "create table mine as select 1",
        "create macro mine() as 1",
        "select 1; select 2",
        "select 1; delete from events",
        "with gone as (delete from events returning *) select * from gone",
        "select * from read_csv('{folder}/tables/events.csv')",
        "select * from '{folder}/tables/events.csv'",
        "select * from read_text('/etc/hostname')",
        "select * from glob('/*')",
        "select * from query('delete from events')",
        "copy events to '{folder}/stolen.csv'",
        "copy (select 1) to '{folder}/stolen.csv'",
        "export database '{folder}/stolen'",
        "attach '{folder}/stolen.db'",
        "install httpfs",
        "load httpfs",
        "select * from 'https://example.org/a.csv'",
        "set enable_external_access = true",
        "pragma enable_profiling",
        "explain analyze delete from events",
        "selec 1",
        "select nothing from events",
        "",
    ],
)
def test_select_refuses_everything_else_in_one_line(
    con: DuckDBPyConnection, small: Path, sql: str
) -> None:
    files_before = sorted(small.rglob("*"))
    with pytest.raises(PactExitError) as refused:
        select(con, sql.format(folder=small))
    assert re.fullmatch(r"[^\n]{10,}", str(refused.value))
    assert sorted(small.rglob("*")) == files_before
    assert select(con, "select count(*) from events")[1] == [(27,)]
    assert select(con, "select count(*) from main.events where stage = 'effective'")[1] == [(13,)]


@pytest.mark.parametrize("form", ["'{file}'", "read_csv('{file}')", "glob('{file}')"])
def test_a_file_is_refused_because_files_are_closed_off(
    con: DuckDBPyConnection, small: Path, form: str
) -> None:
    sql = f"select * from {form.format(file=small / 'tables' / 'events.csv')}"
    assert con.sql(sql).fetchall()
    with pytest.raises(PactExitError, match="disabled by configuration"):
        select(con, sql)


def test_python_variables_are_out_of_reach(con: DuckDBPyConnection) -> None:
    outside = con.sql("select 1 as one")
    assert con.sql("select * from outside").fetchall() == outside.fetchall() == [(1,)]
    with pytest.raises(PactExitError, match="outside"):
        select(con, "select * from outside")


def test_a_deletion_inside_a_select_is_refused_because_it_only_reads(
    con: DuckDBPyConnection,
) -> None:
    with pytest.raises(PactExitError, match="read-only"):
        select(con, "with gone as (delete from events returning *) select * from gone")
