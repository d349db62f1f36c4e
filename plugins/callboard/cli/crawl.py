"""`callboard crawl`."""

from __future__ import annotations

from pathlib import Path
from typing import Final

import click

from callboard.cli.progress import shown_progress
from callboard.cli.terminal import printable, show_log
from callboard.crawl import read_share
from callboard.findings import Level
from callboard.model import Snapshot, SourceState

_DEGRADED: Final = 3


@click.command()
@click.option(
    "-f", "--config-file", default="mkdocs.yml", show_default=True, type=click.Path(path_type=Path),
    help="The site's mkdocs.yml.",
)  # fmt: skip
@click.option(
    "--shard", default="1/1", metavar="K/N",
    help="Take only this share of the repositories: 3/8 is the third of eight.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print every step.")
@click.pass_context
def crawl(context: click.Context, *, config_file: Path, shard: str, quiet: bool, verbose: bool) -> None:
    """Fetch the sources into the cache, and build nothing: the only step that needs the network.

    Exit status: 0 every source was read, 2 configuration cannot be used, 3 a source failed or is stale.

    Example: callboard crawl -f mkdocs.yml --shard 3/8
    """
    from callboard.site.run import run_crawl

    show_log(verbose=verbose, quiet=quiet)
    share = read_share(shard)
    snapshot = run_crawl(config_file, share, shown_progress(quiet=quiet, verbose=verbose))
    if not quiet:
        _show(snapshot)
    for report in snapshot.sources:
        if report.state is not SourceState.FRESH:
            click.echo(printable(f"Warning: {report.label} is {report.state}: {report.reason}"), err=True)
    if any(report.state is not SourceState.FRESH for report in snapshot.sources):
        context.exit(_DEGRADED)


def _show(snapshot: Snapshot) -> None:
    """A line for each repository, with its commit and versions, and for each thing that is missing."""
    for found in snapshot.repositories:
        repository = found.repository
        names = ", ".join(version.name for version in found.versions)
        at = repository.commit[:12] or "-"
        click.echo(printable(f"{at:<12}  {repository.key}{names and f' ({names})'}"))
    for told in snapshot.findings:
        # That a source failed is said for the source.
        if told.level is not Level.INFO and told.code != "source-failed":
            click.echo(printable(f"{told.origin.repository}: {told}"))
    click.echo(f"{len(snapshot.repositories)} repositories from {len(snapshot.sources)} sources")
