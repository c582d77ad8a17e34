"""A connection closed off from files, network, settings and Python, and one SELECT on it."""

from __future__ import annotations

import pickle
from functools import partial
from typing import TYPE_CHECKING, Any

from pactexit import database
from pactexit.asking import allowed, known_values, questions
from pactexit.derivations import sql_text
from pactexit.problem import PactExitError
from pactexit.sqlfile import fill_parameters

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from duckdb import DuckDBPyConnection

    from pactexit.answers import Question

#: An answer of more rows, or of more bytes, is refused.
MOST_ROWS, MOST_BYTES = 1_000_000, 100_000_000
TOO_MUCH_MEMORY = "The SELECT needs more memory than it may have here. Let it read or return less."
_TOO_LARGE = (
    f"The answer has more than {MOST_ROWS:,} rows or {MOST_BYTES // 10**6} MB. "
    "Select fewer columns, add a `limit`, or count."
)
_PIECE = 1000
_CLOSED_OFF = (
    "memory_limit = '1GB'",
    "temp_directory = ''",
    # its default names the home of whoever runs this
    "secret_directory = ''",
    "python_enable_replacements = false",
    "enable_external_access = false",
    "lock_configuration = true",
)


def connect(path: Path | str | None = None) -> DuckDBPyConnection:
    """A connection as of `pactexit.connect`, with the questions as table functions, closed off.

    Raises `PactExitError` as `pactexit.connect` does.
    """
    import duckdb

    con = database.connect(path)
    for statement in unions_as_tables():
        con.execute(statement)
    for asked in questions().values():
        try:
            for macro in macros(con, asked):
                con.execute(macro)
        except duckdb.CatalogException:
            # a package of another kind has not what the question asks for
            continue
    for setting in _CLOSED_OFF:
        con.execute(f"set {setting}")
    return con


def select(
    con: DuckDBPyConnection, statement: str
) -> tuple[list[str], list[str], list[tuple[Any, ...]]]:
    """Runs one SELECT on a connection of `connect`: names and types of the columns, and the rows.

    Raises `PactExitError`, one line, where the text is not one SELECT statement, DuckDB refuses
    it, or the answer is too large.
    """
    import duckdb

    try:
        _check_statement(con, statement)
        # a SELECT can hold a DELETE ... RETURNING: only the transaction keeps it from the rows
        con.execute("begin transaction read only")
        try:
            result = con.execute(statement)
            columns = [(name, str(kind)) for name, kind, *_ in result.description or ()]
            rows = _rows(result)
        finally:
            con.execute("rollback")
    except (duckdb.OutOfMemoryException, MemoryError):
        raise PactExitError(TOO_MUCH_MEMORY) from None
    except duckdb.Error as error:
        # what DuckDB quotes of Python is of no use to whoever wrote the SELECT
        reason = str(error).partition("\nTraceback")[0].partition("At:\n")[0]
        raise PactExitError(f"DuckDB: {' '.join(reason.split())}") from None
    return [name for name, _ in columns], [kind for _, kind in columns], rows


def _check_statement(con: DuckDBPyConnection, statement: str) -> None:
    import duckdb

    # what is no text of Unicode, or ends one early, is read in another way by DuckDB
    if "\0" in statement or any("\ud800" <= sign <= "\udfff" for sign in statement):
        raise PactExitError("The SELECT has a character that no text has. Write it anew.")
    statements = con.extract_statements(statement)
    try:
        is_select = [s.type for s in statements] == [duckdb.StatementType.SELECT]
    except ValueError:  # a kind of statement of which Python's part of DuckDB has not heard
        is_select = False
    if not is_select:
        raise PactExitError("Write one SELECT statement; the tables cannot be changed here.")


def _rows(result: DuckDBPyConnection) -> list[tuple[Any, ...]]:
    rows: list[tuple[Any, ...]] = []
    size = 0
    while piece := result.fetchmany(_PIECE):
        rows += piece
        size += len(pickle.dumps(piece))
        if len(rows) > MOST_ROWS or size > MOST_BYTES:
            raise PactExitError(_TOO_LARGE)
    return rows


def unions_as_tables() -> Iterator[str]:
    """Statements without which `macros` would not do.

    DuckDB takes a parameter of a macro for a column of a union that has its name.
    """
    for view in ("cells", "records"):
        yield f"create table materialized as select * from {view}"
        yield f"drop view {view}"
        yield f"alter table materialized rename to {view}"


def macros(con: DuckDBPyConnection, asked: Question) -> Iterator[str]:
    """A question as a table function: `exits_by_partner(subject := 'nuclear')`.

    It is two macros, since a parameter hides the columns that have its name, even those of the
    views: inside, the names have a blank, as no column has.
    """
    values = {parameter.name: f'"its {parameter.name}"' for parameter in asked.params}
    checked = {}
    for parameter in asked.params:
        value = checked[parameter.name] = f'"{parameter.name}"'
        if parameter.one_of is not None:
            values_known = allowed(parameter, partial(known_values, con)) | {str(parameter.default)}
            known = ", ".join(map(_literal, sorted(values_known)))
            refusal = _literal(f"{asked.name}: there is no {parameter.name} ")
            checked[parameter.name] = (
                f"case when {value} is null or list_contains([{known}], cast({value} as varchar)) "
                f"then {value} else error({refusal} || {value} || '.') end"
            )
    inner = f'"its {asked.name}"'
    yield (
        f"create macro {inner}({', '.join(values.values())}) as table "
        f"{fill_parameters(asked.sql, values)}"
    )
    defaults = ", ".join(f'"{p.name}" := {_literal(p.default)}' for p in asked.params)
    yield (
        f'create macro "{asked.name}"({defaults}) as table '
        f"select * from {inner}({', '.join(checked.values())})"
    )


def _literal(value: object) -> str:
    if value is None or isinstance(value, bool | int | float):
        return "null" if value is None else str(value).lower()
    return sql_text(str(value))
