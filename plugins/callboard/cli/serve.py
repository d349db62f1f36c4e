"""`callboard serve`."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from callboard.cli.terminal import printable, show_log
from callboard.errors import ConfigurationError
from callboard.findings import Finding, Level

if TYPE_CHECKING:
    from callboard.site.serving import Rebuilt, Started

_PORTAL: Final = Path("mkdocs.yml")


@click.command()
@click.option(
    "-f", "--config-file", default=None, type=click.Path(path_type=Path), metavar="FILE",
    help="A portal's mkdocs.yml: all of it is served.",
)  # fmt: skip
@click.option(
    "--repository", default=None, type=click.Path(path_type=Path), metavar="PATH",
    help="One repository, as a portal would show it.",
)  # fmt: skip
@click.option(
    "--catalog", default="", metavar="FILE|URL",
    help="With one repository: the catalog.json of a published portal, to know what exists elsewhere.",
)  # fmt: skip
@click.option("-a", "--address", default="", metavar="HOST:PORT", help="Where to serve.")
@click.option("--poll", is_flag=True, help="Look for changes, where the system does not tell of them.")
@click.option("-v", "--verbose", is_flag=True, help="Print every step and request, and notes.")
def serve(
    *,
    config_file: Path | None,
    repository: Path | None,
    catalog: str,
    address: str,
    poll: bool,
    verbose: bool,
) -> None:
    """Serve a live preview that follows every change: of a portal, or of one repository.

    Without -f and --repository: the portal whose mkdocs.yml is in the folder you are in, else the repository
    that this folder is.

    Example: callboard serve --catalog https://portal.acme.example/api/catalog.json
    """
    from callboard.site.preview import run_preview, run_serve
    from callboard.site.serving import Serving

    if config_file is not None and (repository is not None or catalog):
        raise ConfigurationError("-f serves a whole portal; leave it out to serve one repository")
    show_log(verbose=verbose, quiet=False)
    console, serving = _Console(verbose=verbose), Serving(address, poll)
    if config_file is None and repository is None and not catalog and _is_portal(_PORTAL):
        config_file = _PORTAL
    if config_file is not None:
        run_serve(config_file, console.tell, serving)
    else:
        run_preview(repository or Path(), catalog, console.tell, serving)


def _is_portal(file: Path) -> bool:
    """Whether a `mkdocs.yml` is a portal's: repositories have one, too."""
    from callboard.cli.portal_options import read_portal_options

    if not file.is_file():
        return False
    try:
        read_portal_options(file)
    except ConfigurationError:
        # Also where it is a portal's with a mistake in it; -f says what that is.
        return False
    return True


class _Console:
    """What somebody at a terminal is told: every fault, and of findings those that come and go."""

    def __init__(self, *, verbose: bool) -> None:
        self._verbose: Final = verbose
        self._known: Counter[Hashable] = Counter()
        self._texts: dict[Hashable, str] = {}
        self._is_first = True

    def tell(self, what: Started | Rebuilt) -> None:
        """Print it."""
        from callboard.site.serving import Rebuilt

        if not isinstance(what, Rebuilt):
            click.echo(f"Serving {what.address} until Ctrl-C")
        elif what.fault:
            click.echo(f"Error: {printable(what.fault)}; the last good site is still served", err=True)
        else:
            self._built(what)

    def _built(self, what: Rebuilt) -> None:
        if what.checkouts is not None:
            self._findings(what)
        if what.files or self._is_first:
            files = f"{what.files:,} file{'' if what.files == 1 else 's'}"
            click.echo(f"{files} written in {what.seconds:.2f} s")
        self._is_first = False

    def _findings(self, what: Rebuilt) -> None:
        """The findings that are new since the last time, with their lines, and those that are gone."""
        from callboard.artifacts.text_report import excerpt, summary

        assert what.checkouts is not None  # noqa: S101  # the caller's question
        shown = [each for each in what.findings if self._verbose or each.level is not Level.INFO]
        now = Counter(map(_identity, shown))
        new, gone = now - self._known, self._known - now
        for found in _of(shown, new):
            click.echo(printable(str(found)))
            for line in excerpt(found, what.checkouts.read, printable):
                click.echo(line)
        for identity in gone:
            click.echo(f"mended: {printable(self._texts[identity])}")
        if new or gone:
            click.echo(summary(shown))
        self._known, self._texts = now, {_identity(found): str(found) for found in shown}


def _identity(found: Finding) -> Hashable:
    """What makes a finding the same although it has moved to another line."""
    return found.code, found.level, found.message, found.origin.repository, found.origin.path, found.entity


def _of(findings: Iterable[Finding], wanted: Counter[Hashable]) -> Iterable[Finding]:
    left = Counter(wanted)
    for found in findings:
        if left[_identity(found)] > 0:
            left[_identity(found)] -= 1
            yield found
