"""The questions: read from their files, asked with parameters, answered by a lazy relation."""

from __future__ import annotations

import weakref
from dataclasses import dataclass
from datetime import date
from functools import cache, partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any, TypeVar

from pactexit.problem import PactExitError, need, unknown
from pactexit.sqlfile import SqlFileError, read_folder

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    import pandas
    import polars
    import pyarrow
    from duckdb import DuckDBPyConnection, DuckDBPyRelation

    from pactexit.charts import Chart

T = TypeVar("T")

#: Types of parameters and columns; nothing else runs the same on every engine.
PARAMETER_TYPES = {"VARCHAR": str, "BIGINT": int, "DOUBLE": float, "BOOLEAN": bool, "DATE": date}
COLUMN_TYPES = {*PARAMETER_TYPES, "INTEGER"}


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question. `one_of` names the column (`table.column`) of its values."""

    name: str
    type: str
    default: Any
    help: str
    one_of: str | None = None


@dataclass(frozen=True)
class Column:
    """A column of an answer."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Question:
    """One query file: what it asks, with what, and what comes out."""

    name: str
    title: str
    description: str
    params: tuple[Parameter, ...]
    returns: tuple[Column, ...]
    chart: Mapping[str, Any] | None
    sql: str

    def as_json(self) -> dict[str, Any]:
        """The question without its SQL, as `pactexit queries --format json` prints it."""
        return {
            "name": self.name,
            "title": self.title,
            "description": self.description,
            "params": [
                {"name": p.name, "type": p.type, "default": p.default, "help": p.help}
                for p in self.params
            ],
            "returns": [
                {"name": c.name, "type": c.type, "meaning": c.meaning} for c in self.returns
            ],
        }


class Answer:
    """The answer to a question, around a lazy DuckDB relation that runs when it is read."""

    def __init__(self, question: Question, relation: DuckDBPyRelation) -> None:
        self.question = question
        self.relation = relation

    @property
    def columns(self) -> list[str]:
        """Names of the columns."""
        return [column.name for column in self.question.returns]

    @property
    def types(self) -> list[str]:
        """SQL types of the columns."""
        return [column.type for column in self.question.returns]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Every row as a tuple: text, int, float, bool, date, or None for NULL."""
        return self.relation.fetchall()

    def pl(self) -> polars.DataFrame:
        """The rows as a polars data frame."""
        import polars

        return polars.DataFrame(self.fetchall(), schema=self._polars_schema(), orient="row")

    def df(self) -> pandas.DataFrame:
        """The rows as a pandas data frame; needs the extra `pandas`."""
        need("pandas", "pandas")
        frame: pandas.DataFrame = self.relation.df()
        return frame

    def to_arrow_table(self) -> pyarrow.Table:
        """The rows as a PyArrow table; needs the extra `arrow`."""
        need("pyarrow", "arrow")
        return self.relation.to_arrow_table()

    def plot(self) -> Chart:
        """The chart of the question's file, drawn from these rows; needs the extra `plot`.

        Raises `PactExitError` where the question has no chart.
        """
        if self.question.chart is None:
            raise PactExitError(f"The question {self.question.name} has no chart.")
        need("vl_convert", "plot")
        from pactexit.charts import Chart

        rows = [dict(zip(self.columns, row, strict=True)) for row in self.fetchall()]
        return Chart(self.question.title, self.question.chart, rows)

    def __repr__(self) -> str:
        """The title of the question and the first rows."""
        return f"{self.question.title}\n{self.relation}"

    def _polars_schema(self) -> dict[str, Any]:
        import polars as pl

        types = {
            "VARCHAR": pl.String,
            "INTEGER": pl.Int32,
            "BIGINT": pl.Int64,
            "DOUBLE": pl.Float64,
            "BOOLEAN": pl.Boolean,
            "DATE": pl.Date,
        }
        return {column.name: types[column.type] for column in self.question.returns}


@cache
def questions() -> dict[str, Question]:
    """Every question by its name.

    Raises `SqlFileError`, which names the file, where a header and its SQL disagree.
    """
    found = read_folder(
        files("pactexit").joinpath("queries"),
        required={"title", "description", "params", "returns"},
        optional={"chart"},
    )
    return {
        name: Question(
            name=name,
            title=_text(name, "title", file.header["title"]),
            description=_text(name, "description", file.header["description"]),
            params=_parameters(name, file.header["params"], file.parameters_used),
            returns=_returns(name, file.header["returns"]),
            chart=file.header.get("chart"),
            sql=file.sql,
        )
        for name, file in found.items()
    }


def question(name: str) -> Question:
    """The question of that name. Raises `UnknownNameError` with the nearest name."""
    if name not in questions():
        raise unknown("question", name, questions())
    return questions()[name]


def ask(name: str, con: DuckDBPyConnection | None = None, **params: object) -> Answer:
    """Asks a question, on the shipped dataset or on a connection of `pactexit.connect`.

    A parameter left out has its default. Raises `UnknownNameError` for a question, parameter or
    value that does not exist, `PactExitError` for a value of the wrong type, and `SqlFileError`
    where the answer has other columns than the file promises.
    """
    asked = question(name)
    if con is None:
        from pactexit.database import connect

        con = connect()
    values = checked(asked, params, partial(_known, con))
    relation = con.sql(asked.sql, params=values)
    # DuckDB 1.4 closes a connection that nobody holds, and its relations with it
    weakref.finalize(relation, lambda _: None, con).atexit = False
    keep_promise(asked, list(zip(relation.columns, map(str, relation.types), strict=True)))
    return Answer(asked, relation)


def checked(
    asked: Question, given: Mapping[str, object], known: Callable[[str, str], set[str]]
) -> dict[str, object]:
    """The value of every parameter; `known` tells the values of a column of a table.

    Raises `UnknownNameError` for a parameter or value that does not exist, `PactExitError` for a
    value of the wrong type.
    """
    names = [parameter.name for parameter in asked.params]
    for name in given:
        if name not in names:
            raise unknown(f"parameter of {asked.name}", name, names)
    values = {p.name: _typed(p, given.get(p.name, p.default)) for p in asked.params}
    for parameter in asked.params:
        value = values[parameter.name]
        if parameter.one_of is not None and value is not None:
            table, _, column = parameter.one_of.partition(".")
            on_record = known(table, column)
            if str(value) not in on_record:
                raise unknown(parameter.name, str(value), on_record)
    return values


def keep_promise(asked: Question, found: list[tuple[str, str]]) -> None:
    """Raises `SqlFileError` where names or types of the columns are not those of the header."""
    promised = [(column.name, column.type) for column in asked.returns]
    if found != promised:
        raise SqlFileError(f"{asked.name}.sql: promises {promised}, but the SQL returns {found}.")


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


def _known(con: DuckDBPyConnection, table: str, column: str) -> set[str]:
    """The values that the schema allows in a column, or else those on record."""
    allowed = con.execute(
        "select value from schema_values where table_name = ? and column_name = ?",
        [table, column],
    ).fetchall()
    found = allowed or con.execute(f'select distinct "{column}" from "{table}"').fetchall()
    return {str(row[0]) for row in found}
