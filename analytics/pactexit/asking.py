"""The questions: read from their files, asked with parameters, answered by a lazy relation."""

from __future__ import annotations

import weakref
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from pactexit import countries
from pactexit import dataset as datasets
from pactexit.answers import Answer, Column, Parameter, Question
from pactexit.problem import PactExitError, unknown
from pactexit.sqlfile import SqlFileError, file_names, read_file

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from importlib.resources.abc import Traversable

    from duckdb import DuckDBPyConnection

T = TypeVar("T")

#: Types of parameters and columns; nothing else runs the same on every engine.
PARAMETER_TYPES = {"VARCHAR": str, "BIGINT": int, "DOUBLE": float, "BOOLEAN": bool, "DATE": date}
COLUMN_TYPES = {*PARAMETER_TYPES, "INTEGER"}
_COUNTRY = "countries.country_id"


@cache
def questions() -> dict[str, Question]:
    """Every question by its name.

    Raises `SqlFileError`, which names the file, where a header and its SQL disagree.
    """
    return {name: question(name) for name in file_names(_folder())}


def question(name: str) -> Question:
    """The question of that name, of which alone the file is read.

    Raises `UnknownNameError` with the nearest name, and `SqlFileError` as `questions` does.
    """
    if name not in file_names(_folder()):
        raise unknown("question", name, file_names(_folder()))
    file = read_file(
        _folder(),
        name,
        required={"title", "description", "params", "returns"},
        optional={"chart", "method"},
    )
    return Question(
        name=name,
        title=_text(name, "title", file.header["title"]),
        description=_text(name, "description", file.header["description"]),
        params=_parameters(name, file.header["params"], file.parameters_used),
        returns=_returns(name, file.header["returns"]),
        chart=file.header.get("chart"),
        sql=file.sql,
        method=_text(name, "method", file.header["method"]) if "method" in file.header else None,
    )


def ask(name: str, con: DuckDBPyConnection | None = None, **params: object) -> Answer:
    """Asks a question, on the shipped dataset or on a connection of `pactexit.connect`.

    A parameter left out has its default; one that names a country takes whatever
    `pactexit.countries` understands. Raises `UnknownNameError` for a question, parameter or value
    that does not exist, `PactExitError` for a value of the wrong type or of two countries, and
    `SqlFileError` where the answer has other columns than the file promises.
    """
    asked = question(name)
    con = _connected(con)
    select = partial(_select, con)
    values = checked(asked, params, partial(known_values, con), select)
    relation = con.sql(asked.sql, params=values)
    # DuckDB 1.4 closes a connection that nobody holds, and its relations with it
    weakref.finalize(relation, lambda _: None, con).atexit = False
    keep_promise(asked, list(zip(relation.columns, map(str, relation.types), strict=True)))
    return Answer(asked, relation, values, select)


def checked(
    asked: Question,
    given: Mapping[str, object],
    known: Callable[[str, str], set[str]],
    select: Callable[[str], list[tuple[Any, ...]]],
) -> dict[str, object]:
    """The value of every parameter, as it stands in the tables.

    `known` tells the values of a column of a table, `select` gives the rows of a SELECT. Raises
    `UnknownNameError` for a parameter or value that does not exist, `PactExitError` for a value of
    the wrong type or of two countries.
    """
    names = [parameter.name for parameter in asked.params]
    for name in given:
        if name not in names:
            raise unknown(f"parameter of {asked.name}", name, names)
    values = {p.name: _typed(p, given.get(p.name, p.default)) for p in asked.params}
    for parameter in asked.params:
        value = values[parameter.name]
        # a default holds also on tables that have nothing of it
        if value in {None, parameter.default} or parameter.one_of is None:
            continue
        if parameter.one_of == _COUNTRY:
            values[parameter.name] = countries.country_id(
                parameter.name, str(value), _countries(select)
            )
        elif str(value) not in (values_known := allowed(parameter, known)):
            is_closed = bool(accepted(parameter))
            raise unknown(parameter.name, str(value), values_known, is_closed=is_closed)
    return values


def keep_promise(asked: Question, found: list[tuple[str, str]]) -> None:
    """Raises `SqlFileError` where names or types of the columns are not those of the header."""
    promised = [(column.name, column.type) for column in asked.returns]
    if found != promised:
        raise SqlFileError(f"{asked.name}.sql: promises {promised}, but the SQL returns {found}.")


def table(name: str, con: DuckDBPyConnection | None = None) -> Answer:
    """A table or view of the dataset, typed, with the accessors of an answer.

    Reads the shipped dataset, or a connection of `pactexit.connect`. The rows come in the order
    of the columns, keys first. Raises `UnknownNameError`, with the nearest name, where there is
    no such table or view.
    """
    con = _connected(con)
    names = [row[0] for row in con.execute("show tables").fetchall()]
    if name not in names:
        raise unknown("table", name, names)
    sql = f'select * from "{name}" order by all'
    relation = con.sql(sql)
    described = datasets.read().tables.get(name)
    meanings = {field.name: field.description for field in described.fields} if described else {}
    asked = Question(
        name=name,
        title=name.replace("_", " ").capitalize(),
        description=described.description if described else "",
        params=(),
        returns=tuple(
            Column(column, str(kind), meanings.get(column, ""))
            for column, kind in zip(relation.columns, relation.types, strict=True)
        ),
        chart=None,
        sql=sql,
    )
    return Answer(asked, relation, {}, partial(_select, con))


