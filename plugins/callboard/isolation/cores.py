"""How many processes can work at the same time."""

from __future__ import annotations

import os


def available_cores() -> int:
    """The cores that this process may use, of which a container has fewer than its machine."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
