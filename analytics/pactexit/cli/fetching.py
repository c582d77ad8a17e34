"""What the commands share that may fetch a published version: their options, and their progress."""

from __future__ import annotations

import sys
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: The option `--from` of every command that may fetch a version.
source_option = click.option(
    "--from",
    "source",
    metavar="DIR|URL",
    help="Where versions are published: a folder that `pactexit release` wrote, or its address "
    "(http, https, file). Default: the homepage of the package, where it has one.",
)

#: The option `--timeout` of every command that may fetch a version.
timeout_option = click.option(
    "--timeout",
    type=click.FloatRange(min=0, min_open=True, max=3600),
    # that of releasing.places, which is not loaded to print a help text
    default=30.0,
    show_default=True,
    metavar="SECONDS",
    help="How long an address may say nothing before it is tried again.",
)

_WIDTH = 70


@contextmanager
def progress() -> Iterator[Callable[[str], None] | None]:
    """What shows on a terminal how far it is, in one line of which nothing is left."""
    if not sys.stderr.isatty():
        yield None
        return
    try:
        yield _show
    finally:
        _show("")


def _show(text: str) -> None:
    click.echo(f"\r{text[-_WIDTH:]:<{_WIDTH}}\r", nl=False, err=True)
