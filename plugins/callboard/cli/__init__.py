"""One module a verb: prints and sets the exit status."""

from __future__ import annotations
