"""Folders and git repositories opened as confined trees.

The only stratum that starts a process or uses the network.
"""

from __future__ import annotations

from callboard.sources.directory import DirectoryTree, open_directory
from callboard.sources.git import GitMirrors, GitTree
from callboard.sources.limits import TreeLimits
from callboard.sources.paths import unsafe_path
from callboard.sources.published import read_published
from callboard.sources.remotes import checkout_facts, repository_key, web_address

__all__ = [
    "DirectoryTree",
    "GitMirrors",
    "GitTree",
    "TreeLimits",
    "checkout_facts",
    "open_directory",
    "read_published",
    "repository_key",
    "unsafe_path",
    "web_address",
]
