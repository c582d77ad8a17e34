"""The options of the commands that may fetch a published version."""

from __future__ import annotations

import click

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