def record_id(con: DuckDBPyConnection, text: str) -> str:
    """The identifier on record that a text is, or that of the country that it means.

    Raises `UnknownNameError` with the nearest one, and `PactExitError` where it means two.
    """
    ids = {row[0] for row in con.execute("select record_id from records").fetchall()}
    rows = _countries(partial(_select, con))
    if text in ids:
        return text
    if not countries.meant(text, rows) and not countries.nearest(text, rows):
        raise unknown("record", text, ids)
    return countries.country_id("record", text, rows)


def accepted(parameter: Parameter) -> str:
    """What a parameter takes, for people: a country, one of a closed vocabulary, or nothing."""
    if parameter.one_of == _COUNTRY:
        return countries.ACCEPTED
    values = (
        [str(value) for value in parameter.one_of]
        if isinstance(parameter.one_of, list)
        else _vocabularies().get(str(parameter.one_of), [])
    )
    return f"One of {', '.join(values)}." if values else ""


@cache
def _vocabularies() -> dict[str, list[str]]:
    return {
        f"{described.name}.{field.name}": field.allowed_values
        for described in datasets.read().tables.values()
        for field in described.fields
        if field.allowed_values
    }


def _connected(con: DuckDBPyConnection | None) -> DuckDBPyConnection:
    if con is None:
        from pactexit.database import connect

        con = connect()
    return con


def _folder() -> Traversable:
    return files("pactexit").joinpath("queries")


def _text(name: str, key: str, value: object) -> str:
    if not isinstance(value, str):
        raise SqlFileError(f"{name}.sql: {key}: is no text.")
    return " ".join(value.split())


def _mapping(name: str, key: str, value: object) -> dict[str, Any]:
    if not isinstance(value, dict):
        raise SqlFileError(f"{name}.sql: {key}: is no mapping of names to their parts.")
    return value


def _parameters(name: str, value: object, used: set[str]) -> tuple[Parameter, ...]:
    header = _mapping(name, "params", value or {})
    if header.keys() != used:
        wrong = ", ".join(sorted(header.keys() ^ used))
        raise SqlFileError(f"{name}.sql: in the header or in the SQL, but not in both: {wrong}.")
    parameters = tuple(_from_header(name, Parameter, key, part) for key, part in header.items())
    for parameter in parameters:
        if parameter.type not in PARAMETER_TYPES:
            raise SqlFileError(f"{name}.sql: {parameter.name}: no type {parameter.type}.")
    return parameters


def _returns(name: str, value: object) -> tuple[Column, ...]:
    header = _mapping(name, "returns", value)
    columns = tuple(_from_header(name, Column, key, part) for key, part in header.items())
    for column in columns:
        if column.type not in COLUMN_TYPES:
            raise SqlFileError(f"{name}.sql: {column.name}: no type {column.type}.")
    return columns


def _from_header(name: str, kind: Callable[..., T], key: str, value: Mapping[str, Any]) -> T:
    try:
        return kind(name=key, **value)
    except TypeError as error:
        raise SqlFileError(f"{name}.sql: {key}: {error}.") from None


def _typed(parameter: Parameter, value: object) -> object:
    if value is None:
        return None
    if parameter.type == "DATE" and isinstance(value, str):
        try:
            return date.fromisoformat(value)
        except ValueError:
            raise PactExitError(
                f"{parameter.name}: {value!r} is no day. Write it as 2025-12-19."
            ) from None
    wanted = PARAMETER_TYPES[parameter.type]
    if not isinstance(value, wanted) or (wanted is int and isinstance(value, bool)):
        raise PactExitError(
            f"{parameter.name}: {value!r} is no {wanted.__name__}. {parameter.help}"
        )
    if isinstance(value, int) and not -(2**63) <= value < 2**63:
        raise PactExitError(f"{parameter.name}: {value} does not fit into 64 bits.")
    return value


def allowed(parameter: Parameter, known: Callable[[str, str], set[str]]) -> set[str]:
    """The values that a parameter with `one_of` may have; `known` tells those of a column."""
    if isinstance(parameter.one_of, list):
        return set(map(str, parameter.one_of))
    table_name, _, column = str(parameter.one_of).partition(".")
    return known(table_name, column)


def known_values(con: DuckDBPyConnection, table_name: str, column: str) -> set[str]:
    """The values that the schema allows in a column, or else those on record."""
    in_schema = con.execute(
        "select value from schema_values where table_name = ? and column_name = ?",
        [table_name, column],
    ).fetchall()
    found = in_schema or con.execute(f'select distinct "{column}" from "{table_name}"').fetchall()
    return {str(value) for (value,) in found if value is not None}


def _countries(select: Callable[[str], list[tuple[Any, ...]]]) -> list[dict[str, object]]:
    rows = select(f"select {', '.join(countries.COLUMNS)} from countries")
    return [dict(zip(countries.COLUMNS, row, strict=True)) for row in rows]


def _select(con: DuckDBPyConnection, sql: str) -> list[tuple[Any, ...]]:
    return con.execute(sql).fetchall()
