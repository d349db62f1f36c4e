"""What a run tells of itself while it goes on, to whoever wants to know.

The stages of a build say what they have done; they know neither a clock nor a terminal. `cli` shows it,
`site` measures it, and most callers want none of it (`SILENT`).
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from enum import StrEnum
from typing import Final, Protocol


class Stage(StrEnum):
    """The stages of a build, in their order."""

    CRAWL = "crawl"
    CATALOG = "catalog"
    DOCUMENTATION = "documentation"
    RELATIONS = "relations"
    PAGES = "pages"
    SEARCH = "search"
    PUBLISH = "publish"


class Progress(Protocol):
    """Is told how far a run is. Everything but `stage` may be called from any thread."""

    def stage(self, name: Stage, total: int | None = None) -> AbstractContextManager[None]:
        """A stage, as long as the block lasts; `total` is how many things it has to do, if that is known."""

    def expect(self, count: int) -> None:
        """So many more things are to be done in this stage."""

    def advance(self, count: int = 1, *, kept: bool = False) -> None:
        """So many more are done; `kept`: they were taken over from the build before."""

    def at(self, repository: str, what: str = "") -> None:
        """Work on this has begun, or still goes on; `what` is a page or another part of a repository."""

    def seen(self, repository: str, what: str = "", seconds: float | None = None) -> None:
        """One thing is done, after so many seconds of processor time; None: it was worked on since `at`."""


class Silent:
    """Tells nobody."""

    def stage(self, name: Stage, total: int | None = None) -> AbstractContextManager[None]:
        """See `Progress`."""
        del name, total
        return nullcontext()

    def expect(self, count: int) -> None:
        """See `Progress`."""

    def advance(self, count: int = 1, *, kept: bool = False) -> None:
        """See `Progress`."""

    def at(self, repository: str, what: str = "") -> None:
        """See `Progress`."""

    def seen(self, repository: str, what: str = "", seconds: float | None = None) -> None:
        """See `Progress`."""


SILENT: Final[Progress] = Silent()


@contextmanager
def working(progress: Progress, repository: str) -> Iterator[None]:
    """One thing, worked on as long as the block lasts, whatever comes of it."""
    progress.at(repository)
    try:
        yield
    finally:
        progress.seen(repository)
