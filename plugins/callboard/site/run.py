"""A whole run of the host: load `mkdocs.yml`, build aside, publish by swap."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from callboard.crawl import Share, crawl
from callboard.errors import CallboardError, ConfigurationError, PublishError
from callboard.isolation import LOCAL, open_executor
from callboard.model import Snapshot
from callboard.site.build import open_mirrors
from callboard.site.config import portal_settings
from callboard.site.outcome import Outcome
from callboard.site.plugin import CallboardPlugin
from callboard.site.publish import staged
from callboard.site.release import Releases
from callboard.site.replacing import Before, replace_host_files, replace_site
from callboard.store import identity


@dataclass(frozen=True, slots=True)
class Published:
    """A published site, and what there is to tell of it."""

    site: Path
    pages: int
    outcome: Outcome


def run_build(
    config_file: Path,
    site_dir: Path | None,
    *,
    strict: bool = False,
    offline: bool = False,
    clean: bool = False,
    jobs: int | None = None,
    cache_dir: Path | None = None,
    executor: str = LOCAL,
) -> Published:
    """Build the site of a `mkdocs.yml` and replace the published one by it.

    Pages of the published site that would come out the same are not made again, unless the build is `clean`.
    With `strict`, a warning of MkDocs about the operator's own pages or a finding at error level keeps the
    old site in place. `jobs` is how many processes work, by default as many as there are cores; `cache_dir`
    is used instead of the configured one. `executor` says who works, see `open_executor`.

    Raises:
        ConfigurationError: `mkdocs.yml` or an option cannot be used.
        PublishError: the site was not published.
    """
    config = _load(config_file, site_dir, strict=strict)
    plugin = _plugin(config, config_file)
    plugin.config.offline = plugin.config.offline or offline
    plugin.config.cache_dir = str(cache_dir.absolute()) if cache_dir else plugin.config.cache_dir
    site = Path(config.site_dir)
    with (
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
        outcome = plugin.session.outcome
        if strict and outcome.errors:
            raise PublishError(
                f"--strict: {outcome.errors} findings at error level; the site was not published"
            )
        if plugin.written is not None:
            head = replace_site(staging, site, before, plugin.written, plugin.origins)
        else:
            assert before.head is not None  # noqa: S101  # otherwise there was something to write
            head = replace_host_files(staging, site, releases, before.head)
    return Published(site, head.pages, outcome)


def run_crawl(config_file: Path, share: Share) -> Snapshot:
    """Bring the cache of a portal up to date with its sources, or with a share of them; nothing is built.

    Raises:
        ConfigurationError: `mkdocs.yml` or an option cannot be used.
    """
    config = _load(config_file, None, strict=False)
    options = _plugin(config, config_file).config
    settings = portal_settings(options, config_file.resolve().parent, config.site_name)
    mirrors = open_mirrors(settings)
    try:
        return crawl(
            settings.sources,
            mirrors,
            offline=settings.offline,
            history=settings.history,
            versions=settings.versions,
            share=share,
        )
    finally:
        mirrors.close()


def run_serve(config_file: Path, announce: Callable[[str], None]) -> None:
    """Serve a live preview until it is interrupted; `announce` is told its address.

    Raises:
        ConfigurationError: `mkdocs.yml` or an option cannot be used.
    """
    config = _load(config_file, None, strict=False)
    _plugin(config, config_file)
    announce(f"http://{config.dev_addr.host}:{config.dev_addr.port}{urlsplit(config.site_url or '/').path}")
    try:
        mkdocs_serve(config_file=str(config_file))
    except MkDocsException as error:
        raise _translated(error) from error


def _load(config_file: Path, site_dir: Path | None, *, strict: bool) -> MkDocsConfig:
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


def _plugin(config: MkDocsConfig, config_file: Path) -> CallboardPlugin:
    for plugin in config.plugins.values():
        if isinstance(plugin, CallboardPlugin):
            return plugin
    raise ConfigurationError(f"{config_file} does not use callboard; add it under `plugins:`")


def _build(config: MkDocsConfig) -> None:
    config.plugins.on_startup(command="build", dirty=False)
    with _errors_logged_by("mkdocs.commands.build") as told:
        try:
            mkdocs_build(config)
        except Exception as error:
            # MkDocs names the operator's page at fault in its log, and then lets anything through.
            if told or isinstance(error, MkDocsException):
                raise _translated(error, told) from error
            raise
        finally:
            config.plugins.on_shutdown()


def _translated(error: BaseException, told: Sequence[str] = ()) -> CallboardError:
    """Our own error behind one of MkDocs', which keeps only its words; else what MkDocs said of its own."""
    known: BaseException | None = error
    while known is not None:
        if isinstance(known, CallboardError):
            return known
        known = known.__cause__ or known.__context__
    reason = "; ".join(told) or str(error)
    return PublishError(f"MkDocs could not build the site: {reason}; it was not published")
