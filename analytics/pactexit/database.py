"""The tables and views in DuckDB: typed for questions; text, cast in a second step, for rules."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from pactexit import dataset as datasets
from pactexit.dataset import LINE, ROW, records
from pactexit.derivations import (
    RECORDS,
    TYPES,
    cells,
    date_texts,
    schema_columns,
    schema_values,
    sql_name,
    views,
    with_bounds,
)
from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pactexit.dataset import Dataset, Table


def connect(path: Path | str | None = None) -> DuckDBPyConnection:
    """A new in-memory DuckDB connection that holds every table and view, typed.

    Reads the dataset that came with the package, or the one at `path` (a datapackage.json or its
    folder). Each imprecise date has two more columns, `<name>_earliest` and `<name>_latest`
    (DATE). Raises `DescriptorError` where the descriptor is missing or no JSON, and
    `PactExitError` where a table cannot be opened.
    """
    import duckdb

    dataset = datasets.read(path)
    con = duckdb.connect()
    con.execute("create schema loaded")
    try:
        for table in dataset.tables.values():
            con.execute(*_load(table.name, table.path, _typed_columns(table)))
        _derive(con, dataset)
    except (duckdb.Error, OSError, ValueError) as error:
        con.close()
        first_line = str(error).splitlines()[0]
        raise PactExitError(
            f"{dataset.path}: the tables cannot be opened: {first_line} "
            f"Run `pactexit validate {dataset.path}` to see what to mend."
        ) from None
    return con


def connect_as_text(
    dataset: Dataset, csv_files: Mapping[str, Path], valid_dates: set[str]
) -> DuckDBPyConnection:
    """A connection for the rules, which see damaged tables too.

    `csv_files` holds, per table, a well-formed CSV of its text with `_row` and `_line`; a cell
    that cannot be cast becomes NULL, and only `valid_dates` have bounds.
    """
    import duckdb

    con = duckdb.connect()
    con.execute("create schema loaded")
    for table in dataset.tables.values():
        columns = dict.fromkeys(table.columns, "varchar") | {ROW: "bigint", LINE: "bigint"}
        con.execute(*_load(table.name, csv_files[table.name], columns, "text_"))
        casts = [
            f"try_cast({sql_name(f.name)} as {TYPES.get(f.type, 'varchar')}) as {sql_name(f.name)}"
            for f in table.fields
        ]
        con.execute(
            f"create table loaded.{sql_name(table.name)} as "
            f"select {', '.join([*casts, ROW, LINE])} "
            f"from loaded.{sql_name('text_' + table.name)}"
        )
    _derive(con, dataset, (ROW, LINE), valid_dates)
    return con


def select(con: DuckDBPyConnection, sql: str) -> tuple[list[str], list[tuple[Any, ...]]]:
    """Runs one SELECT that a user wrote, closed off from files and network; nothing can change.

    Returns the names of the columns and the rows. Raises `PactExitError`, one line, where the
    text is not one SELECT statement or DuckDB refuses it. The connection stays locked.
    """
    import duckdb

    try:
        statements = con.extract_statements(sql)
        if len(statements) != 1 or statements[0].type != duckdb.StatementType.SELECT:
            raise PactExitError("Write one SELECT statement; the tables cannot be changed here.")
        if not con.execute("select current_setting('lock_configuration')").fetchall()[0][0]:
            for setting in _CLOSED_OFF:
                con.execute(f"set {setting}")
        # a SELECT can hold a DELETE ... RETURNING: only the transaction keeps it from the rows
        con.execute("begin transaction read only")
        try:
            relation = con.sql(sql)
            return relation.columns, relation.fetchall()
        finally:
            con.execute("rollback")
    except duckdb.Error as error:
        # what DuckDB quotes of Python is of no use to whoever wrote the SELECT
        reason = str(error).partition("\nTraceback")[0].partition("At:\n")[0]
        raise PactExitError(f"DuckDB: {' '.join(reason.split())}") from None


_CLOSED_OFF = (
    "temp_directory = ''",
    "python_enable_replacements = false",
    "enable_external_access = false",
    "lock_configuration = true",
)


def _derive(
    con: DuckDBPyConnection,
    dataset: Dataset,
    row_columns: tuple[str, ...] = (),
    valid_dates: set[str] | None = None,
) -> None:
    """Makes from the tables in schema `loaded` what questions and rules see in `main`."""
    tables = list(dataset.tables.values())
    con.execute(f"create table dates as {date_texts(tables)}")
    if valid_dates is not None:
        con.execute(
            "delete from dates where not list_contains(cast($valid as varchar[]), edtf)",
            {"valid": sorted(valid_dates)},
        )
    view_files = views()
    con.execute(f"create table date_bounds as {view_files.pop('date_bounds').sql}")
    for table in tables:
        order = ", ".join(map(sql_name, table.primary_key)) or "1"
        con.execute(
            f"create table {sql_name(table.name)} as {with_bounds(table, row_columns)} "
            f"order by {order}"
        )
    con.execute("drop schema loaded cascade")
    _describe_schema(con, tables)
    # the rules ask the same several times
    kind = "table" if row_columns else "view"
    con.execute(f"create {kind} cells as {cells(tables, row_columns)}")
    con.execute(f"create {kind} records as {RECORDS}")
    known = {*dataset.tables, "date_bounds", "cells", "records"}
    for name, view in view_files.items():
        # a package of another kind has not what these views stand on
        if known.issuperset(view.header["needs"]):
            con.execute(f"create {kind} {sql_name(name)} as {view.sql}")
            known.add(name)


def _typed_columns(table: Table) -> dict[str, str]:
    """The columns of the file in its own order; DuckDB itself does not look at the header."""
    types = {field.name: TYPES.get(field.type, "varchar") for field in table.fields}
    _, header = next(records(table), (1, []))
    if sorted(header) != sorted(types):
        raise ValueError(f"{table.shown_path}: the header is not the columns of the schema.")
    return {name: types[name] for name in header}


def _load(
    table: str, path: Path, columns: dict[str, str], prefix: str = ""
) -> tuple[str, dict[str, object]]:
    sql = (
        f"create table loaded.{sql_name(prefix + table)} as select * "
        "from read_csv($path, columns = $columns, auto_detect = false, header = true, "
        "delim = ',', quote = '\"', escape = '\"', nullstr = '', max_line_size = 100000000)"
    )
    return sql, {"path": str(path), "columns": columns}


def _describe_schema(con: DuckDBPyConnection, tables: list[Table]) -> None:
    """The schema itself as two tables, for the rules that compare the data with it."""
    con.execute(
        "create table schema_columns "
        "(table_name varchar, column_name varchar, place integer, is_key boolean, "
        "is_date boolean, is_coded boolean)"
    )
    con.execute(
        "create table schema_values (table_name varchar, column_name varchar, value varchar)"
    )
    con.executemany("insert into schema_columns values (?, ?, ?, ?, ?, ?)", schema_columns(tables))
    values = schema_values(tables)
    if values:
        con.executemany("insert into schema_values values (?, ?, ?)", values)
