"""The forms in which the dataset is given away: the files of each, and what writes them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from pactexit.problem import PactExitError
from pactexit.releasing.download import copy, files
from pactexit.releasing.formats import (
    duckdb_file,
    json_rows,
    parquet,
    sqlite_file,
    stata,
    workbook,
)

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from pactexit.dataset import Dataset
    from pactexit.releasing.content import Content


@dataclass(frozen=True)
class Format:
    """A form: its files in the folder, what writes them, and the library that this needs."""

    files: Callable[[Dataset], list[str]]
    write: Callable[[Content, list[Path]], None]
    needs: str | None = None


def _each(form: str, ending: str) -> Callable[[Dataset], list[str]]:
    """A file per table, in a folder of that name."""
    return lambda dataset: [f"{form}/{_checked(name)}.{ending}" for name in dataset.tables]


def _one(ending: str) -> Callable[[Dataset], list[str]]:
    """One file for all, with the name of the package."""
    return lambda dataset: [f"{_checked(dataset.name or 'tables')}.{ending}"]


def _csv_files(dataset: Dataset) -> list[str]:
    folder = dataset.path.parent
    return [f"csv/{path.relative_to(folder).as_posix()}" for path in files(dataset)]


def _checked(name: str) -> str:
    if re.fullmatch(r"[^\W.][\w.-]*", name) is None:
        raise PactExitError(f"{name!r} can be no name of a file. Use letters, digits, - and _.")
    return name


#: Every form by its name, in the order in which they are written.
FORMATS = {
    "csv": Format(_csv_files, lambda content, paths: copy(content.dataset, paths[0].parent)),
    "parquet": Format(_each("parquet", "parquet"), parquet.write),
    "duckdb": Format(_one("duckdb"), duckdb_file.write),
    "sqlite": Format(_one("sqlite"), sqlite_file.write),
    "xlsx": Format(_one("xlsx"), workbook.write, needs="xlsxwriter"),
    "json": Format(_each("json", "json"), json_rows.write_list),
    "jsonl": Format(_each("jsonl", "jsonl"), json_rows.write_lines),
    "stata": Format(_each("stata", "dta"), stata.write, needs="pandas"),
}
