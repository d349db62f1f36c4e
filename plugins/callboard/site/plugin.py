"""The MkDocs plugin: it translates MkDocs' events into calls of the build, and knows nothing else."""

from __future__ import annotations

import gc
import logging
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Final

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from callboard.errors import CallboardError
from callboard.isolation import Executor, LocalExecutor
from callboard.model import relative_address
from callboard.progress import SILENT, Progress
from callboard.site.build import Portal, prepare_cache, watched_folders
from callboard.site.config import CallboardConfig, PortalSettings, portal_settings
from callboard.site.fingerprints import settings_digest
from callboard.site.full_text import FullTextReport
from callboard.site.insertions import with_header, with_home, without_controls
from callboard.site.release import Origins, Release
from callboard.site.replacing import Before
from callboard.site.search_options import SearchOptions
from callboard.site.session import Session, Stages
from callboard.site.shell import Host, ShellKey, ShellPress
from callboard.site.theme import SectionLink, add_sections, dress
from callboard.site.write import Writing, Written, write_portal
from callboard.store import Cache, SharedCache, Store, digest_of
from callboard.views import has_graphs, home_panel, marked_graphs, with_graphs

if TYPE_CHECKING:
    # A web server and a watcher of folders, which a build has no use for.
    from mkdocs.livereload import LiveReloadServer

_NOT_IN_PAGES: Final = frozenset(
    {
        "sources",
        "cache_dir",
        "cache_megabytes",
        "cache_store",
        "offline",
        "home",
        "navigation",
        "budgets",
    }
)
"""Options that change what is read, or pages of the operator's: not what a unit is made into."""

ICONS: Final = "partials/callboard-icons.html"

log = get_plugin_logger("callboard")


