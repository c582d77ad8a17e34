"""The command `tables`: what is in the dataset, table by table or column by column."""

from __future__ import annotations

import click

from pactexit.cli.output import format_option, print_rows
from pactexit.problem import unknown


@click.command()
@click.argument("table", required=False)
@format_option
def tables(table: str | None, form: str) -> None:
    """List the tables, or the columns of one TABLE with their meaning."""
    from pactexit import dataset as datasets
    from pactexit.database import connect

    dataset = datasets.read()
    if table is None:
        con = connect()
        rows = [
            (t.name, con.table(t.name).shape[0], ", ".join(t.primary_key), t.description)
            for t in dataset.tables.values()
        ]
        print_rows(["table", "rows", "key", "description"], rows, form)
        return
    if table not in dataset.tables:
        raise unknown("table", table, dataset.tables)
    columns = [
        (
            field.name,
            "EDTF" if field.is_edtf else field.type,
            bool(field.constraints.get("required", False)),
            field.description,
        )
        for field in dataset.tables[table].fields
    ]
    print_rows(["column", "type", "required", "description"], columns, form)
