"""Text of strangers on its way to a terminal or a CI log."""

from __future__ import annotations

import logging
from typing import Final

import click

_LONGEST: Final = 2000


def printable(text: str) -> str:
    """The text in one line that moves no cursor, changes no colour and commands no CI runner.

    A log line that starts with `::` or `##[` is a command to some runners (CVE-2020-15228).
    """
    shown = "".join(character if character.isprintable() else " " for character in text[:_LONGEST])
    return (
        shown.replace("::", ":\u200b:").replace("##[", "##\u200b[")
        if "::" in shown or "##[" in shown
        else shown
    )


class TerminalHandler(logging.Handler):
    """Prints what the host logs: warnings and errors in full, the rest only when it is asked for."""

    def emit(self, record: logging.LogRecord) -> None:
        """Print one record on standard error."""
        try:
            message = "\n".join(printable(line) for line in self.format(record).splitlines())
            click.echo(f"{record.levelname.capitalize()}: {message}", err=True)
        except Exception:  # noqa: BLE001 (logging's own contract: a handler never raises)
            self.handleError(record)


def show_log(*, verbose: bool, quiet: bool) -> None:
    """Route the host's log to the terminal."""
    logger = logging.getLogger("mkdocs")
    logger.handlers = [TerminalHandler()]
    logger.propagate = False
    logger.setLevel(logging.INFO if verbose else logging.ERROR if quiet else logging.WARNING)
