"""The command `cite`: the reference of the dataset."""

from __future__ import annotations

import click

from pactexit.cli.fetching import source_option, timeout_option


@click.command()
@click.option(
    "--format",
    "form",
    # the words of releasing.citation.FORMS, which is not loaded to print a help text
    type=click.Choice(["apa", "bibtex", "csl-json", "ris"]),
    default="apa",
    show_default=True,
    help="Form of the reference.",
)
@click.option("--version", metavar="TEXT", help="Version of the data. Default: the installed one.")
@source_option
@timeout_option
def cite(form: str, version: str | None, source: str | None, timeout: float) -> None:
    """Print how to cite the dataset: the installed version, or another one that is published.

    A version that was fetched once is known from then on.
    """
    from pactexit.releasing.citation import cite as reference

    click.echo(reference(form, version, source=source, timeout=timeout))
