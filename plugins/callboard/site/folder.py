"""A folder being filled with files."""

from __future__ import annotations

import os
from typing import Final


class Folder:
    """Files below a root, by their addresses in the site.

    It remembers what folders it has made, and joins texts instead of paths: with two files an entity, what
    a file costs here is a third of what its page costs.
    """

    def __init__(self, root: str) -> None:
        self.root: Final = root
        self._made: Final[set[str]] = set()

    def holds(self, address: str) -> bool:
        """Whether there is a file at this address."""
        return os.path.lexists(f"{self.root}/{address}")

    def write(self, address: str, data: bytes) -> None:
        """Write a file, making the folders that it needs."""
        folder = address.rpartition("/")[0]
        if folder not in self._made:
            os.makedirs(f"{self.root}/{folder}", exist_ok=True)  # noqa: PTH103  # see the class
            self._made.add(folder)
        with open(f"{self.root}/{address}", "wb", buffering=0) as file:  # noqa: PTH123  # see the class
            file.write(data)
