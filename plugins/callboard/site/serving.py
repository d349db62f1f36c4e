"""A live site behind its server: changes in, reloads out, and every fault told in a sentence."""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final, TypeAlias
from urllib.parse import urlsplit

from callboard.crawl import Checkouts
from callboard.docs import warm_up
from callboard.errors import CallboardError, ConfigurationError
from callboard.findings import Finding
from callboard.site.live import LiveSite
from callboard.site.live_server import LiveServer

_ADDRESS: Final = re.compile(r"(?P<host>\[[0-9a-fA-F:.]+\]|[^:\[\]/\s]+):(?P<port>\d{1,5})")


@dataclass(frozen=True, slots=True)
class Serving:
    """How to serve: at `address`, host:port, or `""` for the configured one; `polling` as in the server."""

    address: str = ""
    polling: bool = False

    def place(self) -> tuple[str, int] | None:
        """Host and port; None for those of the configuration.

        Raises:
            ConfigurationError: the address is none.
        """
        if not self.address:
            return None
        found = _ADDRESS.fullmatch(self.address)
        if found is None:
            raise ConfigurationError(f"--address {self.address}: expected host:port, such as 127.0.0.1:8000")
        return found["host"].strip("[]"), int(found["port"])


@dataclass(frozen=True, slots=True)
class Rebuilt:
    """What became of a change: how many files of the site, in how many seconds, or which `fault` stops it.

    `findings` are all that there are in a repository, with the checkouts they are in; None of a whole portal.
    """

    files: int
    seconds: float
    fault: str = ""
    findings: tuple[Finding, ...] = ()
    checkouts: Checkouts | None = None


@dataclass(frozen=True, slots=True)
class Started:
    """The preview is at an address."""

    address: str


Tell: TypeAlias = Callable[[Started | Rebuilt], None]


@dataclass(slots=True)
class Serve:
    """Serves a site; `rebuild` brings it up to date and says what came of it."""

    site: LiveSite
    rebuild: Callable[[frozenset[Path] | None], Rebuilt]
    tell: Tell
    serving: Serving

    def run(self) -> None:
        """Serve until interrupted.

        Raises:
            CallboardError: nothing can be served: the first build fails, or the address is taken.
        """
        config, _ = self.site.load()
        host, port = self.serving.place() or (config.dev_addr.host, config.dev_addr.port)
        path = urlsplit(config.site_url or "/").path.strip("/")
        mount = f"/{path}/" if path else "/"
        self.site.site_url = f"http://{f'[{host}]' if ':' in host else host}:{port}{mount}"
        self._server(host, port, mount).claim()
        # This process has one thread until now, so that workers can be copies of it.
        first = self.rebuild(None)
        if self.site.settings is not None:
            warm_up(self.site.settings.docs)
        server = self._server(host, port, mount)
        server.watch_all(self.site.watched())
        self.site.announce(server)
        self.tell(first)
        try:
            server.start_watching()
            self.tell(Started(self.site.site_url))
            server.serve()
        except KeyboardInterrupt:
            pass
        finally:
            server.shutdown()

    def _server(self, host: str, port: int, mount: str) -> LiveServer:
        return LiveServer(self._follow, (host, port), self.site.site, mount, polling=self.serving.polling)

    def _follow(self, server: LiveServer, changed: frozenset[Path]) -> None:
        """Bring the site up to date; whatever is wrong, the server goes on with what there is."""
        try:
            self.tell(self.rebuild(changed))
        except CallboardError as error:
            self.tell(Rebuilt(0, 0.0, str(error)))
        except Exception as error:  # noqa: BLE001  # its author mends the page while the server is there
            self.tell(Rebuilt(0, 0.0, f"a fault of Callboard itself: {type(error).__name__}: {error}"))
        server.watch_all(self.site.watched())


def timed(build: Callable[[], int]) -> Rebuilt:
    """What a build comes to."""
    started = time.monotonic()
    files = build()
    return Rebuilt(files, time.monotonic() - started)
