"""The command `validate`: is this data package valid, and what is to be mended."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from pactexit.cli.output import progress, write_file
from pactexit.escaping import flat
from pactexit.showing import to_json

if TYPE_CHECKING:
    from pactexit.validation import Report


@click.command()
@click.argument("path", required=False, type=click.Path())
@click.option(
    "--against",
    metavar="BASE",
    help="Older version (folder, zip, git revision): the rules about change apply too.",
)
@click.option("--installed", is_flag=True, help="Judge the dataset that came with the package.")
@click.option("--all", "show_all", is_flag=True, help="Show every problem of every rule.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json", "markdown", "github", "html"]),
    default="text",
    show_default=True,
    help="Form of the report: github annotates a workflow, markdown a pull request.",
)
@click.option(
    "--output",
    type=click.Path(dir_okay=False, path_type=Path),
    help="File for the report instead of standard output.",
)
@click.pass_context
def validate(
    ctx: click.Context,
    path: str | None,
    against: str | None,
    installed: bool,
    show_all: bool,
    form: str,
    output: Path | None,
) -> None:
    """Check the data package at PATH (default: ./datapackage.json), any tabular data package.

    Every problem at once, each with file, line, rule and how to mend it. Exit code 1 where the
    package is not valid.
    """
    from pactexit.dataset import shipped
    from pactexit.validation import validate as judge

    if path is not None and installed:
        raise click.UsageError("Give PATH or --installed, not both.")
    place = shipped() if installed else Path(path or "datapackage.json")
    with progress() as tell:

        def rows_read(table: str, rows: int) -> None:
            if tell is not None:
                tell(f"{rows:,} rows of {flat(table)}")

        report = judge(place, against, rows_read)
    folder = place if place.is_dir() else place.parent
    text = _rendered(report, form, folder, show_all=show_all)
    if output is None:
        click.echo(text, nl=False)
    else:
        write_file(output, text.encode("utf-8"))
        click.echo(f"{report.verdict}. {output} has the report.", err=True)
    ctx.exit(0 if report.valid else 1)


def _rendered(report: Report, form: str, folder: Path, *, show_all: bool) -> str:
    from pactexit.validation import forms

    if form == "json":
        return to_json(report.to_json())
    if form == "markdown":
        return forms.markdown(report, show_all=show_all)
    if form == "github":
        return forms.github(report, folder, show_all=show_all)
    if form == "html":
        return forms.html(report, show_all=show_all)
    return report.to_text(show_all=show_all)
