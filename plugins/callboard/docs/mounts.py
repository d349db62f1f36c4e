"""Which folders of a repository are published below which address of a set."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from callboard.docs.paths import is_below


@dataclass(frozen=True, slots=True)
class Mount:
    """A folder of the repository whose files are published below `prefix`: `""`, or e.g. `billing/`."""

    folder: str
    prefix: str = ""

    def relative(self, path: str) -> str:
        """A path of the folder as seen from the folder."""
        return path[len(self.folder) :].lstrip("/")


def mount_of(path: str, mounts: Iterable[Mount]) -> Mount | None:
    """The innermost mount that a path is in; of two with the same folder the first."""
    found: Mount | None = None
    for mount in mounts:
        if is_below(path, mount.folder) and (found is None or len(mount.folder) > len(found.folder)):
            found = mount
    return found
