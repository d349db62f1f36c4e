"""`callboard build`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from callboard.cli.progress import shown_progress
from callboard.cli.terminal import printable, show_log
from callboard.model import SourceState

if TYPE_CHECKING:
    from callboard.site.outcome import Outcome

_DEGRADED: Final = 3


@click.command()
@click.option(
    "-f", "--config-file", default="mkdocs.yml", show_default=True, type=click.Path(path_type=Path),
    help="The site's mkdocs.yml.",
)  # fmt: skip
@click.option(
    "-d", "--site-dir", default=None, type=click.Path(path_type=Path),
    help="Where to publish; default: `site_dir` of mkdocs.yml.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Publish nothing when a finding is an error or MkDocs warns.")
@click.option("--offline", is_flag=True, help="Read git sources from the last fetch.")
@click.option("--clean", is_flag=True, help="Make every page anew, whatever the published site holds.")
@click.option(
    "-j", "--jobs", default=None, type=click.IntRange(1, 1024), metavar="N",
    help="How many processes work; default: the cores of this machine.",
)  # fmt: skip
@click.option(
    "--report", default=None, type=click.Path(path_type=Path, dir_okay=False), metavar="FILE",
    help="Write what the build took and made, as JSON.",
)  # fmt: skip
@click.option(
    "--executor", default="local", show_default=True, metavar="ADDRESS",
    help="Who does the work: local, or the workers of a Dask cluster such as dask://scheduler:8786.",
)  # fmt: skip
@click.option("-q", "--quiet", is_flag=True, help="Print errors only.")
@click.option("-v", "--verbose", is_flag=True, help="Print every step.")
@click.pass_context
def build(
    context: click.Context,
    *,
    config_file: Path,
    site_dir: Path | None,
    strict: bool,
    offline: bool,
    clean: bool,
    jobs: int | None,
    report: Path | None,
    executor: str,
    quiet: bool,
    verbose: bool,
) -> None:
    """Crawl the sources, build the site aside and replace the published one by it.

    Exit status: 0 published, 2 configuration cannot be used, 3 published but a source failed or is stale or
    texts could not be indexed, 4 not published.

    Example: callboard build -f mkdocs.yml -d site
    """
    from callboard.site.run import run_build

    show_log(verbose=verbose, quiet=quiet)
    start = time.monotonic()
    published = run_build(
        config_file,
        site_dir,
        strict=strict,
        offline=offline,
        clean=clean,
        jobs=jobs,
        progress=shown_progress(quiet=quiet, verbose=verbose),
        report=report,
        executor=executor,
    )
    outcome = published.outcome
    if not quiet:
        _show_findings(outcome)
        for excess in published.over_budget:
            click.echo(printable(f"Warning: {excess}"), err=True)
        seconds = time.monotonic() - start
        click.echo(
            f"{outcome.entities} entities from {outcome.repositories} repositories,"
            f" {published.pages} pages in {published.site} ({seconds:.1f} s)"
        )
    for source in outcome.sources:
        # Without --strict it was in the log, as a warning; with it, a warning there would end the build.
        if source.notice and strict and not (quiet or verbose):
            click.echo(printable(f"Warning: {source.label} {source.notice}"), err=True)
        if source.state is not SourceState.FRESH:
            click.echo(printable(f"Warning: {source.label} is {source.state}: {source.reason}"), err=True)
    for failure in published.unsearchable if strict else ():
        click.echo(printable(f"Warning: full text search lacks {failure}"), err=True)
    if published.degraded:
        context.exit(_DEGRADED)


def _show_findings(outcome: Outcome) -> None:
    for line in outcome.serious:
        click.echo(printable(line))
    if outcome.more:
        click.echo(f"… and {outcome.more} more findings on the page /health/ and in api/findings.json")
