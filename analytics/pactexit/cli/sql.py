"""The command `sql`: one SELECT of the user's own."""

from __future__ import annotations

import click

from pactexit.cli.output import format_option, print_rows


@click.command()
@click.argument("statement", metavar='"SELECT ..."')
@format_option
def sql(statement: str, form: str) -> None:
    """Run one SELECT over the tables and views; nothing can be changed, no file is reached."""
    from pactexit.database import connect, select

    columns, rows = select(connect(), statement)
    print_rows(columns, rows, form)
