"""The command `cite`: the reference of the dataset."""

from __future__ import annotations

import click


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
@click.option("--version", metavar="TEXT", help="Cite this version of the data and no other.")
def cite(form: str, version: str | None) -> None:
    """Print how to cite the installed version of the dataset."""
    from pactexit.releasing.citation import cite as reference

    click.echo(reference(form, version))
