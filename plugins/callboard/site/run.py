"""A whole run of the host: load `mkdocs.yml`, build aside, publish by swap."""

from __future__ import annotations

import logging
import os
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.commands.serve import serve as mkdocs_serve
from mkdocs.config.base import load_config
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import MkDocsException

from callboard.errors import CallboardError, ConfigurationError, PublishError
from callboard.findings import Level
from callboard.site.build import Portal
from callboard.site.plugin import CallboardPlugin
from callboard.site.publish import publish, staged


@dataclass(frozen=True, slots=True)
class Published:
    """A published site and the portal in it; `unsearchable` is what could not be indexed, and why."""

    site: Path
    pages: int
    portal: Portal
    unsearchable: tuple[str, ...] = ()

    @property
    def degraded(self) -> bool:
        """Whether something is missing that should be there."""
        return self.portal.degraded or bool(self.unsearchable)


def run_build(
    config_file: Path, site_dir: Path | None, *, strict: bool = False, offline: bool = False
) -> Published:
    """Build the site of a `mkdocs.yml` and replace the published one by it.

    With `strict`, a warning of MkDocs about the operator's own pages or a finding at error level keeps the
    old site in place.

    Raises:
        ConfigurationError: `mkdocs.yml` or an option cannot be used.
        PublishError: the site was not published.
    """
    config = _load(config_file, site_dir, strict=strict)
    plugin = _plugin(config, config_file)
    plugin.config.offline = plugin.config.offline or offline
    site = Path(config.site_dir)
    with staged(site) as staging:
        config.site_dir = str(staging)
        _build(config)
        portal = plugin.portal
        if portal is None:
            raise PublishError("MkDocs ended without building the portal")
        errors = sum(found.level is Level.ERROR for found in portal.findings)
        if strict and errors:
            raise PublishError(f"--strict: {errors} findings at error level; the site was not published")
        pages = sum(1 for _ in _pages(staging))
        publish(staging, site)
    return Published(site, pages, portal, plugin.full_text.failures)


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


def _pages(folder: Path) -> Iterator[str]:
    for _, _, names in os.walk(folder):
        yield from (name for name in names if name.endswith(".html"))
