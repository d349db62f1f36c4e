"""A whole run of the host: load `mkdocs.yml`, build aside, replace the published site."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from callboard.crawl import Share
from callboard.errors import CallboardError, ConfigurationError, PublishError
from callboard.isolation import LOCAL, open_executor
from callboard.model import Snapshot
from callboard.progress import SILENT, Progress, Stage
from callboard.site.budgets import Excess
from callboard.site.build import open_mirrors, survey
from callboard.site.config import portal_settings
from callboard.site.metering import Meter
from callboard.site.outcome import Outcome
from callboard.site.plugin import CallboardPlugin
from callboard.site.publish import staged
from callboard.site.release import Releases
from callboard.site.replacing import Before, replace_host_files, replace_site
from callboard.site.report import REPORT, reporting
from callboard.site.session import Session
from callboard.site.stock import Stock, take_stock, take_stock_again
from callboard.store import identity


@dataclass(frozen=True, slots=True)
class Published:
    """A published site, and what there is to tell of it."""

    site: Path
    pages: int
    outcome: Outcome
    over_budget: tuple[Excess, ...] = ()
    unsearchable: tuple[str, ...] = ()
    """What could not be indexed for searching, and why."""

    @property
    def degraded(self) -> bool:
        """Whether something is missing that should be there."""
        return self.outcome.degraded or bool(self.unsearchable)


def run_build(
    config_file: Path,
    site_dir: Path | None,
    *,
    strict: bool = False,
    offline: bool = False,
    clean: bool = False,
    jobs: int | None = None,
    cache_dir: Path | None = None,
    progress: Progress = SILENT,
    report: Path | None = None,
    executor: str = LOCAL,
) -> Published:
    """Build the site of a `mkdocs.yml` and replace the published one by it.

    Pages of the published site that would come out the same are not made again, unless the build is `clean`.
    With `strict`, a warning of MkDocs about the operator's own pages, a finding at error level or a file over
    its budget keeps the old site in place. `jobs` is how many processes work, by default as many as there are
    cores; `cache_dir` is used instead of the configured one. `progress` is told how far the build is; what it
    took is written to `report` and into the cache, whether the site was published or not. `executor` says who
    works, see `open_executor`.

    Raises:
        ConfigurationError: `mkdocs.yml` or an option cannot be used.
        PublishError: the site was not published.
    """
    config = load_site(config_file, site_dir, strict=strict)
    plugin = plugin_of(config, config_file)
    plugin.config.offline = plugin.config.offline or offline
    plugin.config.cache_dir = str(cache_dir.absolute()) if cache_dir else plugin.config.cache_dir
    plugin.progress = meter = Meter(progress)
    site = Path(config.site_dir)
    with (
        _lent(plugin),
        open_executor(executor, jobs, identity) as plugin.executor,
        staged(site) as staging,
        closing(plugin.open_cache(config)) as plugin.cache,
    ):
        releases = Releases(plugin.cache, site)
        plugin.before = before = Before(releases, None if clean else releases.head())
        config.site_dir = str(staging)
        _build(config)
        if plugin.session is None:
            raise PublishError("MkDocs ended without building the portal")
        with (
            reporting(meter, plugin.cache_folder(config) / REPORT, report) as told,
            meter.stage(Stage.PUBLISH),
        ):
            told.stock = stock = _stock(plugin, plugin.session, staging, site)
            if strict:
                _refuse_faults(stock)
            if plugin.written is not None:
                replace_site(staging, site, before, plugin.written, stock.head)
            elif before.head is not None:
                replace_host_files(staging, site, releases, before.head, stock.head)
            meter.advance(stock.head.pages, kept=stock.head is before.head)
    return Published(site, stock.head.pages, stock.outcome, stock.over_budget, stock.unsearchable)


def _stock(plugin: CallboardPlugin, session: Session, staging: Path, site: Path) -> Stock:
    if plugin.written is None:
        return take_stock_again(session, staging, site)
    return take_stock(session, staging, site, plugin.written, plugin.origins)


def _refuse_faults(stock: Stock) -> None:
    """Raise what `--strict` does not publish."""
    if stock.outcome.errors:
        raise PublishError(
            f"--strict: {stock.outcome.errors} findings at error level; the site was not published"
        )
    if stock.over_budget:
        told = "; ".join(map(str, stock.over_budget))
        raise PublishError(f"--strict: {told}; the site was not published")


def run_crawl(config_file: Path, share: Share, progress: Progress = SILENT) -> Snapshot:
    """Bring the cache of a portal up to date with its sources, or with a share of them; nothing is built.

    Raises:
        ConfigurationError: `mkdocs.yml` or an option cannot be used.
    """
    config = load_site(config_file, None, strict=False)
    options = plugin_of(config, config_file).config
    settings = portal_settings(options, config_file.resolve().parent, config.site_name)
    mirrors = open_mirrors(settings)
    try:
        return survey(settings, mirrors, progress, share=share)
    finally:
        mirrors.close()


def load_site(config_file: Path, site_dir: Path | None, *, strict: bool) -> MkDocsConfig:
    """Load a `mkdocs.yml`.

    Raises:
        ConfigurationError: it is missing or cannot be used; the reason in the host's words.
    """
    if not config_file.is_file():
        raise ConfigurationError(
            f"{config_file} does not exist; name your mkdocs.yml with -f,"
            " or write one with `plugins: [callboard]`"
        )
    target = str(site_dir.absolute()) if site_dir else None
    with _errors_logged_by("mkdocs.config") as told:
        try:
            return load_config(config_file=str(config_file), site_dir=target, strict=strict or None)
        except MkDocsException as error:
            raise ConfigurationError(f"{config_file}: {'; '.join(told) or error}") from error
        except RecursionError as error:
            raise ConfigurationError(f"{config_file} is nested too deeply") from error


@contextmanager
def _errors_logged_by(name: str) -> Iterator[list[str]]:
    """Catch what a logger of the host says at error level, to say it once and in our own words."""
    logger, told = logging.getLogger(name), list[str]()

    def catch(record: logging.LogRecord) -> bool:
        if record.levelno >= logging.ERROR:
            told.append(record.getMessage())
        return record.levelno < logging.ERROR

    logger.addFilter(catch)
    try:
        yield told
    finally:
        logger.removeFilter(catch)


def plugin_of(config: MkDocsConfig, config_file: Path) -> CallboardPlugin:
    """Our plugin in a configuration, ready for a build.

    Raises:
        ConfigurationError: it is not used there.
    """
    for plugin in config.plugins.values():
        if isinstance(plugin, CallboardPlugin):
            plugin.begin()
            return plugin
    raise ConfigurationError(f"{config_file} does not use callboard; add it under `plugins:`")


@contextmanager
def _lent(plugin: CallboardPlugin) -> Iterator[None]:
    """Take back what a build was given: the next one with the same plugin would find it closed."""
    try:
        yield
    finally:
        plugin.begin()


def _build(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    try:
        build_host(config)
    finally:
        config.plugins.on_shutdown()


def build_host(config: MkDocsConfig) -> None:
    """Have MkDocs build.

    Raises:
        CallboardError: it cannot, or we cannot.
    """
    with _errors_logged_by("mkdocs.commands.build") as told:
        try:
            mkdocs_build(config)
        except Exception as error:
            # MkDocs names the operator's page at fault in its log, and then lets anything through.
            if told or isinstance(error, MkDocsException):
                raise _translated(error, told) from error
            raise


def _translated(error: BaseException, told: Sequence[str] = ()) -> CallboardError:
    """Our own error behind one of MkDocs', which keeps only its words; else what MkDocs said of its own."""
    known: BaseException | None = error
    while known is not None:
        if isinstance(known, CallboardError):
            return known
        known = known.__cause__ or known.__context__
    reason = "; ".join(told) or str(error)
    return PublishError(f"MkDocs could not build the site: {reason}; it was not published")
