"""`callboard check`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from callboard.cli.terminal import printable
from callboard.errors import SourceError
from callboard.findings import Finding, Level, in_order

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
    checked = _check(_open(paths or (Path(),), catalog, form, mend=fix or diff, write=fix and not diff))
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


def _open(paths: Sequence[Path], catalog: str, form: str, *, mend: bool, write: bool) -> Opened:
    """Read what was asked about, after its repairs where they are wanted."""
    from callboard.cli.opening import open_paths

    elsewhere = _known(catalog) if catalog else frozenset()
    read = partial(open_paths, paths, elsewhere, is_whole=bool(catalog))
    if not mend:
        return read()
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
        # Documentation is read only where a folder was named: it loads the whole Markdown machinery.
        from callboard.docs import DocsSettings, build_docs

        findings += build_docs(built, checkouts.snapshot, cache=None, settings=DocsSettings()).findings
    asked = (found for found in findings if checkouts.covers(found.origin.repository, found.origin.path))
    placed = (replace(found, origin=checkouts.as_typed(found.origin)) for found in asked)
    read = {
        entity.origin.at(0)
        for entity in built
        if checkouts.covers(entity.origin.repository, entity.origin.path)
    }
    files = sorted(checkouts.as_typed(origin).path for origin in read)
    return _Checked(in_order(placed), tuple(files), checkouts)


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
