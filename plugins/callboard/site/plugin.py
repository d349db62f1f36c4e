"""The MkDocs plugin: it translates MkDocs' events into calls of the build, and knows nothing else."""

from __future__ import annotations

import gc
import logging
from pathlib import Path
from typing import Final

import jinja2
from mkdocs.config.defaults import MkDocsConfig
from mkdocs.exceptions import PluginError
from mkdocs.livereload import LiveReloadServer
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.files import File, Files
from mkdocs.structure.nav import Navigation
from mkdocs.structure.pages import Page

from callboard.errors import CallboardError
from callboard.findings import Level
from callboard.model import relative_address
from callboard.site.build import Portal, build_portal, open_mirrors, watched_folders
from callboard.site.config import CallboardConfig, PortalSettings, portal_settings
from callboard.site.full_text import FullTextReport, write_full_text
from callboard.site.insertions import with_header, with_home, without_controls
from callboard.site.shell import Host, ShellPress
from callboard.site.theme import SectionLink, add_sections, dress
from callboard.site.write import write_portal
from callboard.sources import GitMirrors
from callboard.views import home_panel, marked_graphs, search_sets, with_graphs

ICONS: Final = "partials/callboard-icons.html"

log = get_plugin_logger("callboard")


class CallboardPlugin(BasePlugin[CallboardConfig]):  # type: ignore[no-untyped-call]  # the host's base class
    """Adds the portal to a site.

    A build goes: `on_config` dresses the theme, `on_pre_build` makes the portal's values, `on_nav` adds the
    sections, `on_page_content` draws selectors, `on_post_page` adds the search box and the start page's
    overview, `on_post_build` writes all other pages.
    """

    portal: Portal | None = None
    full_text: FullTextReport = FullTextReport()
    _mirrors: GitMirrors | None = None
    _settings: PortalSettings
    host: Host
    _links: list[SectionLink]
    _icons: str = ""

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Keep one instance over all rebuilds of `mkdocs serve`, which MkDocs does for who defines this."""

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Check the options and dress the theme."""
        base = Path(config.config_file_path).resolve().parent if config.config_file_path else Path.cwd()
        try:
            self._settings = portal_settings(self.config, base, config.site_name)
        except CallboardError as error:
            raise _told(error) from error
        dress(config)
        return config

    def on_pre_build(self, *, config: MkDocsConfig) -> None:
        """Crawl, read and assess: everything but the pages."""
        try:
            self._mirrors = open_mirrors(self._settings)
            self.portal = build_portal(self._settings, self._mirrors)
        except CallboardError as error:
            raise _told(error) from error
        # The catalog lives until the pages are written: looking through it for garbage after every few pages
        # would cost a tenth of what they cost.
        gc.freeze()
        # In its strict mode MkDocs would end the build for a warning, and the operator has decided.
        level = logging.INFO if config.strict else logging.WARNING
        for report in self.portal.snapshot.sources:
            if report.notice:
                log.log(level, "%s %s", report.label, report.notice)
        log.info(summary(self.portal))

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
        if self.portal is None:
            return html
        return with_graphs(html, self.portal.portfolio, lambda target: relative_address(target, page.url))

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:
        """Give every page the search box and the icons, and the start page the overview of the catalog."""
        if self.config.home and page.is_homepage and self.portal:
            output = with_home(output, without_controls(home_panel(self.portal.portfolio)).decode())
        return with_header(output, self._icons)

    # Before the plugins that look at the finished folder.
    @event_priority(50)
    def on_post_build(self, *, config: MkDocsConfig) -> None:
        """Write the portal's pages and machine files."""
        if self.portal is None or self._mirrors is None:
            return
        taken = frozenset(file.dest_uri for file in self.host.files)
        try:
            written = write_portal(self.portal, ShellPress(self.host), Path(config.site_dir), taken)
            self.full_text = write_full_text(
                search_sets(self.portal.portfolio),
                self._settings.search,
                self._settings.cache_dir,
                Path(config.site_dir),
            )
        finally:
            self._mirrors.close()
            gc.unfreeze()
        self._tell_of_full_text(strict=config.strict)
        for address in written.yielded:
            log.warning("%s is a page of your own; the portal's page of that address is left out", address)
        for reason in written.lost:
            log.warning("%s; it is missing from the site", reason)

    def _tell_of_full_text(self, *, strict: bool) -> None:
        """Say what cannot be searched; in its strict mode MkDocs would end the build for a warning."""
        level = logging.INFO if strict else logging.WARNING
        for failure in self.full_text.failures:
            log.log(level, "Full text search lacks %s", failure)
        if self.full_text.remark:
            log.log(level, "%s", self.full_text.remark)

    def on_build_error(self, *, error: Exception) -> None:
        """Leave no process behind."""
        gc.unfreeze()
        if self._mirrors:
            self._mirrors.close()

    def on_serve(
        self, server: LiveReloadServer, /, *, config: MkDocsConfig, builder: object
    ) -> LiveReloadServer:
        """Build again when a local source changes."""
        for path in watched_folders(self._settings):
            server.watch(str(path))
        return server


def _told(error: CallboardError) -> PluginError:
    """The error as MkDocs prints it, in a build and in a preview: a sentence and no traceback."""
    return PluginError(f"callboard: {error}")


def summary(portal: Portal) -> str:
    """One line on what was found."""
    counts = {level: sum(found.level is level for found in portal.findings) for level in Level}
    return (
        f"{len(portal.portfolio.catalog)} entities from {len(portal.snapshot.repositories)} repositories, "
        f"{counts[Level.ERROR]} errors and {counts[Level.WARN]} warnings (see /health/)"
    )
