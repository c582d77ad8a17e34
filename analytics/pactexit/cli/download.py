"""The command `download`: the dataset as files."""

from __future__ import annotations

from pathlib import Path

import click


@click.command()
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Folder to write; it must be new, empty, or an earlier download.",
)
def download(folder: Path) -> None:
    """Write the installed version of the dataset to a folder: the descriptor and its CSV tables."""
    from pactexit.releasing.download import download as write

    written = write(folder)
    click.echo(f"Pact Exit {written.version}: {len(written.tables)} tables in {folder}.", err=True)
