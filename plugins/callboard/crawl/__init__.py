"""From configured sources to a snapshot."""

from __future__ import annotations
