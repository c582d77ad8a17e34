"""The command `query`: one subcommand a question, made from the header of its file."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from pactexit.cli.output import FORMATS, rendered, write_file
from pactexit.problem import PactExitError, UnknownNameError

if TYPE_CHECKING:
    from pactexit.answers import Answer, Parameter, Question

_PICTURES = ("svg", "png", "html")
_OPTION_TYPES: dict[str, Any] = {
    "VARCHAR": click.STRING,
    "BIGINT": click.INT,
    "DOUBLE": click.FLOAT,
    "BOOLEAN": click.BOOL,
    # DATE stays text: asking.py tells how to write a day
    "DATE": click.STRING,
}


class _Questions(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        from pactexit.asking import questions

        return list(questions())

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        from pactexit.asking import question

        return _command(question(cmd_name))

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except UnknownNameError as error:
            raise click.UsageError(str(error), ctx) from None


@click.group(cls=_Questions, subcommand_metavar="NAME [OPTIONS]")
def query() -> None:
    """Ask a question by its NAME."""


class _Option(click.Option):
    """A parameter of a question; the schema, which has its values, is read only for a help text."""

    def __init__(self, parameter: Parameter) -> None:
        super().__init__(
            [f"--{parameter.name.replace('_', '-')}", parameter.name],
            type=_OPTION_TYPES[parameter.type],
            default=parameter.default,
            show_default=parameter.default is not None,
            metavar=parameter.type if parameter.type != "VARCHAR" else "TEXT",
            help=parameter.help,
        )
        self._parameter = parameter

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        from pactexit.asking import accepted

        self.help = f"{self._parameter.help} {accepted(self._parameter)}".strip()
        return super().get_help_record(ctx)


def _command(asked: Question) -> click.Command:
    options: list[click.Parameter] = [_Option(parameter) for parameter in asked.params]
    options += [
        click.Option(
            ["--format", "form"],
            type=click.Choice([*FORMATS, "parquet", *(_PICTURES if asked.chart else ())]),
            default="table",
            show_default=True,
            help="Form of the answer.",
        ),
        click.Option(
            ["--output"],
            type=click.Path(dir_okay=False, writable=True, path_type=Path),
            help="File to write; needed for parquet and pictures.",
        ),
        click.Option(
            ["--engine"],
            type=click.Choice(["duckdb", "spark"]),
            default="duckdb",
            show_default=True,
            help="What computes the answer; spark needs Java and the extra of that name.",
        ),
        click.Option(
            ["--tables"],
            metavar="PATH",
            help="Folder with TABLE.parquet or TABLE.csv, also s3a://...; with --engine spark.",
        ),
    ]
    columns = "\n".join(f"  {c.name}  {c.meaning}" for c in asked.returns)
    method = f"\n\nMethod: {asked.method}" if asked.method else ""
    return click.Command(
        asked.name,
        params=options,
        callback=partial(_run, asked),
        help=f"{asked.title}.\n\n{asked.description}{method}\n\n\b\nColumns:\n{columns}",
        short_help=asked.title,
    )


def _run(
    asked: Question,
    form: str,
    output: Path | None,
    engine: str,
    tables: str | None,
    **params: Any,
) -> None:
    if form in ("parquet", *_PICTURES) and output is None:
        raise PactExitError(f"--format {form} needs --output FILE.")
    if tables is not None and engine != "spark":
        raise PactExitError("--tables needs --engine spark.")
    if engine == "spark":
        content = _asked_on_spark(asked, form, tables, params)
    else:
        from pactexit.asking import ask

        content = _content(ask(asked.name, **params), form)
    if output is None:
        click.echo(content.decode(), nl=False)
    else:
        write_file(output, content)


def _asked_on_spark(
    asked: Question, form: str, tables: str | None, params: dict[str, Any]
) -> bytes:
    from pactexit.asking_on_spark import on_spark
    from pactexit.spark import local_session

    with local_session() as session:
        return _content(on_spark(session, tables).ask(asked.name, **params), form)


def _content(answer: Answer, form: str) -> bytes:
    if form == "parquet":
        import io

        buffer = io.BytesIO()
        answer.pl().write_parquet(buffer)
        return buffer.getvalue()
    if form in _PICTURES:
        chart = answer.plot()
        return chart.png() if form == "png" else getattr(chart, form)().encode()
    return rendered(answer.columns, answer.fetchall(), form).encode()
