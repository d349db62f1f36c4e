"""Where something was written down."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, order=True)
class Origin:
    """A place in a repository at one commit; carried from the reader to the page.

    `path` is POSIX and relative to the repository, `""` for the repository as a whole.
    `line` and `column` count from 1; 0 means "not known".
    """

    repository: str
    path: str = ""
    line: int = 0
    column: int = 0
    commit: str = ""

    def at(self, line: int, column: int = 0) -> Origin:
        """Give the same file at another line."""
        return Origin(self.repository, self.path, line, column, self.commit)

    def __str__(self) -> str:
        """`path:line:col`, as compilers print it, as far as it is known."""
        place = self.path or self.repository
        if not self.line:
            return place
        return f"{place}:{self.line}:{self.column}" if self.column else f"{place}:{self.line}"
