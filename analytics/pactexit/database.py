"""The tables and views in DuckDB: typed for questions; text, cast in a second step, for rules."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from pactexit import dataset as datasets
from pactexit.dataset import LINE, ROW, records
from pactexit.problem import PactExitError
from pactexit.sqlfile import SqlFile, read_folder

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pactexit.dataset import Dataset, Table

#: Table Schema type to SQL type; every other type stays text.
TYPES = {"integer": "bigint", "number": "double", "boolean": "boolean", "date": "date"}


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
            f"try_cast({_name(f.name)} as {TYPES.get(f.type, 'varchar')}) as {_name(f.name)}"
            for f in table.fields
        ]
        con.execute(
            f"create table loaded.{_name(table.name)} as select {', '.join([*casts, ROW, LINE])} "
            f"from loaded.{_name('text_' + table.name)}"
        )
    _derive(con, dataset, (ROW, LINE), valid_dates)
    return con


def views() -> dict[str, SqlFile]:
    """The view files by name, in an order in which each comes after those that it needs."""
    found = read_folder(
        files("pactexit").joinpath("views"), {"title", "description", "needs"}, set()
    )
    ordered: dict[str, SqlFile] = {}

    def add(name: str) -> None:
        for need in found[name].header["needs"]:
            if need in found and need not in ordered:
                add(need)
        ordered.setdefault(name, found[name])

    for name in found:
        add(name)
    return ordered


def _derive(
    con: DuckDBPyConnection,
    dataset: Dataset,
    row_columns: tuple[str, ...] = (),
    valid_dates: set[str] | None = None,
) -> None:
    """Makes from the tables in schema `loaded` what questions and rules see in `main`."""
    tables = list(dataset.tables.values())
    con.execute(f"create table dates as {_date_texts(tables)}")
    if valid_dates is not None:
        con.execute(
            "delete from dates where not list_contains(cast($valid as varchar[]), edtf)",
            {"valid": sorted(valid_dates)},
        )
    view_files = views()
    con.execute(f"create table date_bounds as {view_files.pop('date_bounds').sql}")
    for table in tables:
        con.execute(_with_bounds(table, row_columns))
    con.execute("drop schema loaded cascade")
    _describe_schema(con, dataset)
    # the rules ask the same several times
    kind = "table" if row_columns else "view"
    con.execute(f"create {kind} cells as {_cells(tables, row_columns)}")
    con.execute(f"create {kind} records as {_records(tables)}")
    known = {*dataset.tables, "date_bounds", "cells", "records"}
    for name, view in view_files.items():
        # a package of another kind has not what these views stand on
        if known.issuperset(view.header["needs"]):
            con.execute(f"create {kind} {_name(name)} as {view.sql}")
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
        f"create table loaded.{_name(prefix + table)} as select * "
        "from read_csv($path, columns = $columns, auto_detect = false, header = true, "
        "delim = ',', quote = '\"', escape = '\"', nullstr = '', max_line_size = 100000000)"
    )
    return sql, {"path": str(path), "columns": columns}


def _date_texts(tables: list[Table]) -> str:
    """Every text that stands for a day or an imprecise date, claims about such cells included."""
    places = [
        (table.name, field.name) for table in tables for field in table.fields if field.is_date
    ]
    texts = [
        f"select cast({_name(column)} as varchar) as edtf from loaded.{_name(table)} "
        f"where {_name(column)} is not null"
        for table, column in places
    ]
    if any(table.name == "claims" for table in tables):
        pairs = ", ".join(f"({_text(table)}, {_text(column)})" for table, column in places)
        texts.append(
            f"select value as edtf from loaded.claims where (table_name, field) in ({pairs})"
        )
    return " union ".join(texts) or "select cast(null as varchar) as edtf where false"


def _with_bounds(table: Table, row_columns: tuple[str, ...]) -> str:
    """The table with two days for each imprecise date, in the order of its key."""
    edtf_columns = [field.name for field in table.fields if field.is_edtf]
    columns = [f"loaded_table.{_name(column)}" for column in (*table.columns, *row_columns)]
    joins = ""
    for column in edtf_columns:
        bounds = _name(f"{column}_bounds")
        columns += [
            f"{bounds}.{side} as {_name(f'{column}_{side}')}" for side in ("earliest", "latest")
        ]
        joins += (
            f" left join date_bounds as {bounds} on {bounds}.edtf = loaded_table.{_name(column)}"
        )
    order = ", ".join(f"loaded_table.{_name(column)}" for column in table.primary_key) or "1"
    return (
        f"create table {_name(table.name)} as select {', '.join(columns)} "
        f"from loaded.{_name(table.name)} as loaded_table{joins} order by {order}"
    )


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
    columns = [
        (
            *(table.name, field.name, place, field.name in table.primary_key),
            *(field.is_date, bool(field.allowed_values)),
        )
        for table in tables
        for place, field in enumerate(table.fields, 1)
    ]
    values = [
        (table.name, field.name, value)
        for table in tables
        for field in table.fields
        for value in field.allowed_values
    ]
    for name, rows in (("schema_columns", columns), ("schema_values", values)):
        if rows:
            # one statement of a few lists, since each row of `executemany` is planned anew
            lists = ", ".join(["unnest(?)"] * len(rows[0]))
            con.execute(f"insert into {name} select {lists}", list(zip(*rows, strict=True)))


def _cells(tables: list[Table], row_columns: tuple[str, ...]) -> str:
    """Every cell that is not empty, as text: table, record, column, value, whether it is a date."""
    row = "".join(f", {column}" for column in row_columns)
    selects = []
    for table in tables:
        dates = ", ".join(_text(field.name) for field in table.fields if field.is_date)
        texts = ", ".join(
            f"cast({_name(column)} as varchar) as {_name(column)}" for column in table.columns
        )
        if table.primary_key:
            # a blank in the name: no column of a table has one
            selects.append(
                f"select {_text(table.name)} as table_name, {_name('record id')} as record_id, "
                f"field, value, {f'field in ({dates})' if dates else 'false'} as is_date{row} "
                f"from (unpivot (select {_record_id(table)} as {_name('record id')}, {texts}{row} "
                f"from {_name(table.name)}) on {', '.join(map(_name, table.columns))} "
                "into name field value value)"
            )
    return " union all ".join(selects) or (
        "select '' as table_name, '' as record_id, '' as field, '' as value, false as is_date "
        + "".join(f", 0 as {column}" for column in row_columns)
        + " where false"
    )


def _records(tables: list[Table]) -> str:
    selects = [
        f"select {_text(table.name)} as table_name, {_record_id(table)} as record_id "
        f"from {_name(table.name)}"
        for table in tables
        if table.primary_key
    ]
    return " union ".join(selects) or "select '' as table_name, '' as record_id where false"


def _record_id(table: Table) -> str:
    return " || '/' || ".join(f"cast({_name(column)} as varchar)" for column in table.primary_key)


def _name(identifier: str) -> str:
    return '"' + identifier.replace('"', '""') + '"'


def _text(value: str) -> str:
    return "'" + value.replace("'", "''") + "'"
