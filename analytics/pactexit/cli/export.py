"""The command `export`: the dataset in the formats of other tools."""

from __future__ import annotations

from pathlib import Path

import click

from pactexit.cli.output import progress

_HELP = """Write the dataset to a folder in the formats of other tools.

\b
  csv      the descriptor and the tables as they are: a data package
  parquet  a file per table
  duckdb   one database, with every view, as `pactexit sql` asks it
  sqlite   one database, with keys
  xlsx     one workbook: a sheet per table, and a codebook
  json     a list of rows per table
  jsonl    a row per line, per table
  stata    a .dta per table, with labels

Days are days and numbers are numbers; imprecise dates and codes such as 008 stay text, and what is
empty is null. xlsx and stata need: pip install 'pactexit[release]'.
"""


@click.command(help=_HELP)
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder to write; it must be new, empty, or an earlier export, which is replaced.",
)
@click.option(
    "--format",
    "forms",
    multiple=True,
    metavar="NAME[,NAME...]",
    help="csv, parquet, duckdb, sqlite, xlsx, json, jsonl or stata; several with commas, or the "
    "option again. Default: all that are installed.",
)
@click.option(
    "--from",
    "source",
    metavar="PATH",
    help="Data package to export instead of the installed dataset: a folder or its descriptor.",
)
def export(folder: Path, forms: tuple[str, ...], source: str | None) -> None:
    """Writes the files, and says which."""
    from pactexit.releasing.exporting import available
    from pactexit.releasing.exporting import export as write
    from pactexit.releasing.formats import FORMATS

    names = [name.strip() for form in forms for name in form.split(",")] if forms else None
    with progress() as tell:
        written = write(folder, names, source, tell)
    files = [file for paths in written.values() for file in paths]
    size = sum(file.stat().st_size for file in files)
    click.echo(
        f"{len(files)} files, {size / 1e6:.1f} MB, in {folder.expanduser()}: {', '.join(written)}.",
        err=True,
    )
    left_out = [name for name in FORMATS if name not in available()] if names is None else []
    if left_out:
        click.echo(
            f"Left out: {', '.join(left_out)}. They need: pip install 'pactexit[release]'.",
            err=True,
        )