class CallboardPlugin(BasePlugin[CallboardConfig]):  # type: ignore[no-untyped-call]  # the host's base class
    """Adds the portal to a site.

    A build goes: `on_config` dresses the theme, `on_pre_build` makes the portal's values, `on_nav` adds the
    sections, `on_page_content` draws selectors, `on_post_page` adds the search box and the start page's
    overview, `on_post_build` writes all other pages.
    """

    before: Before | None = None
    """What the site that will be replaced holds, where only the difference is wanted."""
    executor: Executor = LocalExecutor()
    """Who does what can be divided; by default as many processes as there are cores."""
    progress: Progress = SILENT
    """Who is told how far the build is."""
    cache: Store | None = None
    """What is kept between builds; whoever sets it closes it."""
    stages: Stages | None = None
    """How a preview surveys and builds; None: as a build does."""
    session: Session | None = None
    written: Written | None = None
    """What was written of the portal; None where all of it is as it was."""
    origins: Origins = Origins()
    _own_cache: Store | None = None
    _settings: PortalSettings
    host: Host
    _links: list[SectionLink]
    _icons: str = ""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Keep one instance over all rebuilds of `mkdocs serve`, which MkDocs does for who defines this."""

    def begin(self) -> None:
        """Forget the last build: MkDocs gives one instance to all builds of a process."""
        self.before, self.cache, self.stages = None, None, None
        self.executor, self.progress = LocalExecutor(), SILENT
        self.session, self.written, self.origins = None, None, Origins()

    def cache_folder(self, config: MkDocsConfig) -> Path:
        """Where the operator has what is kept between builds."""
        return _folder_of(config) / self.config.cache_dir

    def open_cache(self, config: MkDocsConfig) -> Store:
        """The cache that the operator has configured.

        Raises:
            ConfigurationError: nothing can be written there.
        """
        if self.config.cache_store:
            return SharedCache(self.config.cache_store)
        prepare_cache(self.cache_folder(config))
        return Cache(self.cache_folder(config), megabytes=self.config.cache_megabytes)

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the options and dress the theme."""
        try:
            self._settings = portal_settings(self.config, _folder_of(config), config.site_name, self.executor)
        except CallboardError as error:
            raise _told(error) from error
        dress(config)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Crawl, read and assess: everything but the pages."""
        try:
            self._own_cache = None if self.cache else self.open_cache(config)
            self.session = self._open_session(config)
            if not self.session.is_known:
                self.session.portal  # noqa: B018  # whatever is wrong with it is told before pages are rendered
            outcome = self.session.outcome
        except CallboardError as error:
            raise _told(error) from error
        # The catalog lives until the pages are written: looking through it for garbage after every few pages
        # would cost a tenth of what they cost.
        gc.freeze()
        # In its strict mode MkDocs would end the build for a warning, and the operator has decided.
        level = logging.INFO if config.strict else logging.WARNING
        for report in outcome.sources:
            if report.notice:
                log.log(level, "%s %s", report.label, report.notice)
        log.info(outcome.summary)

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Provide a start page where the operator has none."""
        if not any(file.dest_uri == "index.html" for file in files):
            files.append(File.generated(config, "index.md", content=f"# {config.site_name}\n"))
        return files

    def on_nav(self, nav: Navigation, *, config: MkDocsConfig, files: Files) -> Navigation:
        """Add the sections to the navigation."""
        self._links = add_sections(nav) if self.config.navigation else []
        self._navigation = nav
        return nav

    # After the plugins that change the theme's environment, so that shells see what pages see.
    @event_priority(-100)
    def on_env(self, env: jinja2.Environment, *, config: MkDocsConfig, files: Files) -> jinja2.Environment:
        """Remember what the shells are rendered with."""
        self._icons = env.get_template(ICONS).render()
        self.host = Host(config, env, files, self._navigation, self._links)
        return env

    def on_page_markdown(self, markdown: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Set apart the selectors that the page wants drawn."""
        return marked_graphs(markdown)

    def on_page_content(self, html: str, *, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Draw them."""
        if self.session is None or not has_graphs(html):
            return html

        def drawn(portal: Portal) -> str:
            return with_graphs(html, portal.portfolio, lambda target: relative_address(target, page.url))

        return self.session.text(drawn, "graphs", page.url, html)

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Give every page the search box and the icons, and the start page the overview of the catalog."""
        if self.config.home and page.is_homepage and self.session:
            panel = self.session.text(lambda portal: home_panel(portal.portfolio), "home")
            output = with_home(output, without_controls(panel).decode())
        return with_header(output, self._icons)

    # Before the plugins that look at the finished folder.
    @event_priority(50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the portal's pages and machine files, unless the published site has them all."""
        if self.session is None:
            return
        taken = frozenset(file.dest_uri for file in self.host.files)
        press, base = ShellPress(self.host), self._base(config, taken)
        try:
            if self._is_unchanged(self.session, press, base):
                told = self.session.told_before
                self._warn(told.get("yielded", ()), told.get("lost", ()))
                return
            before = self.before.whole() if self.before else None
            gc.freeze()  # as in `on_pre_build`: the release before lives as long
            writing = self._writing(self.session, taken, base, before)
            written = write_portal(self.session.portal, press, Path(config.site_dir), writing)
        except CallboardError as error:
            raise _told(error) from error
        finally:
            self._let_go()
        self._warn(written.yielded, written.lost)
        self.written = written
        self._tell_of_full_text(written.full_text, strict=config.strict)
        # What could not be indexed is tried again next time, whatever else has changed.
        shells, digest = press.keys(), "" if written.full_text.failures else self.session.digest
        inputs = _inputs(digest, press, shells, base)
        told = {**self.session.outcome.kept(), "yielded": written.yielded, "lost": written.lost}
        self.origins = Origins(digest, inputs, shells, told)

    def _tell_of_full_text(self, report: FullTextReport, *, strict: bool) -> None:
        """Say what cannot be searched; in its strict mode MkDocs would end the build for a warning."""
        level = logging.INFO if strict else logging.WARNING
        for failure in report.failures:
            log.log(level, "Full text search lacks %s", failure)
        if report.remark:
            log.log(level, "%s", report.remark)

    def _warn(self, yielded: Iterable[str], lost: Iterable[str]) -> None:
        for address in yielded:
            log.warning("%s is a page of your own; the portal's page of that address is left out", address)
        for reason in lost:
            log.warning("%s; it is missing from the site", reason)

    def _open_session(self, config: MkDocsConfig) -> Session:
        cache = self.cache or self._own_cache
        assert cache is not None  # noqa: S101  # for the type checker
        kinds = sorted(self._settings.ingest.custom_kinds.items())
        options = settings_digest(dict(self.config), config.site_name, self._settings.guides, kinds)
        head = self.before.head if self.before else None
        return Session(self._settings, cache, options, head, progress=self.progress, stages=self.stages)

    def _writing(self, session: Session, taken: frozenset[str], base: str, before: Release | None) -> Writing:
        # Nobody who previews a page waits for the words of all others to be indexed.
        search = SearchOptions(full_text=False) if self.stages else self._settings.search
        return Writing(taken, session.cache, search, base, before, self.executor, self.progress)

    def _base(self, config: MkDocsConfig, taken: Iterable[str]) -> str:
        """What every page of a unit depends on, beside what it reads and the shell around it."""
        theirs = sorted(address for address in taken if address.startswith(("catalog/", "docs/")))
        options = {key: value for key, value in self.config.items() if key not in _NOT_IN_PAGES}
        return settings_digest(options, config.site_url, config.site_name, self._settings.guides, theirs)

    def _is_unchanged(self, session: Session, press: ShellPress, base: str) -> bool:
        """Whether the published site has all that would be written."""
        head = session.before
        if head is None or not session.is_known:
            return False
        return head.origins.inputs == _inputs(session.digest, press, head.origins.shells, base)

    def write_again(
        self, config: MkDocsConfig, press: ShellPress, folder: Path, before: Release, known: str = ""
    ) -> Written | None:
        """What `on_pre_build` and `on_post_build` do where nothing of the host's own has changed since.

        None where what is found has the digest `known`: then nothing is written.

        Raises:
            CallboardError: the settings cannot be used, or a file cannot be written.
        """
        taken = frozenset(file.dest_uri for file in self.host.files)
        gc.freeze()
        try:
            self.session = self._open_session(config)
            if known and self.session.digest == known:
                return None
            writing = self._writing(self.session, taken, self._base(config, taken), before)
            return write_portal(self.session.portal, press, folder, writing)
        finally:
            self._let_go()

    def on_build_error(self, *, error: Exception) -> None:
        """Leave no process behind."""
        self._let_go()

    def _let_go(self) -> None:
        gc.unfreeze()
        if self.session:
            self.session.close()
        if self._own_cache:
            self._own_cache.close()

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object
    ) -> LiveReloadServer:
        """Build again when a local source changes."""
        for path in watched_folders(self._settings):
            server.watch(str(path))
        return server


def _folder_of(config: MkDocsConfig) -> Path:
    """The folder of `mkdocs.yml`, which paths in it are relative to."""
    return Path(config.config_file_path).resolve().parent if config.config_file_path else Path.cwd()


def _told(error: CallboardError) -> PluginError:
    """The error as MkDocs prints it, in a build and in a preview: a sentence and no traceback."""
    return PluginError(f"callboard: {error}")


def _inputs(survey: str, press: ShellPress, shells: Iterable[ShellKey], base: str) -> str:
    return digest_of(survey, base, *(press.digest(shell) for shell in shells))
