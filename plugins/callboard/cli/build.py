"""`callboard build`."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Final

import click

from callboard.cli.terminal import busy, printable, show_log
from callboard.findings import Finding, Level
from callboard.model import SourceState

_DEGRADED: Final = 3
_SHOWN: Final = 10


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
    quiet: bool,
    verbose: bool,
) -> None:
    """Crawl the sources, build the site aside and publish it by swap.

    Exit status: 0 published, 2 configuration cannot be used, 3 published but a source failed or is stale or
    texts could not be indexed, 4 not published.

    Example: callboard build -f mkdocs.yml -d site
    """
    from callboard.site.run import run_build

    show_log(verbose=verbose, quiet=quiet)
    start = time.monotonic()
    with busy("Building the portal", quiet=quiet or verbose):
        published = run_build(config_file, site_dir, strict=strict, offline=offline)
    portal = published.portal
    if not quiet:
        _show_findings(portal.findings)
        seconds = time.monotonic() - start
        click.echo(
            f"{len(portal.portfolio.catalog)} entities from {len(portal.snapshot.repositories)} repositories,"
            f" {published.pages} pages in {published.site} ({seconds:.1f} s)"
        )
    for report in portal.snapshot.sources:
        # Without --strict it was in the log, as a warning; with it, a warning there would end the build.
        if report.notice and strict and not (quiet or verbose):
            click.echo(printable(f"Warning: {report.label} {report.notice}"), err=True)
        if report.state is not SourceState.FRESH:
            click.echo(printable(f"Warning: {report.label} is {report.state}: {report.reason}"), err=True)
    for failure in published.unsearchable if strict else ():
        click.echo(printable(f"Warning: full text search lacks {failure}"), err=True)
    if published.degraded:
        context.exit(_DEGRADED)


def _show_findings(findings: tuple[Finding, ...]) -> None:
    serious = [found for found in findings if found.level in {Level.ERROR, Level.WARN}]
    serious.sort(key=lambda found: found.level is not Level.ERROR)
    for found in serious[:_SHOWN]:
        repository = f"{found.origin.repository}/" if found.origin.path else ""
        click.echo(printable(f"{repository}{found}"))
    if len(serious) > _SHOWN:
        click.echo(
            f"… and {len(serious) - _SHOWN} more findings on the page /health/ and in api/findings.json"
        )
