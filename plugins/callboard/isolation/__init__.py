"""Work on strangers' input, done in processes that may die without anybody else noticing.

A function is applied to many items by workers that have an empty environment, a time limit for each item and
a memory limit. An item that is too much for its worker is answered with a `Failure`; all others are answered
as if it had never been there. Imports nothing of the project but `errors`.
"""

from __future__ import annotations

from callboard.isolation.limits import Failure, Limits
from callboard.isolation.pool import map_isolated, stream_isolated

__all__ = ["Failure", "Limits", "map_isolated", "stream_isolated"]
