"""Folders and git repositories opened as confined trees.

The only stratum that starts a process or uses the network.
"""

from __future__ import annotations

from callboard.sources.advertised import RemoteRef
from callboard.sources.directory import DirectoryTree, open_directory, open_file
from callboard.sources.fingerprints import fingerprint_of
from callboard.sources.git import Checkout, GitMirrors, GitTree
from callboard.sources.git_program import Remote
from callboard.sources.history import Histories
from callboard.sources.limits import SKIPPED_FOLDERS, TreeLimits
from callboard.sources.paths import unsafe_path
from callboard.sources.published import read_published
from callboard.sources.remote_refs import RemoteRefs, kept_refs
from callboard.sources.remotes import checkout_facts, own_git_folder, repository_key, web_address

__all__ = [
    "SKIPPED_FOLDERS",
    "Checkout",
    "DirectoryTree",
    "GitMirrors",
    "GitTree",
    "Histories",
    "Remote",
    "RemoteRef",
    "RemoteRefs",
    "TreeLimits",
    "checkout_facts",
    "fingerprint_of",
    "kept_refs",
    "open_directory",
    "open_file",
    "own_git_folder",
    "read_published",
    "repository_key",
    "unsafe_path",
    "web_address",
]
