"""What a page says that its quick reading does not cover."""

from __future__ import annotations


class Unusual(Exception):  # noqa: N818  # no error: the page is read the long way
    """The page has something whose meaning only the full parser knows."""
