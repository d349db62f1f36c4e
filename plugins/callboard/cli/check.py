"""`callboard check`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from callboard.cli.terminal import printable
from callboard.errors import SourceError
from callboard.findings import Finding, Level, apply_levels

if TYPE_CHECKING:  # the strata are loaded when the verb runs: `callboard --help` stays quick
    from callboard.cli.opening import Opened
    from callboard.crawl import Checkouts
    from callboard.model import EntityRef

FORMATS: Final = ("text", "json", "sarif", "junit", "github")


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--catalog", default="", metavar="FILE|URL",
    help="The catalog.json of a published portal, to know what exists elsewhere.",
)  # fmt: skip
@click.option(
    "-f", "--config-file", default=None, type=click.Path(path_type=Path), metavar="FILE",
    help="A portal's mkdocs.yml: its kinds, ai_model and levels hold here, too.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True,
    help="How to report.",
)  # fmt: skip
@click.option("--strict", is_flag=True, help="Let warnings fail, too.")
@click.option("--fix", is_flag=True, help="Repair what is mechanical first, and show each change.")
@click.option("--diff", is_flag=True, help="Show what --fix would change, and change nothing.")
@click.option("-v", "--verbose", is_flag=True, help="Report notes, too.")
@click.pass_context
def check(
    context: click.Context,
    *,
    paths: tuple[Path, ...],
    catalog: str,
    config_file: Path | None,
    form: str,
    strict: bool,
    fix: bool,
    diff: bool,
    verbose: bool,
) -> None:
    """Check descriptors, references and documentation of a repository, a folder, or some files.

    Exit status: 0 fine, 1 a finding is an error (with --strict: or a warning), 2 the command cannot be used;
    with --fix, after the repairs.

    Example: callboard check --catalog https://portal.acme.example/api/catalog.json
    """
    read = _reader(paths or (Path(),), catalog, config_file)
    opened = _mended(read, paths, form, write=fix and not diff) if fix or diff else read()
    checked = _check(opened)
    findings = [found for found in checked.findings if verbose or found.level is not Level.INFO]
    _report(findings, checked, form)
    notes = len(checked.findings) - len(findings)
    if notes and form == "text":
        click.echo(f"{notes} note{'' if notes == 1 else 's'} not shown; --verbose shows them")
    failing = {Level.ERROR, Level.WARN} if strict else {Level.ERROR}
    if any(found.level in failing for found in findings):
        context.exit(1)


@dataclass(frozen=True, slots=True)
class _Checked:
    """What was found, with paths as the person at the terminal would type them."""

    findings: tuple[Finding, ...]
    files: tuple[str, ...]
    checkouts: Checkouts


def _reader(paths: Sequence[Path], catalog: str, config_file: Path | None) -> Callable[[], Opened]:
    """What reads the paths that were asked about, as often as repairs make it necessary."""
    from callboard.cli.opening import open_paths
    from callboard.cli.portal_options import PortalOptions, read_portal_options

    options = read_portal_options(config_file) if config_file else PortalOptions()
    elsewhere = _known(catalog) if catalog else frozenset()
    return partial(open_paths, paths, elsewhere, options, is_whole=bool(catalog))


def _mended(read: Callable[[], Opened], paths: Sequence[Path], form: str, *, write: bool) -> Opened:
    """Repair, or show what would be repaired, and read again."""
    from callboard.cli.mend import mend_descriptors, refuse_links

    if write:
        refuse_links(paths)
    # A report for a machine has standard output to itself.
    return mend_descriptors(read, partial(click.echo, err=form != "text"), write=write)


def _check(opened: Opened) -> _Checked:
    """The stages of a check: judge, keep what was asked about, say where it is."""
    checkouts, built = opened.checkouts, opened.catalog
    findings = list(built.findings)
    if checkouts.holds_folders:
        # Definitions and documentation are read only where a folder was named: their parsers take a while.
        from callboard.docs import DocsSettings, build_docs
        from callboard.ingest import read_definitions

        findings += read_definitions(built).findings
        findings += build_docs(built, checkouts.snapshot, cache=None, settings=DocsSettings()).findings
    asked = (found for found in findings if checkouts.covers(found.origin.repository, found.origin.path))
    placed = (replace(found, origin=checkouts.as_typed(found.origin)) for found in asked)
    read = {
        entity.origin.at(0)
        for entity in built
        if checkouts.covers(entity.origin.repository, entity.origin.path)
    }
    files = sorted(checkouts.as_typed(origin).path for origin in read)
    return _Checked(apply_levels(placed, opened.levels), tuple(files), checkouts)


def _known(catalog: str) -> frozenset[EntityRef]:
    from callboard.artifacts import known_refs
    from callboard.errors import ConfigurationError
    from callboard.sources import read_published

    try:
        return known_refs(read_published(catalog))
    except (SourceError, ConfigurationError) as error:
        raise ConfigurationError(f"--catalog {catalog}: {error}") from error


def _report(findings: Sequence[Finding], checked: _Checked, form: str) -> None:
    from callboard.artifacts import encode, findings_document
    from callboard.artifacts.reports import github_report, junit_report, sarif_report
    from callboard.artifacts.text_report import summary, text_report

    if form == "json":
        click.echo(encode(findings_document(findings, ())), nl=False)
    elif form == "sarif":
        click.echo(sarif_report(findings), nl=False)
    elif form == "junit":
        click.echo(junit_report(findings, checked.files), nl=False)
    elif form == "github":
        click.echo(github_report(findings), nl=False)
    else:
        for line in text_report(findings, checked.checkouts.read, printable):
            click.echo(line)
        if not findings:
            count = len(checked.files)
            click.echo(f"{count} descriptor{'' if count == 1 else 's'}, {summary(findings)}")
