"""The command `validate`: is this data package valid, and what is to be mended."""

from __future__ import annotations

import click

from pactexit.cli.output import to_json


@click.command()
@click.argument("path", required=False, type=click.Path())
@click.option("--installed", is_flag=True, help="Judge the dataset that came with the package.")
@click.option("--all", "show_all", is_flag=True, help="Show every problem of every rule.")
@click.option(
    "--format",
    "form",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="Form of the report.",
)
@click.pass_context
def validate(
    ctx: click.Context, path: str | None, installed: bool, show_all: bool, form: str
) -> None:
    """Check the data package at PATH (default: ./datapackage.json), any tabular data package.

    Every problem at once, each with file, line, rule and how to mend it. Exit code 1 where the
    package is not valid.
    """
    from pactexit.validation import validate as judge

    if path is not None and installed:
        raise click.UsageError("Give PATH or --installed, not both.")
    report = judge(None if installed else path or "datapackage.json")
    click.echo(
        to_json(report.to_json()) if form == "json" else report.to_text(show_all=show_all), nl=False
    )
    ctx.exit(0 if report.valid else 1)
