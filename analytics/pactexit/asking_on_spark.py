"""The questions asked on Apache Spark: the same files, parameters and answers as on DuckDB."""

from __future__ import annotations

import os
from functools import cached_property, partial
from typing import TYPE_CHECKING, Any, cast

from pactexit.answers import Answer
from pactexit.asking import checked, keep_promise, question, questions
from pactexit.problem import need
from pactexit.spark import SQL_TYPES, SparkTables, need_spark, rows

if TYPE_CHECKING:
    from collections.abc import Callable

    import pandas
    import pyarrow
    from pyspark.sql import SparkSession


class SparkAnswer(Answer):
    """The answer to a question around a lazy DataFrame of Spark, its `relation`."""

    relation: Any

    @cached_property
    def _rows(self) -> list[tuple[Any, ...]]:
        return rows(self.relation)

    def df(self) -> pandas.DataFrame:
        """The rows as a pandas data frame; needs the extra `pandas`."""
        need("pandas", "pandas")
        return self.pl().to_pandas()

    def to_arrow_table(self) -> pyarrow.Table:
        """The rows as a PyArrow table; needs the extra `arrow`."""
        need("pyarrow", "arrow")
        return self.pl().to_arrow()


class OnSpark:
    """Asks the questions in a session of Spark; each question is a method too."""

    def __init__(self, tables: SparkTables) -> None:
        self._tables = tables

    def ask(self, name: str, **params: object) -> SparkAnswer:
        """Asks a question, as `pactexit.ask` does, with the same errors.

        Raises `PactExitError` also where Spark refuses the work or cannot read a table.
        """
        asked = question(name)
        values = checked(asked, params, self._tables.known, self._rows)
        frame = self._tables.select(asked.sql, values)
        # a number that both engines count exactly may be shorter on Spark
        promised = {column.name: column.type for column in asked.returns}
        for column, kind in frame.dtypes:
            if kind == "int" and promised.get(column) == "BIGINT":
                frame = frame.withColumn(column, frame[column].cast("bigint"))
        keep_promise(asked, [(column, SQL_TYPES.get(kind, kind)) for column, kind in frame.dtypes])
        return SparkAnswer(asked, cast("Any", frame), values, self._rows)

    def _rows(self, sql: str) -> list[tuple[Any, ...]]:
        return rows(self._tables.select(sql))

    def __getattr__(self, name: str) -> Callable[..., SparkAnswer]:
        """The question of that name as a function of its parameters."""
        if name not in questions():
            raise AttributeError(f"There is no question {name!r}.", name=name, obj=self)
        return partial(self.ask, name)

    def __dir__(self) -> list[str]:
        """The names of the questions beside `ask`."""
        return sorted({"ask", *questions()})


def on_spark(session: SparkSession, tables: str | os.PathLike[str] | None = None) -> OnSpark:
    """The questions on a session of Spark, from the same files.

    `tables` is a folder in any storage that the session reads, such as `s3a://bucket/tables`, with
    `<table>.parquet` or `<table>.csv` of the schema of this version; left out, the shipped
    dataset. Views and settings of the session stay as they are. Raises `PactExitError` where the
    extra `spark` is not installed.
    """
    need_spark()
    return OnSpark(SparkTables(session, None if tables is None else os.fspath(tables)))
