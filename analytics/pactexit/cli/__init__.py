"""The command `pactexit`: one file a command, and one line for whatever goes wrong."""

from __future__ import annotations

import os
import sys
from importlib import import_module

import click

from pactexit.escaping import flat
from pactexit.problem import PactExitError

#: A line of an error is cut after so many characters.
_LONGEST_LINE = 2_000


#: The commands, in the order of the help.
COMMANDS = (
    *("queries", "query", "sql", "tables", "show", "explain"),
    *("validate", "format", "diff", "contribute"),
    *("download", "export", "release", "cite"),
)


class _Commands(click.Group):
    """Loads the file of a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in COMMANDS:
            return None
        # `format` is a function of Python
        function = {"format": "format_"}.get(cmd_name, cmd_name)
        found: click.Command = getattr(import_module(f"pactexit.cli.{cmd_name}"), function)
        return found


@click.group(
    cls=_Commands,
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
