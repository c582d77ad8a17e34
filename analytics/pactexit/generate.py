"""Writes `api.py` and the reference pages from what they describe; `--check` only compares."""

from __future__ import annotations

import sys
import textwrap
from itertools import groupby
from operator import itemgetter
from pathlib import Path
from typing import TYPE_CHECKING

from pactexit import dataset as datasets
from pactexit import gallery, rule_pages
from pactexit.asking import accepted, questions
from pactexit.contributing.issue_form import issue_form
from pactexit.releasing.metadata.citation_file import citation_file

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from pactexit.answers import Parameter, Question
    from pactexit.dataset import Dataset, Table

#: What the written files say of themselves.
GENERATED = "Generated; edit what it describes, then run `python -m pactexit.generate`."
_HINTS = {
    "VARCHAR": "str",
    "BIGINT": "int",
    "DOUBLE": "float",
    "BOOLEAN": "bool",
    "DATE": "date | str",
}
_HEAD = '''\
"""The questions as functions; generated from `queries/` by `python -m pactexit.generate`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pactexit.asking import ask

if TYPE_CHECKING:
    from datetime import date

    from duckdb import DuckDBPyConnection

    from pactexit.answers import Answer

__all__ = [
{names}
]
'''
_FUNCTION = '''

def {name}(
    *,
{signature}
    con: DuckDBPyConnection | None = None,
) -> Answer:
    """{title}.

{description}

    Parameters
    ----------
{parameters}
    con
        A connection of `pactexit.connect`; left out, the shipped dataset.

    Returns
    -------
    An `Answer` with the columns

{columns}

    Raises
    ------
    UnknownNameError
        Where a value is not on record; the nearest one is named.
    PactExitError
        Where a value is of the wrong type, or means two countries.
{notes}    """
    return ask(
        "{name}",
        con,
{arguments}
    )
'''
_NOTES = """
    Notes
    -----
{method}
"""


def pages() -> dict[Path, str]:
    """The text of each generated file, by its path in the checkout."""
    dataset = datasets.read()
    docs = _docs()
    return (
        {
            Path(__file__).with_name("api.py"): _api(),
            docs.parent / "CITATION.cff": citation_file(dataset),
            docs / "codebook.md": "\n".join(_codebook(dataset)),
            docs / "questions.md": "\n".join(_questions()),
            docs / "rules.md": rule_pages.index(GENERATED),
            docs.parent / ".github" / "ISSUE_TEMPLATE" / "report-a-step.yml": (
                f"# {GENERATED}\n{issue_form(dataset)}"
            ),
        }
        | {
            docs / "rules" / f"{name}.md": text
            for name, text in rule_pages.pages(docs.parent, GENERATED).items()
        }
        | gallery.pages(docs, GENERATED)
    )


def main(arguments: list[str]) -> int:
    """Writes the files; with `--check` returns 1 where one is not what would be written.

    A page of a rule, or a picture of a chart, that there is no longer goes too.
    """
    code = 0
    wanted = pages()
    docs = _docs()
    found = {*(docs / "rules").glob("*.md"), *(docs / "gallery").glob("*.svg")}
    for path in sorted(found - wanted.keys()):
        if "--check" in arguments:
            print(f"{path.name} is of nothing. Run python -m pactexit.generate.", file=sys.stderr)
            code = 1
        else:
            path.unlink()
    for path, text in wanted.items():
        if path.exists() and path.read_text(encoding="utf-8") == text:
            continue
        if "--check" in arguments:
            print(f"{path.name} is stale. Run python -m pactexit.generate.", file=sys.stderr)
            code = 1
        else:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, encoding="utf-8")
    return code


def _docs() -> Path:
    return datasets.shipped().parent / "docs"


def _api() -> str:
    names = "\n".join(f'    "{name}",' for name in questions())
    return _HEAD.format(names=names) + "".join(map(_function, questions().values()))


def _codebook(dataset: Dataset) -> Iterator[str]:
    yield f"# Codebook\n\nVersion {dataset.version} of the data. {GENERATED}\n"
    yield "An empty cell means: not established. Dates of type EDTF may be imprecise; in every"
    yield "engine each has two more columns, `<name>_earliest` and `<name>_latest` (DATE).\n"
    terms = dict(_terms(dataset.tables["terms"]))
    for table in dataset.tables.values():
        yield f"## {table.name}\n\n{table.description} Key: `{'`, `'.join(table.primary_key)}`.\n"
        yield from _markdown(
            ("column", "type", "required", "meaning", "example"),
            (
                (
                    f"`{field.name}`",
                    "EDTF" if field.is_edtf else field.type,
                    "yes" if field.constraints.get("required") else "",
                    field.description,
                    field.example or "",
                )
                for field in table.fields
            ),
        )
        for field in table.fields:
            if rows := terms.get(f"{table.name}.{field.name}"):
                yield f"### {table.name}.{field.name}\n"
                yield from _markdown(("value", "rank", "track", "means", "example", "coding"), rows)


def _terms(table: Table) -> Iterator[tuple[str, list[list[str]]]]:
    (_, header), *rows = datasets.records(table)
    field = header.index("field")
    for name, group in groupby((cells for _, cells in rows), key=itemgetter(field)):
        yield name, [cells[:field] + cells[field + 1 :] for cells in group]


def _questions() -> Iterator[str]:
    yield f"# Questions\n\nEach is one file, one Python function and one command. {GENERATED}\n"
    for asked in questions().values():
        yield f"## {asked.name}\n\n{asked.title}. {asked.description}\n"
        if asked.method:
            yield f"Method: {asked.method}\n"
        yield from _markdown(
            ("parameter", "type", "default", "meaning"),
            ((f"`{p.name}`", p.type, str(p.default or ""), _meaning(p)) for p in asked.params),
        )
        yield from _markdown(
            ("column", "type", "meaning"),
            ((f"`{c.name}`", c.type, c.meaning) for c in asked.returns),
        )


def _markdown(header: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    header = list(header)
    yield _markdown_row(header)
    yield _markdown_row("---" for _ in header)
    yield from map(_markdown_row, rows)
    yield ""


def _markdown_row(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in cells)} |"


def _function(question: Question) -> str:
    return _FUNCTION.format(
        name=question.name,
        title=question.title,
        description=_wrapped(question.description, 4),
        signature="\n".join(map(_signature, question.params)),
        parameters="\n".join(f"    {p.name}\n{_wrapped(_meaning(p), 8)}" for p in question.params),
        columns="\n".join(
            textwrap.fill(
                f"{c.name} ({c.type}): {c.meaning}",
                width=99,
                initial_indent="    * ",
                subsequent_indent="      ",
            )
            for c in question.returns
        ),
        arguments="\n".join(f"        {p.name}={p.name}," for p in question.params),
        notes=_NOTES.format(method=_wrapped(question.method, 4)) if question.method else "",
    )


def _meaning(parameter: Parameter) -> str:
    return f"{parameter.help} {accepted(parameter)}".strip()


def _signature(parameter: Parameter) -> str:
    hint = _HINTS[parameter.type] + (" | None" if parameter.default is None else "")
    default = parameter.default
    shown = f'"{default}"' if isinstance(default, str) else repr(default)
    return f"    {parameter.name}: {hint} = {shown},"


def _wrapped(text: str, indent: int) -> str:
    pad = " " * indent
    # a value such as military-cooperation stays whole
    return textwrap.fill(
        text, width=99, initial_indent=pad, subsequent_indent=pad, break_on_hyphens=False
    )


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
