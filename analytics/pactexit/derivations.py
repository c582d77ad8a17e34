"""The portable SQL by which the tables of a package become what questions and rules see."""

from __future__ import annotations

from importlib.resources import files
from typing import TYPE_CHECKING

from pactexit.sqlfile import SqlFile, read_folder

if TYPE_CHECKING:
    from collections.abc import Sequence

    from pactexit.dataset import Table

#: Table Schema type to SQL type; every other type stays text.
TYPES = {"integer": "bigint", "number": "double", "boolean": "boolean", "date": "date"}


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


def date_texts(tables: Sequence[Table]) -> str:
    """Every text that stands for a day or an imprecise date, claims about such cells included."""
    places = [
        (table.name, field.name) for table in tables for field in table.fields if field.is_date
    ]
    texts = [
        f"select cast({sql_name(column)} as varchar) as edtf from loaded.{sql_name(table)} "
        f"where {sql_name(column)} is not null"
        for table, column in places
    ]
    if any(table.name == "claims" for table in tables):
        pairs = ", ".join(f"({sql_text(table)}, {sql_text(column)})" for table, column in places)
        texts.append(
            f"select value as edtf from loaded.claims where (table_name, field) in ({pairs})"
        )
    return " union ".join(texts) or "select cast(null as varchar) as edtf where false"


def with_bounds(table: Table, row_columns: tuple[str, ...] = ()) -> str:
    """The SELECT of the table with two days for each imprecise date."""
    edtf_columns = [field.name for field in table.fields if field.is_edtf]
    columns = [f"loaded_table.{sql_name(column)}" for column in (*table.columns, *row_columns)]
    joins = ""
    for column in edtf_columns:
        bounds = sql_name(f"{column}_bounds")
        columns += [
            f"{bounds}.{side} as {sql_name(f'{column}_{side}')}" for side in ("earliest", "latest")
        ]
        joins += (
            f" left join date_bounds as {bounds} on {bounds}.edtf = loaded_table.{sql_name(column)}"
        )
    return f"select {', '.join(columns)} from loaded.{sql_name(table.name)} as loaded_table{joins}"


def cells(tables: Sequence[Table], row_columns: tuple[str, ...] = ()) -> str:
    """Every cell that is not empty, as text: table, record, column, value, whether it is a date."""
    selects = [_cells(table, row_columns) for table in tables if table.primary_key]
    columns = ("table_name", "record_id", "field", "value", "is_date", *row_columns)
    every = " union all ".join(selects) or (
        "select '' as table_name, '' as record_id, '' as field, '' as value, false as is_date"
        + "".join(f", 0 as {column}" for column in row_columns)
        + " where false"
    )
    names = ", ".join(f"every_cell.{column}" for column in columns)
    return f"select {names} from ({every}) as every_cell where every_cell.value is not null"


def keys(tables: Sequence[Table]) -> str:
    """The key of every row, as text: table and record."""
    selects = [
        f"select {sql_text(table.name)} as table_name, {_key(table)} as record_id "
        f"from {sql_name(table.name)}"
        for table in tables
        if table.primary_key
    ]
    return " union ".join(selects) or "select '' as table_name, '' as record_id where false"


def schema_columns(tables: Sequence[Table]) -> list[tuple[str, str, int, bool, bool, bool]]:
    """Table, name, place and kind of each column of the schema."""
    return [
        (
            *(table.name, field.name, place, field.name in table.primary_key),
            *(field.is_date, bool(field.allowed_values)),
        )
        for table in tables
        for place, field in enumerate(table.fields, 1)
    ]


def schema_values(tables: Sequence[Table]) -> list[tuple[str, str, str]]:
    """Table, column and value of each allowed value of the schema."""
    return [
        (table.name, field.name, value)
        for table in tables
        for field in table.fields
        for value in field.allowed_values
    ]


def sql_name(identifier: str) -> str:
    """The identifier in double quotes."""
    return '"' + identifier.replace('"', '""') + '"'


def sql_text(value: str) -> str:
    """The text as a literal."""
    return "'" + value.replace("'", "''") + "'"


def _cells(table: Table, row_columns: tuple[str, ...]) -> str:
    """The columns of one table as rows, empty cells too: it is read once, not once a column."""
    source = sql_name(table.name)
    values = " ".join(
        f"when {sql_text(field.name)} then cast({source}.{sql_name(field.name)} as varchar)"
        for field in table.fields
    )
    return (
        f"select schema_columns.table_name, {_key(table)} as record_id, "
        f"schema_columns.column_name as field, case schema_columns.column_name {values} end "
        "as value, schema_columns.is_date"
        + "".join(f", {source}.{column}" for column in row_columns)
        + f" from {source} inner join schema_columns "
        f"on schema_columns.table_name = {sql_text(table.name)}"
    )


def _key(table: Table) -> str:
    source = sql_name(table.name)
    return " || '/' || ".join(
        f"cast({source}.{sql_name(column)} as varchar)" for column in table.primary_key
    )
