"""The Python package and the command, from their docstrings and help texts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from builder import documents, public_api
from builder.page import Page
from pactexit.cli import pactexit as command

if TYPE_CHECKING:
    from collections.abc import Iterator

    from builder.record import Record

PATH = "api/"
#: So many characters has a line of a help text.
_WIDTH = 80


def pages(record: Record) -> Iterator[Page]:
    """The one page."""
    found = public_api.read()
    yield Page(
        PATH,
        "api.html",
        "Python API",
        "Python package and command",
        f"Everything that the Python package {record.about.name} and its command offer.",
        {
            "api": found,
            "commands": [*_commands()],
            "said_by": lambda text: documents.parsed(text, "").html(f"{PATH}index.html"),
        },
        names=tuple(entry.anchor for entry in (*found.functions, *found.classes)),
    )


def _commands() -> Iterator[tuple[str, str]]:
    """The help text of the command and of each of its commands, by their names."""
    whole = click.Context(command, info_name=command.name, terminal_width=_WIDTH)
    yield "", command.get_help(whole)
    for name in command.list_commands(whole):
        if part := command.get_command(whole, name):
            yield name, part.get_help(click.Context(part, info_name=name, parent=whole))
