"""The indexer, a program that comes with a package: pages in a folder become files in another.

It is used as its command line is documented, and not through the package's Python API: that waits a tenth
of a second for the answer to each page, and hands its process the whole environment.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Final

from callboard.errors import FullTextError
from callboard.fulltext.bundle import Bundle

SECONDS: Final = 120
"""A shard costs a few seconds; on a busy machine, many times that."""

EXCLUDED: Final = ".headerlink, svg, annotation, button"
"""What no reader would call the text of a page; a list of CSS selectors."""

_MEMORY: Final = "/dev/shm"  # noqa: S108  # a folder of our own is made in it
_ROOM: Final = 512 << 20
"""Many times what a shard takes."""
_LONGEST_REASON: Final = 300
_NO_WORDS: Final = "was not able to build an index"


@dataclass(frozen=True, slots=True)
class Indexer:
    """The program; `version` is a part of whatever stands for its output."""

    program: Path
    version: str
    language: str = "en"
    seconds: float = SECONDS

    def index(self, pages: Iterable[tuple[str, str]]) -> Bundle:
        """The files that the indexer makes of documents, given with their addresses (ending in `/`).

        Raises:
            FullTextError: it did not do it, or not in time.
        """
        try:
            with tempfile.TemporaryDirectory(prefix="callboard-", dir=_memory()) as folder:
                _write(Path(folder, "pages"), pages)
                self._run(Path(folder))
                return _read(Path(folder, "index"))
        except OSError as error:
            raise FullTextError(
                f"files cannot be written for the indexer: {error.strerror or error}"
            ) from error

    def _run(self, folder: Path) -> None:
        command = [
            str(self.program), "--site", "pages", "--output-path", "index", "--force-language", self.language,
            "--exclude-selectors", EXCLUDED, "--silent",
        ]  # fmt: skip
        try:
            # Its own list of arguments, nothing of the environment, and no address of ours to write to.
            done = subprocess.run(  # noqa: S603
                command, cwd=folder, env={}, stdin=subprocess.DEVNULL, capture_output=True,
                timeout=self.seconds, check=False,
            )  # fmt: skip
        except subprocess.TimeoutExpired as error:
            raise FullTextError(f"the indexer took longer than {self.seconds:g} s") from error
        except OSError as error:
            raise FullTextError(f"the indexer cannot be started: {error.strerror or error}") from error
        said = " ".join(done.stderr.decode("utf-8", "replace").split())[:_LONGEST_REASON]
        # Pages without a single word are no fault: there is nothing to find in them.
        if done.returncode != 0 and _NO_WORDS not in said:
            raise FullTextError(f"the indexer ended with status {done.returncode}: {said}")


def find_indexer(language: str = "en") -> Indexer | None:
    """The indexer of this installation; None where there is none for this machine."""
    try:
        from pagefind_bin import get_executable

        return Indexer(Path(get_executable()), version("pagefind-bin"), language)
    except (ImportError, FileNotFoundError, PackageNotFoundError):
        return None


def _memory() -> str | None:
    """A folder in memory, None where there is none with plenty of room.

    Thousands of small files are written, read once and removed: on a disk that takes as long as the indexing.
    """
    try:
        free = shutil.disk_usage(_MEMORY).free
    except OSError:
        return None
    return _MEMORY if free >= _ROOM and os.access(_MEMORY, os.W_OK | os.X_OK) else None


def _write(root: Path, pages: Iterable[tuple[str, str]]) -> None:
    """Texts are joined here and not paths: with thousands of pages that is most of what our side costs."""
    for address, document in pages:
        if address.startswith("/") or ".." in address.split("/") or "\0" in address:
            raise FullTextError(f"a page has the address {address!r}, which is outside the site")
        folder = f"{root}/{address}"
        os.makedirs(folder, exist_ok=True)  # noqa: PTH103  # see above
        with open(f"{folder}index.html", "wb", buffering=0) as file:  # noqa: PTH123  # see above
            file.write(document.encode("utf-8", "replace"))


def _read(root: Path) -> Bundle:
    start = len(str(root)) + 1
    paths = sorted(f"{folder}/{name}" for folder, _, names in os.walk(root) for name in names)
    found = {}
    for path in paths:
        with open(path, "rb", buffering=0) as file:  # noqa: PTH123  # as above
            found[path[start:].replace(os.sep, "/")] = file.read()
    return found
