"""What commands print and write: rows in their forms, whole files, how far the work is."""

from __future__ import annotations

import csv
import io
import os
import sys
from contextlib import contextmanager
from pathlib import Path
from shutil import get_terminal_size
from typing import TYPE_CHECKING, Any

import click

from pactexit.problem import PactExitError
from pactexit.showing import aligned, plain, to_json

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

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


@contextmanager
def progress() -> Iterator[Callable[[str], None] | None]:
    """What shows on a terminal how far the work is, in one line that goes when it is done."""
    if not sys.stderr.isatty():
        yield None
        return
    # one column less, since some terminals go on to the next line when one is full
    width = get_terminal_size().columns - 1

    def show(text: str) -> None:
        # of a long path the end tells more
        click.echo(f"\r{text[-width:]:<{width}}\r", nl=False, err=True)

    try:
        yield show
    finally:
        show("")


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
