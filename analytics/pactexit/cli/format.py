"""The command `format`: tables in canonical form."""

from __future__ import annotations

import click

from pactexit.cli.output import write_file


@click.command("format")
@click.argument("path", required=False, type=click.Path(), default="datapackage.json")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where a table would change.")
@click.pass_context
def format_(ctx: click.Context, path: str, check: bool) -> None:
    """Write the tables of the package at PATH in canonical form (default: ./datapackage.json).

    UTF-8, commas, LF, least quotes, columns as in the schema, rows by key. A table that cannot be
    read for certain is left as it is and reported.
    """
    from pactexit import dataset as datasets
    from pactexit.canonical import canonical
    from pactexit.validation import hygiene

    wanted = {}
    problems = []
    for table in datasets.read(path).tables.values():
        found = [p for p in hygiene.check(table, "error") if p.rule != "line_ends"]
        problems += [f"{p.place}: {p.rule}: {p.message}. Fix: {p.fix}" for p in found]
        try:
            if not found:
                wanted[table.path] = canonical(table).encode()
        except (OSError, ValueError) as error:
            problems.append(f"{error}. Fix: run `pactexit validate` to see what to mend.")
    changed = [path for path, content in wanted.items() if path.read_bytes() != content]
    for line in problems:
        click.echo(line)
    for target in changed:
        click.echo(f"{target}: {'would change' if check else 'written'}", err=True)
        if not check:
            write_file(target, wanted[target])
    ctx.exit(1 if problems or (check and changed) else 0)
