"""The command `queries`: the questions that can be asked."""

from __future__ import annotations

import click

from pactexit.cli.output import format_option, print_rows
from pactexit.showing import to_json


@click.command()
@format_option
def queries(form: str) -> None:
    """List the questions; `pactexit query NAME --help` tells the parameters of one."""
    from pactexit.asking import questions

    if form == "json":
        click.echo(to_json([asked.as_json() for asked in questions().values()]), nl=False)
        return
    rows = [(asked.name, asked.title) for asked in questions().values()]
    print_rows(["name", "title"], rows, form)
