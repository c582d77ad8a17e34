"""Stata: a file per table, with labels of variables and of coded values."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd
    import polars as pl

    from pactexit.dataset import Field, Table
    from pactexit.releasing.content import Content

#: The form of Stata 14 and later: texts are UTF-8.
_VERSION = 118
#: What Stata takes: characters of a label and of a name.
_LABEL, _NAME = 80, 32
#: Columns with a longer text keep each text once (strL); tables cannot be merged by such a column.
_LONG_TEXT = 80
#: The largest whole number of each size, since the ones above mean that a value is missing.
_WHOLE = {"Int8": 100, "Int16": 32_740, "Int32": 2_147_483_620}
_EXACT = 2**53
_RESERVED = re.compile(
    r"_all|_b|byte|_coef|_cons|double|float|if|in|int|long|_n|_N|_pi|_pred|_rc|_skip|using|with"
    r"|strL|str\d+"
)


def write(content: Content, paths: list[Path]) -> None:
    """Writes each table to its path. Raises `PactExitError` where Stata cannot hold a table."""
    for table, path in zip(content.dataset.tables.values(), paths, strict=True):
        try:
            _write_table(content, table, path)
        except ValueError as error:
            raise PactExitError(f"Stata: {table.name}: {error} Leave stata out.") from None


def _write_table(content: Content, table: Table, path: Path) -> None:
    import pandas as pd

    frame = content.frames[table.name]
    merged_by = {column for key in table.foreign_keys for column in key.columns}
    if len(table.primary_key) == 1:
        merged_by.update(table.primary_key)
    names = _variables(table.columns)
    columns: dict[str, pd.Series[Any]] = {}
    labels: dict[str, str] = {}
    codes: dict[str, dict[int, str]] = {}
    days: dict[str, str] = {}
    kept_once: list[str] = []
    for field in table.fields:
        name, cells = names[field.name], frame[field.name]
        label = field.description if name == field.name else f"{field.name}: {field.description}"
        labels[name] = _cut(label)
        if coded := _codes(field, cells):
            codes[name] = {code: str(value).lower() for value, code in coded.items()}
            columns[name] = pd.Series([coded.get(cell) for cell in cells], dtype="Int16")
        else:
            columns[name] = _plain(cells)
        if columns[name].dtype.kind == "M":
            days[name] = "td"
        elif columns[name].dtype == object and field.name not in merged_by and _is_long(cells):
            kept_once.append(name)
    # the stubs of pandas know less than it takes
    whole: Any = pd.DataFrame(columns)
    whole.to_stata(
        path,
        version=_VERSION,
        byteorder="<",
        write_index=False,
        time_stamp=content.created.replace(tzinfo=None),
        data_label=_cut(f"{table.name}: {table.description}"),
        variable_labels=labels,
        value_labels=codes,
        convert_dates=days,
        convert_strl=kept_once,
    )


def _variables(columns: list[str]) -> dict[str, str]:
    """A name that Stata takes for each column."""
    names: dict[str, str] = {}
    for column in columns:
        name = re.sub(r"[^A-Za-z0-9_]", "_", column)[:_NAME]
        if not name or name[0].isdigit() or _RESERVED.fullmatch(name):
            name = f"_{name}"[:_NAME]
        while name in names.values():
            number = str(len(names))
            name = f"{name[: _NAME - len(number)]}{number}"
        names[column] = name
    return names


def _codes(field: Field, cells: pl.Series) -> dict[Any, int]:
    """The number that stands for each value of a coded column; none where the values are free."""
    if field.type == "boolean":
        return {False: 0, True: 1}
    if field.type != "string" or not {*cells.drop_nulls()}.issubset(field.allowed_values):
        return {}
    return {value: code for code, value in enumerate(field.allowed_values, 1)}


def _plain(cells: pl.Series) -> pd.Series[Any]:
    """The cells as pandas hands them to Stata, where an empty text is one that is missing."""
    import pandas as pd
    import polars as pl

    values = cells.to_list()
    if cells.dtype == pl.Date:
        return pd.Series(values, dtype="datetime64[s]")
    if cells.dtype == pl.Float64:
        return pd.Series(values, dtype="float64")
    if cells.dtype == pl.Int64:
        largest = max((abs(value) for value in values if value is not None), default=0)
        for size, limit in _WHOLE.items():
            if largest <= limit:
                return pd.Series(values, dtype=size)
        if largest <= _EXACT:
            return pd.Series(values, dtype="float64")
    texts = ["" if value is None else str(value) for value in values]
    if any("\0" in text for text in texts):
        raise ValueError(f"a text of {cells.name} has a NUL character, where Stata ends it.")
    return pd.Series(texts, dtype=object)


def _is_long(cells: pl.Series) -> bool:
    lengths = cells.cast(str).str.len_bytes().to_list()
    return max((length for length in lengths if length is not None), default=0) > _LONG_TEXT


def _cut(label: str) -> str:
    text = " ".join(label.split())
    return text if len(text) <= _LABEL else f"{text[: _LABEL - 1].rpartition(' ')[0]}…"
