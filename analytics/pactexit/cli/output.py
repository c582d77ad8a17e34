"""Rows for people and programs: table, CSV, JSON, Markdown, Parquet."""

from __future__ import annotations

import csv
import io
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pactexit.problem import PactExitError
from pactexit.showing import aligned, plain, to_json

if TYPE_CHECKING:
    from collections.abc import Sequence

FORMATS = ("table", "csv", "json", "markdown")

#: The option `--format` of every command that prints rows.
format_option = click.option(
    "--format",
    "form",
    type=click.Choice(FORMATS),
    default="table",
    show_default=True,
    help="Form of the rows.",
)


def print_rows(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> None:
    """Prints rows to standard output in one of `FORMATS`."""
    click.echo(rendered(columns, rows, form), nl=False)


def rendered(columns: Sequence[str], rows: Sequence[Sequence[Any]], form: str) -> str:
    """Rows as text: NULL is empty in CSV, null in JSON, and NULL in what people read."""
    if form == "json":
        if len(set(columns)) < len(columns):
            raise PactExitError("Two columns have one name; give each its own with `as`.")
        return to_json([dict(zip(columns, row, strict=True)) for row in rows])
    if form == "csv":
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows([plain(value) for value in row] for row in rows)
        return text.getvalue()
    return aligned(columns, rows, is_markdown=form == "markdown") + "\n"


def write_file(path: Path, content: bytes) -> None:
    """Writes a file as a whole or not at all. Raises `OSError`."""
    import tempfile

    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
        # a temporary file is for its owner alone; the file is as readable as any new one
        umask = os.umask(0)
        os.umask(umask)
        Path(name).chmod(path.stat().st_mode & 0o777 if path.exists() else 0o666 & ~umask)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise
