"""The command `diff`: what changed between two versions of a package, in words."""

from __future__ import annotations

from pathlib import Path

import click

from pactexit.cli.output import write_file
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
def diff(old: str, new: str, form: str, output: Path | None) -> None:
    """Say what changed from the data package OLD to NEW (default: ./datapackage.json).

    Each is a folder, a datapackage.json, a zip of a package, or a revision of the git repository
    of the current folder: main, v1.0.0, HEAD~1, or REVISION:PATH where the descriptor lies
    elsewhere. The order of rows and columns and how a file is written are no change. Exit code 0,
    with or without changes.
    """
    from pactexit.changes import diff as compare

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
