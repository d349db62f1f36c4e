"""A portal in a folder that is served, made again and again, where only what changes is written."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, TypeAlias

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.livereload import LiveReloadServer

from callboard.errors import PublishError
from callboard.site.build import Portal, watched_folders
from callboard.site.config import PortalSettings
from callboard.site.insertions import without_controls
from callboard.site.plugin import CallboardPlugin
from callboard.site.publish import update
from callboard.site.release import Release, Releases
from callboard.site.replacing import Before
from callboard.site.run import build_host
from callboard.site.session import AskedText, Stages
from callboard.site.shell import ShellPress
from callboard.site.write import Written
from callboard.store import Store

Finish: TypeAlias = Callable[[str, bytes], bytes]
"""What a file of the site is served as, from its address and its content."""
Load: TypeAlias = Callable[[], tuple[MkDocsConfig, CallboardPlugin]]

_START: Final = "index.html"
_HOME: Final = ("home",)


@dataclass(frozen=True, slots=True)
class _Known(Before):
    """The release that is served, from memory."""

    release: Release | None = None

    def whole(self) -> Release | None:
        return self.release


@dataclass(slots=True)
class _Host:
    """What MkDocs has made of its own part, until something of that changes.

    `texts` are what its pages show of the portal; `start` is the start page.
    """

    config: MkDocsConfig
    plugin: CallboardPlugin
    press: ShellPress
    texts: dict[tuple[str, ...], AskedText]
    start: str


@dataclass(slots=True)
class LiveSite:
    """A site that follows its sources.

    `load` gives the configuration as it is now; `site` is the folder that is served, `staging` an empty one
    beside it. Whatever goes wrong in `build`, the site stays what it was, or is written as a whole next time.
    """

    load: Load
    site: Path
    staging: Path
    stages: Stages = field(default_factory=Stages)
    finish: Finish | None = None
    site_url: str = ""
    """Where it is served, in place of what the configuration says."""
    portal: Portal | None = None
    """What was built last."""
    _host: _Host | None = None
    _cache: Store | None = None
    _release: Release | None = None
    _files: set[str] = field(default_factory=set)
    """The addresses of all files that are served."""
    _config: MkDocsConfig | None = None

    def build(self, changed: AbstractSet[Path] | None = None) -> int:
        """Bring the site up to date after changes at some paths; how many files changed.

        None: anything may have changed; no path: something may have, in what is read from sources.

        Raises:
            CallboardError: the configuration, a page of the operator's or a source cannot be used.
        """
        host = self._host
        if host is None or changed is None or not all(map(self._is_of_sources, changed)):
            return self._build_whole()
        count = self._again(host, unless_known=not changed)
        return self._build_whole() if count is None else count

    @property
    def settings(self) -> PortalSettings | None:
        """What the last build was told; None before the first."""
        session = self._host.plugin.session if self._host else None
        return session.settings if session else None

    def forget(self) -> None:
        """Trust no file that is served; the next build compares them all."""
        self._release, self._host = None, None

    def watched(self) -> Iterator[Path]:
        """The folders and files whose changes matter."""
        if self._host is None:
            return
        config, plugin = self._host.config, self._host.plugin
        yield from self._own_paths()
        yield from (Path(path) for path in config.watch)
        if plugin.session is not None:
            yield from watched_folders(plugin.session.settings)

    def announce(self, server: LiveReloadServer) -> None:
        """Let the plugins of the site know its server: some watch files of their own."""
        if self._host is not None:
            config = self._host.config
            config.plugins.on_serve(server, config=config, builder=server.builder)

    def close(self) -> None:
        """Tell the host that this was the last build, and let go of the cache."""
        if self._config is not None:
            self._config.plugins.on_shutdown()
        if self._cache is not None:
            self._cache.close()

    def _own_paths(self) -> Iterator[Path]:
        """What the host's own part is made from."""
        if self._host is None:
            return
        config, plugin = self._host.config, self._host.plugin
        yield Path(config.docs_dir)
        if config.config_file_path:
            yield Path(config.config_file_path)
        if config.theme.custom_dir:
            yield Path(config.theme.custom_dir)
        if isinstance(plugin.config.sources, str):
            yield Path(config.config_file_path).parent / plugin.config.sources
        if plugin.session is not None:
            yield from plugin.session.settings.guide_paths

    def _is_of_sources(self, path: Path) -> bool:
        """Whether nothing but what is read from local sources depends on a path."""
        host = self._host
        if host is None or host.plugin.session is None:
            return False
        settings = host.plugin.session.settings
        sources = (source.path for source in settings.sources if source.type != "git")
        return any(path.is_relative_to(place) for place in sources) and not any(
            path.is_relative_to(place.resolve()) for place in self._own_paths()
        )

    def _build_whole(self) -> int:
        """Have MkDocs build, and us with it."""
        self._host = None
        config, plugin = self.load()
        if self._config is None:
            config.plugins.on_startup(command="serve", dirty=False)
        self._config = config
        config.site_url = self.site_url or config.site_url
        if self._cache is None:
            self._cache = plugin.open_cache(config)
        plugin.cache, plugin.stages = self._cache, self.stages
        plugin.before = _Known(Releases(self._cache, self.site), release=self._release)
        self._clear()
        config.site_dir = str(self.staging)
        build_host(config)
        written, session = plugin.written, plugin.session
        if session is None or written is None:
            raise PublishError("MkDocs ended without building the portal")
        start = self.staging / _START
        text = start.read_text("utf-8") if start.is_file() else ""
        made = set(_files(str(self.staging)))
        count = self._publish(made, made - written.written(), written)
        self.portal = session.portal
        self._host = _Host(config, plugin, ShellPress(plugin.host), dict(session.texts), text)
        return count

    def _again(self, host: _Host, *, unless_known: bool) -> int | None:
        """Make what has changed of the portal's part alone; None where the host's has to change, too."""
        if self._release is None:
            return None
        self._clear()
        last = host.plugin.session
        known = last.digest if last and unless_known else ""
        written = host.plugin.write_again(host.config, host.press, self.staging, self._release, known)
        if written is None:
            return 0
        session = host.plugin.session
        assert session is not None  # noqa: S101  # it has just written
        texts = {inputs: AskedText(make, make(session.portal)) for inputs, (make, _) in host.texts.items()}
        start = _start_page(host, texts)
        if start is None:
            return None
        if start != host.start:
            (self.staging / _START).write_bytes(start.encode("utf-8", "xmlcharrefreplace"))
        made = set(_files(str(self.staging)))
        theirs = self._files - set(self._release.files())
        count = self._publish(made, theirs, written)
        host.start, host.texts = start, texts
        self._host = host
        self.portal = session.portal
        return count

    def _publish(self, made: AbstractSet[str], theirs: AbstractSet[str], written: Written) -> int:
        """Bring what differs of the files `made` into the site; all others are there already."""
        files = {*theirs, *written.release.files()}
        changed = [address for address in sorted(made) if self._differs(address)]
        gone = sorted(self._files - files)
        # Should anything fail on the way, the next build writes everything.
        self._release, self._host = None, None
        update(self.staging, self.site, changed, gone)
        self._release, self._files = written.release, files
        return len(changed) + len(gone)

    def _differs(self, address: str) -> bool:
        """Whether a file that was made is not what is served; it is as it will be served from now on."""
        data = (self.staging / address).read_bytes()
        if self.finish is not None:
            finished = self.finish(address, data)
            if finished != data:
                (self.staging / address).write_bytes(finished)
                data = finished
        try:
            return (self.site / address).read_bytes() != data
        except OSError:
            return True

    def _clear(self) -> None:
        """Take what is left of the last build away, but for its folders: they are the same in the next."""
        self.staging.mkdir(parents=True, exist_ok=True)
        for address in _files(str(self.staging)):
            (self.staging / address).unlink()


def _start_page(host: _Host, texts: Mapping[tuple[str, ...], AskedText]) -> str | None:
    """The start page with the overview as it is now; None where a text of another page has changed, too."""
    start = host.start
    for inputs, (_, text) in texts.items():
        before = without_controls(host.texts[inputs].text).decode()
        after = without_controls(text).decode()
        if before == after:
            continue
        if inputs != _HOME or start.count(before) != 1:
            return None
        start = start.replace(before, after)
    return start


def _files(root: str) -> Iterator[str]:
    for place, _, names in os.walk(root):
        prefix = place[len(root) + 1 :].replace(os.sep, "/")
        yield from (f"{prefix}/{name}" if prefix else name for name in names)
