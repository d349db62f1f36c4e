"""Work on strangers' input, done in processes that may die without anybody else noticing.

A function is applied to many items by workers that have an empty environment, a time limit for each item and
a memory limit. An item that is too much for its worker is answered with a `Failure`; all others are answered
as if it had never been there. What only waits for others, such as remote hosts, is done in a few threads.
An `Executor` says whose processes all of this is done in: those of this machine, or of a cluster.
Imports nothing of the project but `errors`.
"""

from __future__ import annotations

from callboard.isolation.collector import what_is_there_stays
from callboard.isolation.cores import available_cores
from callboard.isolation.endings import taken_down_when_told
from callboard.isolation.executors import LOCAL, Executor, LocalExecutor, open_executor
from callboard.isolation.forks import can_fork, map_forked
from callboard.isolation.limits import Failure, Limits
from callboard.isolation.pool import Watch, map_isolated, standing_workers, stream_isolated
from callboard.isolation.threads import map_waiting

__all__ = [
    "LOCAL",
    "Executor",
    "Failure",
    "Limits",
    "LocalExecutor",
    "Watch",
    "available_cores",
    "can_fork",
    "map_forked",
    "map_isolated",
    "map_waiting",
    "open_executor",
    "standing_workers",
    "stream_isolated",
    "taken_down_when_told",
    "what_is_there_stays",
]
