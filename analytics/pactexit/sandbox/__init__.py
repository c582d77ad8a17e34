"""A SELECT of the user's own: run in a process apart, which reaches nothing and can be ended."""

from __future__ import annotations

import json
import os
import pickle
import subprocess
import sys
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from pactexit.problem import PactExitError, need

if TYPE_CHECKING:
    from pathlib import Path

    import pandas
    import polars

#: Seconds that a SELECT may take, with the start of its process.
TIMEOUT = 30
TOO_MUCH = "The SELECT was more than DuckDB could bear. Write it more simply."


@dataclass(frozen=True)
class Selection:
    """What a SELECT returned: names and SQL types of its columns, and its rows."""

    columns: list[str]
    types: list[str]
    rows: list[tuple[Any, ...]]

    def fetchall(self) -> list[tuple[Any, ...]]:
        """Every row as a tuple, as `Answer.fetchall` gives them."""
        return self.rows

    def pl(self) -> polars.DataFrame:
        """The rows as a polars data frame."""
        import polars

        return polars.DataFrame(
            self.rows, schema=self.columns, orient="row", infer_schema_length=None
        )

    def df(self) -> pandas.DataFrame:
        """The rows as a pandas data frame; needs the extra `pandas`."""
        need("pandas", "pandas")
        import pandas

        return pandas.DataFrame(self.rows, columns=self.columns)


def sql(statement: str, path: Path | str | None = None, *, timeout: float = TIMEOUT) -> Selection:
    """Runs one SELECT over the tables, the views, and the questions as table functions.

    Reads the dataset that came with the package, or the one at `path`. The SELECT runs in a
    process of its own: it reaches no file, network, setting or variable, changes nothing, and ends
    after `timeout` seconds. Raises `PactExitError`, one line, where the text is not one SELECT,
    DuckDB refuses it, or it needs too much time, memory or rows.
    """
    given = {"statement": statement, "path": None if path is None else str(path)}
    try:
        done = subprocess.run(  # noqa: S603 - our own module, under the Python that runs this
            [sys.executable, "-P", "-m", __name__, str(timeout)],
            input=json.dumps(given).encode(),
            # what can be imported here can be imported there
            env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            timeout=timeout,
            check=False,
        )
    except subprocess.TimeoutExpired:
        raise PactExitError(
            f"The SELECT was stopped after {timeout:g} seconds. Let it read less, or allow more "
            "with --timeout."
        ) from None
    if done.returncode != 0:
        raise PactExitError(TOO_MUCH)
    # only `__main__` of this folder writes there; what DuckDB prints goes elsewhere
    content = pickle.loads(done.stdout)  # noqa: S301
    if isinstance(content, str):
        raise PactExitError(content)
    return Selection(*content)
