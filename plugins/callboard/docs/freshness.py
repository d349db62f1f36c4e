"""When pages last changed, and when that which they are about did."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from callboard.docs.files import PAGE_ENDINGS
from callboard.docs.values import Changed
from callboard.model import History

_NO_CODE: Final = frozenset(
    {"mkdocs.yml", "mkdocs.yaml", "catalog-info.yaml", "catalog-info.yml", "codeowners"}
)


@dataclass(frozen=True, slots=True)
class Freshness:
    """The history of a repository, arranged once for all its documentation."""

    history: History
    paths: tuple[str, ...]

    @classmethod
    def of(cls, history: History) -> Freshness:
        """Arrange a history."""
        return cls(history, tuple(sorted(history.changed)))

    def page(self, path: str) -> Changed | None:
        """When a file last changed; None for one that nobody has committed yet."""
        at = self.history.changed.get(path)
        if at is not None:
            return Changed(at)
        return None if self.history.complete else Changed(self.history.since, or_before=True)

    def newest(self, paths: Iterable[str]) -> Changed | None:
        """When any of these files last changed."""
        return _newest(self.page(path) for path in paths)

    def code(self, folder: str, is_docs: Callable[[str], bool]) -> Changed | None:
        """When anything below a folder last changed that is neither documentation nor about the catalog."""
        known = self.history.changed
        return _newest(
            Changed(known[path]) for path in self._below(folder) if _is_code(path) and not is_docs(path)
        )

    def _below(self, folder: str) -> tuple[str, ...]:
        if not folder:
            return self.paths
        # `0` is the character after `/`.
        first, last = bisect_left(self.paths, f"{folder}/"), bisect_left(self.paths, f"{folder}0")
        return self.paths[first:last]


def _newest(times: Iterator[Changed | None]) -> Changed | None:
    """The latest; of equal ones that which is exactly known."""
    known = [time for time in times if time is not None]
    return max(known, key=lambda time: (time.at, not time.or_before), default=None)


def _is_code(path: str) -> bool:
    name = path.rpartition("/")[2].lower()
    hidden = any(part.startswith(".") for part in path.split("/"))
    return not (hidden or name in _NO_CODE or name.endswith(PAGE_ENDINGS))
