"""The tables and views on Apache Spark: the same SQL by way of sqlglot, Spark's own readers."""

from __future__ import annotations

import os
import re
import shutil
import sys
import warnings
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from pactexit import dataset as datasets
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
from pactexit.problem import PactExitError, need

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

    from pyspark.sql import DataFrame, SparkSession
    from sqlglot.expressions import Expr

    from pactexit.dataset import Table

#: Spark's names of the types of parameters and columns.
SQL_TYPES = {
    "string": "VARCHAR",
    "int": "INTEGER",
    "bigint": "BIGINT",
    "double": "DOUBLE",
    "boolean": "BOOLEAN",
    "date": "DATE",
}

_CELLS: dict[str, Callable[[str], Any]] = {
    "integer": int,
    "number": float,
    "boolean": "true".__eq__,
    "date": date.fromisoformat,
}
_LOADED = "loaded_"


def _package() -> list[tuple[str, str, str]]:
    package = datasets.read()
    return [(package.title, package.version, package.licence)]


#: What the descriptor says, as rows, and their columns.
_DESCRIBED: dict[str, tuple[Callable[[], list[Any]], str]] = {
    "schema_package": (_package, "title string, version string, licence string"),
    "schema_columns": (
        lambda: list(schema_columns([*datasets.read().tables.values()])),
        "table_name string, column_name string, place int, "
        "is_key boolean, is_date boolean, is_coded boolean",
    ),
    "schema_values": (
        lambda: list(schema_values([*datasets.read().tables.values()])),
        "table_name string, column_name string, value string",
    ),
}
_CSV: dict[str, str | bool] = {"header": True, "multiLine": True, "escape": '"', "mode": "FAILFAST"}

# of Java, cause below cause, and of the Python that runs beside it
_CAUSES = re.compile(r"^(?:Caused by|[\w.]+Error)?: (?:[\w.$]+: )*(.*\S)", re.MULTILINE)

# a small session for the command: no page in the browser, nothing that can be reached from outside
_LOCAL = {
    "spark.master": "local[2]",
    "spark.app.name": "pactexit",
    "spark.driver.memory": "2g",
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.driver.host": "127.0.0.1",
    "spark.driver.bindAddress": "127.0.0.1",
    # some thousand rows are not worth parts; what is asked once is sooner done than compiled
    "spark.default.parallelism": "1",
    "spark.sql.shuffle.partitions": "1",
    "spark.sql.adaptive.enabled": "false",
    "spark.sql.codegen.wholeStage": "false",
    "spark.sql.codegen.factoryMode": "NO_CODEGEN",
}


class SparkTables:
    """Every table and view in a session of Spark; each is opened when a question needs it.

    `tables` is a folder in any storage that Spark reads (`s3a://bucket/tables`), which holds
    `<table>.parquet` or `<table>.csv`; None is the shipped dataset.
    """

    def __init__(self, session: SparkSession, tables: str | None = None) -> None:
        # views and settings of its own: those of the caller stay as they are
        self._session = session.newSession()
        self._session.conf.set("spark.sql.session.timeZone", "UTC")
        self._session.conf.set("spark.sql.ansi.enabled", "true")
        self._folder = None if tables is None else tables.rstrip("/")
        self._tables = datasets.read().tables
        self._opened: set[str] = set()

    def select(self, sql: str, values: Mapping[str, Any] | None = None) -> DataFrame:
        """The rows of a SELECT in the project's portable SQL.

        Raises `PactExitError` where Spark refuses it, or a table that it needs cannot be read.
        """
        from sqlglot.expressions import Table as TableName

        tree = _parsed(sql)
        with one_line():
            for table in tree.find_all(TableName):
                self._open(table.name)
            return self._session.sql(tree.sql("spark"), args=dict(values or {}))

    def known(self, table: str, column: str) -> set[str]:
        """The values that the schema allows in a column, or else those on record."""
        every = schema_values([*self._tables.values()])
        allowed = {value for *place, value in every if place == [table, column]}
        if allowed:
            return allowed
        name = sql_name(column)
        return {str(row[0]) for row in rows(self.select(f"select distinct {name} from {table}"))}

    def _open(self, name: str) -> None:
        """Makes the view of that name; a name that is no table is that of a CTE."""
        if name in self._opened:
            return
        self._opened.add(name)
        try:
            frame = self._frame(name)
        except BaseException:
            # the next question is to hear the reason too
            self._opened.discard(name)
            raise
        if frame is not None:
            frame.createOrReplaceTempView(name)

    def _frame(self, name: str) -> DataFrame | None:
        tables = [*self._tables.values()]
        if name.startswith(_LOADED):
            return self._loaded(self._tables[name.removeprefix(_LOADED)])
        if name in _DESCRIBED:
            described, columns = _DESCRIBED[name]
            return self._session.createDataFrame(described(), columns)
        if name == "date_bounds":
            return self._date_bounds()
        if name in self._tables:
            return self.select(with_bounds(self._tables[name])).cache()
        derived = {name: view.sql for name, view in views().items()}
        derived |= {"dates": date_texts(tables), "records": keys(tables), "cells": cells(tables)}
        return self.select(derived[name]) if name in derived else None

    def _date_bounds(self) -> DataFrame:
        """There are few different dates: computed once, and at hand for the joins of each table."""
        frame = self.select(views()["date_bounds"].sql)
        return self._session.createDataFrame(frame.collect(), frame.schema).hint("broadcast")

    def _loaded(self, table: Table) -> DataFrame:
        if self._folder is None:
            return self._shipped(table)
        from pyspark.errors import AnalysisException

        path = f"{self._folder}/{table.name}"
        try:
            return self._stored(table, self._session.read.parquet(f"{path}.parquet"))
        except AnalysisException as error:
            if error.getCondition() != "PATH_NOT_FOUND":
                raise
        try:
            header = self._session.read.options(**_CSV).csv(f"{path}.csv").columns
        except AnalysisException as error:
            if error.getCondition() != "PATH_NOT_FOUND":
                raise
            raise PactExitError(
                f"{self._folder}: neither {table.name}.parquet nor {table.name}.csv is there."
            ) from None
        reader = self._session.read.options(**_CSV)
        return self._stored(table, reader.schema(_schema(table, header)).csv(f"{path}.csv"))

    def _stored(self, table: Table, frame: DataFrame) -> DataFrame:
        """The columns of the schema, in its types."""
        lost = [column for column in table.columns if column not in frame.columns]
        if lost:
            raise PactExitError(
                f"{self._folder}: {table.name} has no column {', '.join(lost)}; "
                "the tables must be of the schema of this version."
            )
        types = _types(table)
        return frame.select([frame[name].cast(types[name]) for name in table.columns])

    def _shipped(self, table: Table) -> DataFrame:
        """The rows of the file beside the driver: the machines of a cluster do not see it."""
        kinds = {field.name: field.type for field in table.fields}
        lines = datasets.records(table)
        _, header = next(lines)
        casts = [_CELLS.get(kinds[column], str) for column in header]
        found = [
            tuple(cast(cell) if cell else None for cast, cell in zip(casts, row, strict=True))
            for _, row in lines
        ]
        return self._session.createDataFrame(found, _schema(table, header))


