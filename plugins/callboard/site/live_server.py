"""MkDocs' server of a live preview, with a watch that reports at once and remembers what has changed."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from mkdocs.livereload import LiveReloadServer
from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer
from watchdog.observers.api import BaseObserver, ObservedWatch
from watchdog.observers.polling import PollingObserver

from callboard.errors import ConfigurationError
from callboard.sources import SKIPPED_FOLDERS

_QUIET: Final = 0.05
"""Seconds without a change after which an editor is taken to have finished."""
_POLLING: Final = 0.3
# The build itself opens files, and who only reads changes nothing.
_CHANGES: Final = frozenset({"created", "deleted", "modified", "moved"})


class LiveServer(LiveReloadServer):
    """Serves a folder, calls `follow` with itself and what has changed, and has browsers load again.

    Changes are told by the operating system; with `polling`, or where it cannot watch so many folders, they
    are looked for. Folders that hold no documentation, such as `.git`, are not watched.
    """

    def __init__(
        self,
        follow: Callable[[LiveServer, frozenset[Path]], None],
        address: tuple[str, int],
        root: Path,
        mount_path: str,
        *,
        polling: bool,
    ) -> None:
        host, port = address
        super().__init__(self._build, host, port, str(root), mount_path)
        self.build_delay = _QUIET
        self.error_handler = self._error_page
        # The host knows of none but the one that polls.
        self.observer: BaseObserver = _polling() if polling else Observer()  # type: ignore[assignment]
        self._follow: Final = follow
        self._changed: Final[set[Path]] = set()
        self._watches: Final[dict[str, ObservedWatch]] = {}
        self._lost: Final[set[str]] = set()
        """Folders that were taken away, and with them whoever watched them."""

    def claim(self) -> None:
        """Find out whether the address can be used, before anybody waits for a build.

        Raises:
            ConfigurationError: it cannot.
        """
        try:
            self.server_bind()
        except (OSError, OverflowError) as error:
            host, port = self.server_address[:2]
            reason = getattr(error, "strerror", None) or error
            raise ConfigurationError(f"{host!s}:{port} cannot be served at: {reason}") from error
        finally:
            self.server_close()

    def watch(self, path: str, func: None = None, *, recursive: bool = True) -> None:  # noqa: ARG002  # the host's
        """Watch a file, or a folder with what is below it, whether or not it is there yet."""
        place = os.path.realpath(path)
        self._watched_paths[place] = self._watched_paths.get(place, 0) + 1
        self._cover(place)

    def watch_all(self, paths: Iterable[Path]) -> None:
        """Watch those of these that are not watched yet."""
        for path in paths:
            if os.path.realpath(path) not in self._watched_paths:
                self.watch(str(path))

    def start_watching(self) -> None:
        """From now on every change is told; what has changed until now is looked for once."""
        try:
            self.observer.start()
        except OSError:
            self._poll_instead()
            self.observer.start()
        self._want_rebuild = True

    def serve(self, *, open_in_browser: bool = False) -> None:  # noqa: ARG002  # the host's
        """Serve until interrupted."""
        self.server_bind()
        self.server_activate()
        self.serve_thread.start()
        self._build_loop()  # type: ignore[no-untyped-call]

    def shutdown(self, wait: bool = False) -> None:  # noqa: FBT001, FBT002  # the host's signature
        """End."""
        if self.observer.is_alive():
            super().shutdown(wait)
        else:
            self.server_close()

    def _build(self) -> None:
        with self._rebuild_cond:
            changed, lost = frozenset(self._changed), self._lost & self._watches.keys()
            self._changed.clear()
            self._lost.clear()
        for folder in lost:
            self.observer.unschedule(self._watches.pop(folder))
        self._follow(self, changed)
        for path in tuple(self._watched_paths):
            # There may be new folders.
            self._cover(path)

    def _cover(self, place: str) -> None:
        """Have everything watched that belongs to a path and is there."""
        for folder, deep in _parts(place):
            if folder not in self._watches:
                try:
                    self._schedule(folder, deep=deep)
                except OSError:
                    self._poll_instead()

    def _schedule(self, folder: str, *, deep: bool) -> None:
        self._watches[folder] = self.observer.schedule(_Handler(self._tell), folder, recursive=deep)

    def _poll_instead(self) -> None:
        """Look for changes: the system does not watch as many folders as there are."""
        was_alive = self.observer.is_alive()
        self.observer.stop()
        self.observer = _polling()
        for folder, watch in tuple(self._watches.items()):
            self._schedule(folder, deep=watch.is_recursive)
        if was_alive:
            self.observer.start()

    def _tell(self, event: FileSystemEvent) -> None:
        if event.event_type not in _CHANGES or (event.is_directory and event.event_type == "modified"):
            return
        paths = [os.fsdecode(path) for path in (event.src_path, event.dest_path) if path]
        changed = [path for path in paths if self._matters(path)]
        with self._rebuild_cond:
            if event.is_directory and event.event_type in {"deleted", "moved"}:
                self._lost.add(paths[0])
            if changed:
                self._changed.update(map(Path, changed))
                self._want_rebuild = True
                self._rebuild_cond.notify_all()

    def _matters(self, path: str) -> bool:
        """Whether a path is watched, or below one that is: beside a file that is watched lie others."""
        changed = Path(path)
        inner = (changed.relative_to(each) for each in self._places() if changed.is_relative_to(each))
        return any(SKIPPED_FOLDERS.isdisjoint(below.parts) for below in inner)

    def _places(self) -> tuple[str, ...]:
        return tuple(self._watched_paths)

    def _error_page(self, code: int) -> bytes | None:
        page = Path(self.root) / f"{code}.html"
        return page.read_bytes() if page.is_file() else None


class _Handler(FileSystemEventHandler):
    def __init__(self, tell: Callable[[FileSystemEvent], None]) -> None:
        self._tell: Final = tell

    def on_any_event(self, event: FileSystemEvent) -> None:
        self._tell(event)


def _polling() -> BaseObserver:
    return PollingObserver(timeout=_POLLING)


def _parts(place: str) -> Iterator[tuple[str, bool]]:
    """The folders to watch for a path, and whether with all below them.

    A file is replaced when it is saved, so its folder is watched; of a folder those parts in which nobody
    writes documentation are not, or there would be watches on thousands of modules.
    """
    if not os.path.isdir(place):  # noqa: PTH112  # as the host gives it
        folder = os.path.dirname(place)  # noqa: PTH120
        if os.path.isdir(folder):  # noqa: PTH112
            yield folder, False
        return
    yield place, False
    with os.scandir(place) as listing:
        inner = sorted(entry.path for entry in listing if entry.is_dir(follow_symlinks=False))
    yield from ((path, True) for path in inner if os.path.basename(path) not in SKIPPED_FOLDERS)  # noqa: PTH119
