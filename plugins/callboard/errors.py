"""The exceptions of Callboard, on one page.

    CallboardError                 anything that ends a run with a sentence instead of a traceback
    ├── ConfigurationError         the operator's configuration cannot be used        exit 2
    ├── SourceError                a source could not be read; only that source fails  exit 3
    ├── FullTextError              full text search could not be built; all else is    exit 3
    └── PublishError               the new site was not published, the old one stands  exit 4
        └── BodiesLostError        what pages say is no longer in the cache

A user's mistake in a repository is none of these: it is a `Finding`.
"""

from __future__ import annotations

from typing import ClassVar


class CallboardError(Exception):
    """Ends a run with one sentence; `exit_status` is what the shell sees."""

    exit_status: ClassVar[int] = 1


class ConfigurationError(CallboardError):
    """Raised when the operator's configuration names something that is missing or makes no sense."""

    exit_status: ClassVar[int] = 2


class SourceError(CallboardError):
    """Raised when one source cannot be read; the crawl reports it and goes on."""

    exit_status: ClassVar[int] = 3


class FullTextError(CallboardError):
    """Raised when pages cannot be indexed for full text search; the site is published without them."""

    exit_status: ClassVar[int] = 3


class PublishError(CallboardError):
    """Raised when a built site must not replace the published one."""

    exit_status: ClassVar[int] = 4


class BodiesLostError(PublishError):
    """Raised when the texts of a set's pages are gone from the cache, where they can not be made again.

    Only the process that built the set can do that; it does so when it is asked for them.
    """