def rows(frame: DataFrame) -> list[tuple[Any, ...]]:
    """Every row, in its order. Raises `PactExitError` where Spark cannot compute them."""
    with one_line():
        return [tuple(row) for row in frame.collect()]


@contextmanager
def one_line() -> Iterator[None]:
    """Makes what Spark raises a `PactExitError` of one line."""
    from py4j.protocol import Py4JError
    from pyspark.errors import PySparkException

    try:
        yield
    except (PySparkException, Py4JError) as error:
        told = dict.fromkeys(_CAUSES.findall(str(error))) or str(error).strip().splitlines()[:1]
        raise PactExitError(f"Spark: {'; '.join(told)}") from None


@contextmanager
def local_session() -> Iterator[SparkSession]:
    """A session on this machine; nothing of it is left when it ends.

    Raises `PactExitError` where PySpark, sqlglot or Java is missing, or Spark does not start.
    """
    need_spark()
    from pyspark import SparkConf, SparkContext
    from pyspark.errors import PySparkException
    from pyspark.java_gateway import launch_gateway
    from pyspark.sql import SparkSession

    home = os.environ.get("JAVA_HOME")
    if shutil.which(f"{home}/bin/java" if home else "java") is None:
        raise PactExitError("Spark needs Java 17 or later: install it, or set JAVA_HOME to it.")
    with (
        TemporaryDirectory(prefix="pactexit-spark-", ignore_cleanup_errors=True) as folder,
        Path(folder, "log").open("w+", encoding="utf-8") as log,
    ):
        conf = SparkConf(loadDefaults=False).setAll([*_LOCAL.items(), *_inside(folder)])
        # the same Python beside Java as here, and not the first on the path
        os.environ.setdefault("PYSPARK_PYTHON", sys.executable)
        try:
            # what Java prints is no answer, and is read only where it tells why Spark did not start
            gateway = launch_gateway(conf, {"stdout": log, "stderr": log})  # type: ignore[no-untyped-call]
            session = SparkSession(SparkContext(gateway=gateway, conf=conf))
        except PySparkException:
            log.seek(0)
            said = [line.strip() for line in log if line.strip()] or ["it does not say why."]
            raise PactExitError(f"Spark did not start: {said[-1]}") from None
        try:
            yield session
        finally:
            session.stop()
            gateway.shutdown()
            gateway.proc.stdin.close()
            gateway.proc.wait()


def need_spark() -> None:
    """Raises `PactExitError`, which names the pip command, where the extra is not installed."""
    need("pyspark", "spark")
    need("sqlglot", "spark")
    # it says so wherever pandas 3 is installed; no data frame of pandas meets Spark here
    warnings.filterwarnings("ignore", "PySpark does not yet fully support pandas", FutureWarning)


def _inside(folder: str) -> list[tuple[str, str]]:
    """The settings that keep what Spark writes in a folder."""
    return [
        ("spark.local.dir", folder),
        ("spark.sql.warehouse.dir", Path(folder, "warehouse").as_uri()),
        ("spark.driver.extraJavaOptions", f"-XX:TieredStopAtLevel=1 -Djava.io.tmpdir={folder}"),
    ]


def _parsed(sql: str) -> Expr:
    import sqlglot
    from sqlglot.expressions import Table as TableName
    from sqlglot.expressions import to_identifier

    tree = sqlglot.parse_one(sql, read="duckdb")
    for table in tree.find_all(TableName):
        # temporary views have no schema
        if table.db:
            table.set("this", to_identifier(_LOADED + table.name, quoted=True))
            table.set("db", None)
    return tree


def _types(table: Table) -> dict[str, str]:
    return {field.name: TYPES.get(field.type, "string") for field in table.fields}


def _schema(table: Table, header: list[str]) -> str:
    types = _types(table)
    if sorted(header) != sorted(types):
        raise PactExitError(f"{table.shown_path}: the header is not the columns of the schema.")
    return ", ".join(f"`{name}` {types[name]}" for name in header)
