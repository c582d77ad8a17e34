"""The command `pactexit`: one file a command, and one line for whatever goes wrong."""

from __future__ import annotations

import os
import sys

import click

from pactexit.cli.cite import cite
from pactexit.cli.contribute import contribute
from pactexit.cli.diff import diff
from pactexit.cli.download import download
from pactexit.cli.explain import explain
from pactexit.cli.format import format_
from pactexit.cli.queries import queries
from pactexit.cli.query import query
from pactexit.cli.show import show
from pactexit.cli.sql import sql
from pactexit.cli.tables import tables
from pactexit.cli.validate import validate
from pactexit.escaping import flat
from pactexit.problem import PactExitError

#: A line of an error is cut after so many characters.
_LONGEST_LINE = 2_000


class _InThisOrder(click.Group):
    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(self.commands)


@click.group(
    cls=_InThisOrder,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.option(
    "--version",
    is_flag=True,
    is_eager=True,
    expose_value=False,
    callback=lambda ctx, _, is_asked: _show_version(ctx) if is_asked else None,
    help="Show the versions of the code and of the data, and exit.",
)
def pactexit() -> None:
    """How Russia left its military and security agreements: ask, check and download the dataset.

    Data go to standard output, everything else to standard error. Exit codes: 0 fine; 1 the data
    are not valid; 2 the command could not do its work.
    """


for _command in (
    *(queries, query, sql, tables, show, explain),
    *(validate, format_, diff, contribute, download, cite),
):
    pactexit.add_command(_command)


def main() -> None:
    """Runs the command and ends the process with its exit code; never a traceback."""
    try:
        code = pactexit.main(prog_name="pactexit", standalone_mode=False)
    except click.ClickException as error:
        code = _refuse(" ".join(error.format_message().split()))
    except PactExitError as error:
        code = _refuse(str(error))
    except click.Abort:
        code = _refuse("stopped.")
    except BrokenPipeError:
        # whoever read the output has gone, as in `pactexit queries | head`
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    except OSError as error:
        code = _refuse(f"{error.filename or 'a file'}: {error.strerror or error}.")
    except MemoryError:
        code = _refuse("this computer has not the memory for it.")
    except Exception as error:  # noqa: BLE001 - whoever types a command is not shown a traceback
        reason = " ".join(str(error).split())
        code = _refuse(
            f"a fault of pactexit itself, please report it: {type(error).__name__}: {reason}"
        )
    sys.exit(code if isinstance(code, int) else 0)


def _show_version(ctx: click.Context) -> None:
    from importlib.metadata import version

    from pactexit import dataset as datasets

    click.echo(f"pactexit {version('pactexit')}, data {datasets.read().version}")
    ctx.exit()


def _refuse(reason: str) -> int:
    click.echo(f"pactexit: {flat(reason, _LONGEST_LINE)}", err=True)
    return 2
