"""`callboard serve`."""

from __future__ import annotations

from pathlib import Path

import click

from callboard.cli.terminal import show_log


@click.command()
@click.option(
    "-f", "--config-file", default="mkdocs.yml", show_default=True, type=click.Path(path_type=Path),
    help="The site's mkdocs.yml.",
)  # fmt: skip
@click.option("-v", "--verbose", is_flag=True, help="Print every step and request.")
def serve(*, config_file: Path, verbose: bool) -> None:
    """Serve a live preview that follows every change of a local source.

    Example: callboard serve -f mkdocs.yml
    """
    from callboard.site.run import run_serve

    show_log(verbose=verbose, quiet=False)
    run_serve(config_file, lambda address: click.echo(f"Serving {address} until Ctrl-C"))
