"""Every repository's documentation as a set of rendered pages with its own navigation."""

from __future__ import annotations
