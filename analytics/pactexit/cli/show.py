"""The command `show`: one row in full, with the rows that name it."""

from __future__ import annotations

from itertools import groupby

import click

from pactexit.cli.output import format_option, print_rows


@click.command()
@click.argument("named", metavar="ID")
@format_option
def show(named: str, form: str) -> None:
    """Show the agreement, order, country, event or source with this ID, and what names it.

    A country also goes by its codes and its names, as in `pactexit show Poland`.
    """
    from pactexit.asking import ask, record_id
    from pactexit.database import connect

    con = connect()
    answer = ask("record_with_references", con, record_id=record_id(con, named))
    rows = answer.fetchall()
    if form != "table":
        print_rows(answer.columns, rows, form)
        return
    for (_, table, record), group in groupby(rows, key=lambda row: row[:3]):
        cells = [(field, value) for *_, field, value in group]
        width = max(len(field) for field, _ in cells)
        click.echo(f"{table}: {record}")
        for field, value in cells:
            click.echo(f"  {field:<{width}}  {value}")
