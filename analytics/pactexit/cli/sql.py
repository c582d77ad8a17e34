"""The command `sql`: one SELECT of the user's own."""

from __future__ import annotations

import click

from pactexit.cli.output import format_option, print_rows
from pactexit.sandbox import TIMEOUT
from pactexit.sandbox import sql as run


@click.command()
@click.argument("statement", metavar='"SELECT ..."')
@format_option
@click.option(
    "--timeout",
    type=click.FloatRange(min=1, max=86_400),
    default=TIMEOUT,
    show_default=True,
    metavar="SECONDS",
    help="Seconds that it may take.",
)
def sql(statement: str, form: str, timeout: float) -> None:
    """Run one SELECT over the tables, the views, and the questions as table functions.

    A question has its parameters by name, each with the default that `pactexit query NAME --help`
    tells: "select * from exits_by_partner(subject := 'nuclear')". Nothing can be changed, and no
    file, network or setting is reached. The SELECT may take 1 GB of memory and return a million
    rows or 100 MB.
    """
    selection = run(statement, timeout=timeout)
    print_rows(selection.columns, selection.rows, form)
