"""Every repository's documentation as a set of rendered pages with its own navigation.

Repositories' files are data: their `mkdocs.yml` is read into a closed record, and nothing in it runs. May
import `markup`, `descriptors` and below; must not import `views`, `site`, mkdocs or a theme.
"""

from __future__ import annotations

from callboard.docs.bodies import PackedBodies
from callboard.docs.build import build_docs
from callboard.docs.set_drafts import warm_up
from callboard.docs.values import (
    Bodies,
    Borrowed,
    Changed,
    DocsAsset,
    DocsFile,
    DocsLibrary,
    DocsPage,
    DocsSet,
    DocsSettings,
    HeldBodies,
    NavItem,
    PageText,
    Redirect,
    docs_root,
)

__all__ = [
    "Bodies",
    "Borrowed",
    "Changed",
    "DocsAsset",
    "DocsFile",
    "DocsLibrary",
    "DocsPage",
    "DocsSet",
    "DocsSettings",
    "HeldBodies",
    "NavItem",
    "PackedBodies",
    "PageText",
    "Redirect",
    "build_docs",
    "docs_root",
    "warm_up",
]
