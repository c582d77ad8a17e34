"""Writes `api.py` from the questions: `python -m pactexit.generate` (`--check` only compares)."""

from __future__ import annotations

import sys
import textwrap
from pathlib import Path
from typing import TYPE_CHECKING

from pactexit.asking import questions

if TYPE_CHECKING:
    from pactexit.asking import Parameter, Question

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

    from pactexit.asking import Answer

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
    PactExitError
        Where a value is of the wrong type or not on record.
    """
    return ask(
        "{name}",
        con,
{arguments}
    )
'''


def source() -> str:
    """The text of `api.py` for the questions as they stand."""
    names = "\n".join(f'    "{name}",' for name in questions())
    return _HEAD.format(names=names) + "".join(map(_function, questions().values()))


def main(arguments: list[str]) -> int:
    """Writes `api.py`; with `--check` returns 1 where the file is not what would be written."""
    path = Path(__file__).with_name("api.py")
    if "--check" not in arguments:
        path.write_text(source(), encoding="utf-8")
        return 0
    if path.exists() and path.read_text(encoding="utf-8") == source():
        return 0
    print(f"{path.name} is stale. Run python -m pactexit.generate.", file=sys.stderr)
    return 1


def _function(question: Question) -> str:
    return _FUNCTION.format(
        name=question.name,
        title=question.title,
        description=_wrapped(question.description, 4),
        signature="\n".join(map(_signature, question.params)),
        parameters="\n".join(f"    {p.name}\n{_wrapped(p.help, 8)}" for p in question.params),
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
    )


def _signature(parameter: Parameter) -> str:
    hint = _HINTS[parameter.type] + (" | None" if parameter.default is None else "")
    default = parameter.default
    shown = f'"{default}"' if isinstance(default, str) else repr(default)
    return f"    {parameter.name}: {hint} = {shown},"


def _wrapped(text: str, indent: int) -> str:
    pad = " " * indent
    return textwrap.fill(text, width=99, initial_indent=pad, subsequent_indent=pad)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
