"""The command `download`: a version of the dataset as files."""

from __future__ import annotations

from pathlib import Path

import click

from pactexit.cli.fetching import source_option, timeout_option
from pactexit.cli.output import progress


@click.command()
@click.option(
    "--version",
    metavar="TEXT",
    help="Version of the data. Default: the newest, else the installed.",
)
@click.option(
    "--to",
    "folder",
    type=click.Path(path_type=Path),
    default="pactexit-data",
    show_default=True,
    help="Folder to write; it must be new, empty, or an earlier download, which is replaced.",
)
@click.option(
    "--format",
    "form",
    # the words of releasing.formats.FORMATS, which is not loaded to print a help text
    type=click.Choice(["csv", "parquet", "duckdb", "sqlite", "xlsx", "json", "jsonl", "stata"]),
    default="csv",
    show_default=True,
    help="csv is the data package: the descriptor and its tables. The others are those of export.",
)
@source_option
@timeout_option
def download(
    version: str | None, folder: Path, form: str, source: str | None, timeout: float
) -> None:
    """Write a version of the dataset to a folder, each file with the hash that was published.

    Without --from, and while the package has no homepage, the installed version is written, or one
    that was fetched before, and nothing is fetched. What fails at an address is tried again; the
    folder is replaced as a whole or stays as it was. A package that was fetched is kept in the
    cache of the user, where `pactexit.load(version=...)` and the other commands find it.
    """
    from pactexit.releasing.download import download as write

    with progress() as tell:
        written = write(folder, version, form=form, source=source, timeout=timeout, progress=tell)
    count = "1 file" if len(written.files) == 1 else f"{len(written.files)} files"
    click.echo(f"Pact Exit {written.version}: {count} ({form}) in {written.folder}.", err=True)
