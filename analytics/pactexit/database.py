"""The tables and views in DuckDB: typed for questions; text, cast in a second step, for rules."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactexit import dataset as datasets
from pactexit.dataset import LINE, ROW, records
from pactexit.derivations import (
    TYPES,
    cells,
    date_texts,
    keys,
    schema_columns,
    schema_values,
    sql_name,
    views,
    with_bounds,
)
from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pactexit.dataset import Dataset, Table

#: Views of a few rows that most questions need, and whose plan would cost more than their rows.
_MATERIALIZED = {"complete_windows", "memberships", "stage_ranks"}


def connect(path: Path | str | None = None) -> DuckDBPyConnection:
    """A new in-memory DuckDB connection that holds every table and view, typed.

    Reads the dataset that came with the package, or the one at `path` (a datapackage.json or its
    folder). Each imprecise date has two more columns, `<name>_earliest` and `<name>_latest`
    (DATE). These, and the small `complete_windows`, `memberships` and `stage_ranks`, are made once:
    change the files, not the tables. Raises `DescriptorError` where the descriptor is missing or no
    JSON, and `PactExitError` where a table cannot be opened.
    """
    import duckdb

    dataset = datasets.read(path)
    con = duckdb.connect()
    con.execute("create schema loaded")
    try:
        for table in dataset.tables.values():
            name = sql_name(table.name)
            is_whole = not any(field.is_edtf for field in table.fields)
            place = name if is_whole else f"loaded.{name}"
            con.execute(*_load(place, table.path, _typed_columns(table)))
            if is_whole:
                con.execute(f"create view loaded.{name} as from main.{name}")
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
        text = f"loaded.{sql_name('text_' + table.name)}"
        con.execute(*_load(text, csv_files[table.name], columns))
        casts = [
            f"try_cast({sql_name(f.name)} as {TYPES.get(f.type, 'varchar')}) as {sql_name(f.name)}"
            for f in table.fields
        ]
        con.execute(
            f"create table loaded.{sql_name(table.name)} as "
            f"select {', '.join([*casts, ROW, LINE])} from {text}"
        )
    _derive(con, dataset, (ROW, LINE), valid_dates)
    return con


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
        # a table that gets no bounds stands there already, where it was not loaded as text
        con.execute(
            f"create table if not exists {sql_name(table.name)} as "
            f"{with_bounds(table, row_columns)} order by {order}"
        )
    con.execute("drop schema loaded cascade")
    _describe_schema(con, dataset)
    # the rules ask the same several times
    kind = "table" if row_columns else "view"
    con.execute(f"create {kind} cells as {cells(tables, row_columns)}")
    con.execute(f"create {kind} records as {keys(tables)}")
    known = {*dataset.tables, "date_bounds", "cells", "records"}
    for name, view in view_files.items():
        # a package of another kind has not what these views stand on
        if known.issuperset(view.header["needs"]):
            made = "table" if name in _MATERIALIZED else kind
            con.execute(f"create {made} {sql_name(name)} as {view.sql}")
            known.add(name)


def _typed_columns(table: Table) -> dict[str, str]:
    """The columns of the file in its own order; DuckDB itself does not look at the header."""
    types = {field.name: TYPES.get(field.type, "varchar") for field in table.fields}
    _, header = next(records(table), (1, []))
    if sorted(header) != sorted(types):
        raise ValueError(f"{table.shown_path}: the header is not the columns of the schema.")
    return {name: types[name] for name in header}


def _load(place: str, path: Path, columns: dict[str, str]) -> tuple[str, dict[str, object]]:
    sql = (
        f"create table {place} as select * "
        "from read_csv($path, columns = $columns, auto_detect = false, header = true, "
        "delim = ',', quote = '\"', escape = '\"', nullstr = '', max_line_size = 100000000)"
    )
    return sql, {"path": str(path), "columns": columns}


def _describe_schema(con: DuckDBPyConnection, dataset: Dataset) -> None:
    """The descriptor as three tables: for rules that compare the data with it, and for captions."""
    tables = [*dataset.tables.values()]
    con.execute(
        "create table schema_package as "
        "select $title as title, $version as version, $licence as licence",
        {"title": dataset.title, "version": dataset.version, "licence": dataset.licence},
    )
    con.execute(
        "create table schema_columns "
        "(table_name varchar, column_name varchar, place integer, is_key boolean, "
        "is_date boolean, is_coded boolean)"
    )
    con.execute(
        "create table schema_values (table_name varchar, column_name varchar, value varchar)"
    )
    described: dict[str, Sequence[tuple[object, ...]]] = {
        "schema_columns": schema_columns(tables),
        "schema_values": schema_values(tables),
    }
    for name, rows in described.items():
        if rows:
            # one statement of a few lists, since each row of `executemany` is planned anew
            lists = ", ".join(["unnest(?)"] * len(rows[0]))
            con.execute(f"insert into {name} select {lists}", list(zip(*rows, strict=True)))
