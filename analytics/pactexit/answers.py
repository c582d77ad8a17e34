"""What can be asked, and an answer: rows around a lazy relation, for programs and for people."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Any

from pactexit import captions
from pactexit.problem import PactExitError, need
from pactexit.showing import aligned, fitting, html_table

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    import pandas
    import polars
    import pyarrow
    from duckdb import DuckDBPyRelation

    from pactexit.charts import Chart

#: So many rows, and characters of a cell and of a line, are shown where an answer is looked at.
_SHOWN_ROWS, _CELL, _LINE = 20, 40, 120


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question. `one_of` lists its values, or names their `table.column`."""

    name: str
    type: str
    default: Any
    help: str
    one_of: str | list[str | int] | None = None


@dataclass(frozen=True)
class Column:
    """A column of an answer."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True)
class Question:
    """One query file: what it asks, with what, and what comes out.

    `method` says after which definition or publication it counts, where it has one.
    """

    name: str
    title: str
    description: str
    params: tuple[Parameter, ...]
    returns: tuple[Column, ...]
    chart: Mapping[str, Any] | None
    sql: str
    method: str | None = None

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
    """The answer to a question, or a table, around a lazy DuckDB relation.

    The rows are read once, when they are first needed, and are the same at every reading;
    `relation`, `df` and `to_arrow_table` run the SQL again. `params` are the values asked with,
    `select` gives the rows of a SELECT on the same tables. An answer has a length, and gives its
    rows as dictionaries where it is iterated.
    """

    def __init__(
        self,
        question: Question,
        relation: DuckDBPyRelation,
        params: Mapping[str, object],
        select: Callable[[str], list[tuple[Any, ...]]],
    ) -> None:
        self.question = question
        self.relation = relation
        self.params = params
        self._select = select

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
        return list(self._rows)

    def __len__(self) -> int:
        """The number of rows."""
        return len(self.fetchall())

    def __iter__(self) -> Iterator[dict[str, Any]]:
        """Every row as a dictionary by the names of the columns."""
        return (dict(zip(self.columns, row, strict=True)) for row in self.fetchall())

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

        Raises `PactExitError` where the question has no chart, or the answer no row.
        """
        asked = self.question
        if asked.chart is None:
            raise PactExitError(f"The question {asked.name} has no chart.")
        need("vl_convert", "plot")
        from pactexit.charts import Chart

        rows = list(self)
        if not rows:
            raise PactExitError(
                f"The answer to {asked.name} has no rows: there is nothing to draw."
            )
        return Chart(
            title=asked.title,
            subtitle=captions.parameters(self.params),
            source=captions.source(self._select, self.params.get("as_of")),
            description=asked.description,
            template=asked.chart,
            rows=rows,
        )

    def __repr__(self) -> str:
        """The title, the first rows and columns, how many there are, and the source line."""
        first = self.fetchall()[:_SHOWN_ROWS]
        number = fitting(self.columns, first, _CELL, _LINE)
        columns = self.columns[:number]
        table = aligned(columns, [row[:number] for row in first], width=_CELL)
        more = self.columns[number:]
        left_out = f" Further columns: {', '.join(more)}." if more else ""
        lines = (self.question.title, "", table, "", self._counted + left_out, self._caption)
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        meanings = [column.meaning for column in self.question.returns]
        are_numbers = [kind in {"INTEGER", "BIGINT", "DOUBLE"} for kind in self.types]
        table = html_table(self.columns, meanings, are_numbers, self.fetchall()[:_SHOWN_ROWS])
        return (
            f"<p><b>{escape(self.question.title)}</b></p>\n{table}\n"
            f"<p><small>{escape(self._counted)}<br>{escape(self._caption)}</small></p>"
        )

    @cached_property
    def _rows(self) -> list[tuple[Any, ...]]:
        return self.relation.fetchall()

    @cached_property
    def _caption(self) -> str:
        said = captions.parameters({k: v for k, v in self.params.items() if k != "as_of"})
        source = captions.source(self._select, self.params.get("as_of"))
        return f"{source}. Asked with {said}." if said else f"{source}."

    @property
    def _counted(self) -> str:
        number = len(self)
        first = f", of which the first {_SHOWN_ROWS} are shown" if number > _SHOWN_ROWS else ""
        return f"{number:,} row{'' if number == 1 else 's'}{first}."

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
        return {column.name: types.get(column.type) for column in self.question.returns}
