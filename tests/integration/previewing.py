"""A `callboard serve` of its own process, and what it serves and says."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

SECONDS = 90
"""What a machine that does a lot of other things may take."""


@dataclass(frozen=True, slots=True)
class Preview:
    """A preview that is running."""

    address: str
    log: Path
    process: subprocess.Popen[bytes]

    def page(self, address: str) -> str:
        """A page as it is served now; `""` where there is none."""
        try:
            with urllib.request.urlopen(self.address + address, timeout=SECONDS) as answer:
                return str(answer.read().decode())
        except OSError:
            return ""

    def shows(self, address: str, text: str) -> bool:
        """Whether a page comes to show a text."""
        return self._comes(lambda: text in self.page(address))

    def hides(self, address: str, text: str) -> bool:
        """Whether a page comes to show a text no longer."""
        return self._comes(lambda: text not in (self.page(address) or text))

    def says(self, text: str) -> bool:
        """Whether its terminal comes to show a text."""
        return self._comes(lambda: text in self.said())

    def said(self) -> str:
        """All that its terminal shows."""
        return self.log.read_text("utf-8")

    def _comes(self, has_come: Callable[[], bool]) -> bool:
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and self.process.poll() is None:
            if has_come():
                return True
            time.sleep(0.05)
        return False


@contextmanager
def serving(folder: Path, *options: str) -> Iterator[Preview]:
    """Serve, with `folder` as the one that somebody is in."""
    port = free_port()
    log = folder.parent / f"{folder.name}-{port}.log"
    # The preview runs in another folder than this test.
    path = os.pathsep.join(str(Path(place).resolve()) for place in sys.path if place)
    with log.open("wb") as file:
        process = subprocess.Popen(
            [sys.executable, "-m", "callboard", "serve", "--address", f"127.0.0.1:{port}", *options],
            cwd=folder,
            env=os.environ
            | {"TMPDIR": str(log.parent), "PYTHONUTF8": "1", "PYTHONUNBUFFERED": "1", "PYTHONPATH": path},
            stdout=file,
            stderr=subprocess.STDOUT,
        )
    try:
        yield Preview(f"http://127.0.0.1:{port}/", log, process)
    finally:
        process.terminate()
        process.wait(timeout=SECONDS)


def free_port() -> int:
    """A port that nobody serves at."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
