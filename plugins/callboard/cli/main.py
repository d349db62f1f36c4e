"""The `callboard` command: its verbs, and the one place where an error becomes a sentence and a status."""

from __future__ import annotations

import os
import sys
from typing import Final

import click

from callboard import __version__
from callboard.cli.build import build
from callboard.cli.check import check
from callboard.cli.crawl import crawl
from callboard.cli.inspect import inspect
from callboard.cli.query import query
from callboard.cli.serve import serve
from callboard.cli.terminal import printable
from callboard.errors import CallboardError

_INTERRUPTED: Final = 130
_TRACEBACK: Final = "CALLBOARD_TRACEBACK"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="callboard")
def callboard() -> None:
    """A documentation and software-catalog site from your organisation's own repositories."""


callboard.add_command(build)
callboard.add_command(check)
callboard.add_command(crawl)
callboard.add_command(inspect)
callboard.add_command(query)
callboard.add_command(serve)


def main() -> None:
    """Run a verb; every expected failure is one sentence on standard error and its documented status."""
    try:
        sys.exit(callboard.main(standalone_mode=False))
    except CallboardError as error:
        click.echo(f"Error: {printable(str(error))}", err=True)
        sys.exit(error.exit_status)
    except click.ClickException as error:
        error.show()
        sys.exit(2)
    except (click.Abort, KeyboardInterrupt):
        click.echo("Interrupted; nothing was published.", err=True)
        sys.exit(_INTERRUPTED)
    except Exception as error:
        if _TRACEBACK in os.environ:
            raise
        what = printable(f"{type(error).__name__}: {error}")
        click.echo(f"Error: a fault of Callboard itself: {what}; {_TRACEBACK}=1 shows where", err=True)
        sys.exit(1)
