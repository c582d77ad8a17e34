"""The command `format`: tables in canonical form, with what spreadsheets did to them undone."""

from __future__ import annotations

import codecs
import tempfile
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pactexit.cli.output import write_file

if TYPE_CHECKING:
    from pactexit.dataset import Table
    from pactexit.problem import Problem


@click.command("format")
@click.argument("path", required=False, type=click.Path(), default="datapackage.json")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where a table would change.")
@click.option(
    "--encoding",
    metavar="NAME",
    help="Encoding of files that are neither UTF-8 nor UTF-16 (such as cp1252), where their "
    "letters do not tell it.",
)
@click.pass_context
def format_(ctx: click.Context, path: str, check: bool, encoding: str | None) -> None:
    """Write the tables of the package at PATH in canonical form (default: ./datapackage.json).

    UTF-8, commas (or what the descriptor says), LF, least quotes, columns as in the schema, rows
    by key. What a spreadsheet did to encoding, delimiter, days, booleans, codes and leading zeros
    is undone where the schema leaves one reading. A table that cannot be read or repaired for
    certain is left as it is and reported.
    """
    from pactexit import dataset as datasets

    if encoding is not None and not _is_encoding(encoding):
        raise click.UsageError(f"There is no encoding {encoding!r}. Write one such as cp1252.")
    is_fine = True
    for table in datasets.read(path).tables.values():
        result = _formatted(table, encoding)
        for line in result.problems:
            click.echo(line)
        if result.content is not None and result.content != table.path.read_bytes():
            for line in ("would change" if check else "written", *result.repairs):
                click.echo(f"{table.path}: {line}", err=True)
            if not check:
                write_file(table.path, result.content)
            is_fine = is_fine and not check
        is_fine = is_fine and not result.problems
    ctx.exit(0 if is_fine else 1)


@dataclass(frozen=True)
class _Formatted:
    """What should stand in a file, or why it is left alone; and what was done to its cells."""

    content: bytes | None = None
    problems: tuple[str, ...] = ()
    repairs: tuple[str, ...] = ()


def _formatted(table: Table, encoding: str | None) -> _Formatted:
    from pactexit.canonical import rows, written
    from pactexit.encoding import UnclearEncodingError
    from pactexit.repairs import reopened, repair
    from pactexit.validation import hygiene

    try:
        with tempfile.TemporaryDirectory() as folder:
            opened = reopened(table, Path(folder) / "table.csv", encoding)
            # line ends and spaces are what this command mends
            found = [
                problem
                for problem in hygiene.check(opened, "error")
                if problem.rule not in {"line_ends", "label_space"}
            ]
            if found:
                return _Formatted(problems=tuple(map(_line, found)))
            repairs = repair(opened, rows(opened))
        if repairs.problems:
            return _Formatted(problems=tuple(map(_line, repairs.problems)))
        content = written(table, repairs.rows).encode(table.encoding)
    except UnclearEncodingError as error:
        fix = "Save it as CSV UTF-8, or name the encoding with --encoding."
        return _Formatted(
            problems=(f"{table.shown_path}:{error.line}: encoding: {error}. Fix: {fix}",)
        )
    except (OSError, ValueError) as error:
        fix = "Fix: run `pactexit validate` to see what to mend."
        return _Formatted(problems=(f"{error}. {fix}",))
    return _Formatted(content, repairs=tuple(_told(*item) for item in repairs.done.items()))


def _line(problem: Problem) -> str:
    value = f'{problem.column} "{problem.value}" ' if problem.rule == "spreadsheet" else ""
    return f"{problem.place}: {problem.rule}: {value}{problem.message}. Fix: {problem.fix}"


def _told(column: str, changes: dict[str, int]) -> str:
    """What was done to the cells of a column: how many, and the first as an example."""
    number = sum(changes.values())
    return f"{column}: {number} repaired, as {next(iter(changes))}"


def _is_encoding(name: str) -> bool:
    try:
        codecs.lookup(name)
        b"a".decode(name)
    except (LookupError, ValueError):
        return False
    return True
