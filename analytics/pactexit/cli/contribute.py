"""The command `contribute`: the answers of a form become rows."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pactexit.problem import PactExitError

if TYPE_CHECKING:
    from collections.abc import Mapping

    from pactexit.contributing.form import Question
    from pactexit.contributing.proposal import Proposal
    from pactexit.contributing.record import Record
    from pactexit.dataset import Dataset


@click.command()
@click.argument("form", required=False, type=click.Path())
@click.option(
    "--to",
    "path",
    type=click.Path(path_type=Path),
    default="datapackage.json",
    show_default=True,
    help="The datapackage.json, or its folder, whose tables get the rows.",
)
@click.option("--yes", is_flag=True, help="Write without asking.")
@click.pass_context
def contribute(ctx: click.Context, form: str | None, path: Path, yes: bool) -> None:
    """Turn a filled form "report a step" into rows, with new identifiers, a source and claims.

    FORM is the body of such an issue on GitHub, or a YAML file with the names of the questions;
    - reads it from standard input. Without FORM the questions are asked on the terminal. The
    package with the new rows is validated and the difference shown; the tables are written, all or
    none, when all is well and you say yes. Without a terminal nothing is written unless --yes.
    """
    from pactexit import dataset as datasets

    dataset = datasets.read(path)
    if form is None and not sys.stdin.isatty():
        raise click.UsageError("Give FORM (a file, or - for standard input), or use a terminal.")
    proposal = _asked(dataset) if form is None else _read(dataset, form)
    if not proposal.report.valid:
        click.echo(proposal.report.to_text(), nl=False)
        click.echo("Nothing was written: with these rows the package is not valid.", err=True)
        ctx.exit(1)
    click.echo(proposal.difference, nl=False)
    if yes or (sys.stdin.isatty() and click.confirm("Write this?", err=True)):
        proposal.write()
        click.echo(f"Written: {', '.join(map(str, proposal.contents))}.", err=True)
    else:
        click.echo("Nothing was written; with --yes it is.", err=True)


def _read(dataset: Dataset, form: str) -> Proposal:
    """What a file, or standard input, would change."""
    from pactexit.contributing.answers import AnswerError, read
    from pactexit.contributing.form import questions
    from pactexit.contributing.proposal import propose

    name = "standard input" if form == "-" else form
    try:
        content = sys.stdin.buffer.read() if form == "-" else Path(form).read_bytes()
        return propose(dataset, read(content.decode("utf-8-sig"), questions(dataset)))
    except UnicodeError:
        raise PactExitError(f"{name}: is not UTF-8. Save it as UTF-8.") from None
    except AnswerError as error:
        raise PactExitError(f"{name}: {error}") from None


def _asked(dataset: Dataset) -> Proposal:
    """What answers given on the terminal would change; refused ones are given back."""
    from pactexit.contributing.answers import AnswerError
    from pactexit.contributing.form import sections
    from pactexit.contributing.proposal import propose
    from pactexit.contributing.record import Record

    record = Record(dataset)
    answers: dict[str, str] = {}
    click.echo("Leave empty what is not established. Nothing is written before the end.", err=True)
    for section in sections(dataset):
        click.echo(f"\n{section.title}\n{section.about}", err=True)
        for question in section.questions:
            if not (question.is_only_for_new and answers["agreement_standing"] == "yes"):
                answers[question.name] = _ask(question, record)
    try:
        proposal = propose(dataset, answers)
    except AnswerError:
        _give_back(answers)
        raise
    if not proposal.report.valid:
        _give_back(answers)
    return proposal


def _give_back(answers: Mapping[str, str]) -> None:
    import yaml

    given = {name: answer for name, answer in answers.items() if answer}
    text = yaml.safe_dump(given, allow_unicode=True, sort_keys=False)
    click.echo(f"\nYour answers, to be mended in a file and given as FORM:\n{text}", err=True)


def _ask(question: Question, record: Record) -> str:
    """Asks until the answer can be taken; an empty one is none."""
    from pactexit.contributing.answers import AnswerError, check

    choices = list(question.choices)

    def taken(answer: str) -> str:
        if answer.isdecimal() and 0 < int(answer) <= len(choices):
            answer = choices[int(answer) - 1]
        try:
            check(answer, question, record)
        except AnswerError as error:
            raise click.UsageError(str(error)) from None
        return answer.strip()

    click.echo(f"\n{question.about}", err=True)
    for number, (value, meaning) in enumerate(question.choices.items(), 1):
        click.echo(f"  {number:>2} {value}" + (f": {meaning}" if meaning else ""), err=True)
    example = f" (such as {question.example})" if question.example and not choices else ""
    answer = click.prompt(
        question.label + example, default="", show_default=False, value_proc=taken, err=True
    )
    return str(answer)
