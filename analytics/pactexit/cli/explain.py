"""The command `explain`: what each source says of one cell."""

from __future__ import annotations

import click

from pactexit.cli.output import format_option, print_rows
from pactexit.problem import unknown


@click.command()
@click.argument("table")
@click.argument("record")
@click.argument("field")
@format_option
def explain(table: str, record: str, field: str, form: str) -> None:
    """List what each source says of FIELD in the row RECORD of TABLE, the endorsed value first.

    A composite key is written with a slash: pactexit explain parties
    pol-1993-military-cooperation/POL role.
    """
    from pactexit import dataset as datasets
    from pactexit.asking import ask

    tables = datasets.read().tables
    if table not in tables:
        raise unknown("table", table, tables)
    if field not in tables[table].columns:
        raise unknown(f"column of {table}", field, tables[table].columns)
    answer = ask("claims_on_a_cell", table_name=table, record_id=record, field=field)
    rows = answer.fetchall()
    if form != "table":
        print_rows(answer.columns, rows, form)
        return
    shown = ["field", "claimed_value", "standing", "publisher", "published_on", "quote", "note"]
    places = [answer.columns.index(name) for name in shown]
    print_rows(shown, [["" if row[i] is None else row[i] for i in places] for row in rows], form)
    if not rows:
        click.echo("No source on record says anything of this cell.", err=True)
