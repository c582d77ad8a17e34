"""The command `diff`: what changed between two versions of a package, in words."""

from __future__ import annotations

from pathlib import Path

import click

from pactexit.cli.fetching import source_option, timeout_option
from pactexit.cli.output import progress, write_file
from pactexit.showing import to_json


@click.command("diff")
@click.argument("old")
@click.argument("new", default="datapackage.json")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown"]),
    default="text",
    show_default=True,
    help="Form of the difference: markdown fits into a comment on a pull request.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File for the difference instead of standard output.",
)
@source_option
@timeout_option
def diff(
    old: str, new: str, form: str, output: Path | None, source: str | None, timeout: float
) -> None:
    """Say what changed from the data package OLD to NEW (default: ./datapackage.json).

    Each is a folder, a datapackage.json, a zip of a package, or a revision of the git repository
    of the current folder: main, v1.0.0, HEAD~1, or REVISION:PATH where the descriptor lies
    elsewhere. Where git knows no such revision, or with --from, 1.2.0 is a published version of
    this dataset. The order of rows and columns and how a file is written are no change. Exit code
    0, with or without changes.
    """
    from pactexit.changes import diff as compare

    old, new = (str(_found(place, source, timeout)) for place in (old, new))
    found = compare(old, new)
    if form == "json":
        text = to_json(found.to_json())
    else:
        text = found.to_markdown() if form == "markdown" else found.to_text()
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text.encode("utf-8"))
        click.echo(f"{found.summary}. {output} has the difference.", err=True)


def _found(place: str, source: str | None, timeout: float) -> Path | str:
    """The package of a version, where a place is the name of one; else the place."""
    from pactexit import dataset as datasets
    from pactexit.changes import revisions, semver

    if semver.parse(place) is None or Path(place).exists():
        return place
    if source is None and revisions.is_known(place):
        return place
    installed = datasets.read()
    if source is None and place == installed.version:
        return installed.path
    from pactexit.releasing import published

    with progress() as tell:
        return published.package(place, published.source(source, timeout, tell))
