"""How much of one repository is read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class TreeLimits:
    """Bounds on a tree; a file or folder beyond one is left out and reported."""

    file_bytes: int = 10 * 1024 * 1024
    files: int = 100_000
    depth: int = 40


DEFAULT_LIMITS: Final = TreeLimits()

SKIPPED_FOLDERS: Final = frozenset(
    {".git", ".hg", ".svn", ".tox", ".venv", "__pycache__", "node_modules", "venv"}
)
"""Folders that no version-controlled documentation or descriptor lives in."""
