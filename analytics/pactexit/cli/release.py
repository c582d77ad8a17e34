"""The command `release`: the folder that is published of a version."""

from __future__ import annotations

from pathlib import Path

import click

from pactexit.cli.output import progress


@click.command()
@click.option(
    "--to",
    "folder",
    required=True,
    type=click.Path(path_type=Path),
    help="Folder to write; it must be new, empty, or an earlier release, which is replaced.",
)
@click.option(
    "--previous",
    metavar="DIR|URL",
    help="What was published before. Default: what lies in the folder; where nothing does, this is "
    "the first version.",
)
@click.option(
    "--from",
    "source",
    metavar="PATH",
    help="Data package to release instead of the installed dataset: a folder or its descriptor.",
)
@click.option("--draft", is_flag=True, help="Write a version such as 0.2.0-dev, to look at.")
def release(folder: Path, previous: str | None, source: str | None, draft: bool) -> None:
    """Write all that is published of a version to a folder.

    The package as a zip, every format, codebook, citation, metadata for search engines and
    archives, what changed since the versions before, a static JSON API, and SHA256SUMS. The data
    must be valid, and the version must follow the one before. Needs: pip install
    'pactexit[release]'.
    """
    from pactexit.releasing.publishing import release as write

    with progress() as tell:
        written = write(folder, previous, source, tell, is_draft=draft)
    after = f", after {', '.join(written.earlier)}" if written.earlier else ""
    click.echo(
        f"Version {written.version}{after}: {written.files:,} files, {written.bytes / 1e6:.1f} MB, "
        f"in {written.folder}.",
        err=True,
    )
