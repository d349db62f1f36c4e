"""The outside: work handed to workers, answers gathered, the dead replaced."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Final, Protocol, TypeVar

from callboard.isolation.cores import available_cores
from callboard.isolation.limits import Failure, Limits
from callboard.isolation.worker import work

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Watched_contra = TypeVar("Watched_contra", contravariant=True)

_CHUNK_ITEMS: Final = 32
_CHUNK_WEIGHT: Final = 256 << 10
_WATCHED_EVERY: Final = 1.0
"""Seconds after which who watches hears of an item again that takes long."""


class Watch(Protocol[Watched_contra]):
    """Is told what the workers do."""

    def at(self, item: Watched_contra, /) -> None:
        """A worker has begun with this, or is still at it."""

    def done(self, item: Watched_contra, seconds: float, /) -> None:
        """There is an answer, after so many seconds of processor time, or of waiting for a worker in vain."""


def map_isolated(
    function: Callable[[Item], Answer],
    items: Sequence[Item],
    limits: Limits,
    *,
    weigh: Callable[[Item], int],
    group: Callable[[Item], Hashable],
    processes: int | None = None,
    watch: Watch[Item] | None = None,
) -> list[Answer | Failure]:
    """The answers to all items, in their order; an item that goes over a limit is answered by a `Failure`.

    `function` has to be importable, and must not raise anything but `MemoryError` and `RecursionError`.
    `weigh` says how large an item is, so that a worker is handed neither crumbs nor a whole evening's
    work; `group` whose item it is: a group that has used up its time gets no more of it. There are as
    many workers as the machine has cores to give, unless `processes` says otherwise. `watch` is told in this
    process.
    """
    if not items:
        return []
    pool = _Pool(function, items, limits, group, watch)
    pool.queue.extend(_chunks(items, weigh))
    count = min(processes or available_cores(), len(pool.queue))
    try:
        pool.run(count)
    finally:
        pool.close()
    return [pool.answers[number] for number in range(len(items))]


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    pending: deque[int] = field(default_factory=deque)
    deadline: float = 0.0


class _Pool:
    def __init__(
        self,
        function: Callable[[Any], Any],
        items: Sequence[Any],
        limits: Limits,
        group: Callable[[Any], Hashable],
        watch: Watch[Any] | None,
    ) -> None:
        self.queue: Final[deque[deque[int]]] = deque()
        self.answers: Final[dict[int, Any]] = {}
        self._function: Final = function
        self._items: Final = items
        self._limits: Final = limits
        self._group: Final = group
        self._watch: Final = watch
        self._spent: Final[Counter[Hashable]] = Counter()
        self._workers: Final[list[_Worker]] = []
        self._context: Final = _context(function.__module__)

    def run(self, count: int) -> None:
        """Keep `count` workers busy until every item has its answer."""
        for _ in range(count):
            self._start()
        while len(self.answers) < len(self._items):
            for worker in self._workers:
                if not worker.pending:
                    self._hand_out(worker)
            busy = [worker for worker in self._workers if worker.pending]
            if busy:
                self._listen(busy)

    def close(self) -> None:
        """End all workers; those that are still busy, because something went wrong, at once."""
        for worker in self._workers:
            worker.connection.close()
            if worker.pending:
                worker.process.kill()
        for worker in self._workers:
            worker.process.join()
            worker.process.close()
        self._workers.clear()

    def _start(self) -> None:
        ours, theirs = self._context.Pipe()
        forked = self._context.get_start_method() == "fork"
        inherited = [*(worker.connection for worker in self._workers), ours] if forked else []
        process = self._context.Process(  # type: ignore[attr-defined]  # typeshed has it in the subclasses
            target=work, args=(theirs, self._function, self._limits, inherited), daemon=True
        )
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _hand_out(self, worker: _Worker) -> None:
        """Give a worker the next chunk in which there is something left to do."""
        while self.queue and not worker.pending:
            for number in self.queue.popleft():
                if self._spent[self._group(self._items[number])] < self._limits.group_seconds:
                    worker.pending.append(number)
                else:
                    self._answer(number, Failure("comes after the time for all of them was used up"), 0.0)
        if worker.pending:
            worker.deadline = time.monotonic() + self._limits.patience
            try:
                worker.connection.send([self._items[number] for number in worker.pending])
            except OSError:
                self._bury(worker)
            else:
                self._tell(worker)

    def _listen(self, busy: Sequence[_Worker]) -> None:
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        by_connection = {worker.connection: worker for worker in busy}
        heard = wait(list(by_connection), timeout=min(patience, _WATCHED_EVERY) if self._watch else patience)
        if not heard:
            for worker in busy:
                self._tell(worker)
        for connection in heard:
            self._receive(by_connection[connection])  # type: ignore[index]  # only pipes were asked for
        for worker in busy:
            if worker.pending and worker.deadline <= time.monotonic():
                worker.process.kill()
                self._bury(worker, f"takes longer than {self._limits.seconds:g} seconds")

    def _receive(self, worker: _Worker) -> None:
        try:
            answer, seconds = worker.connection.recv()
        except (EOFError, OSError):
            self._bury(worker)
            return
        number = worker.pending.popleft()
        self._answer(number, answer, seconds)
        self._spent[self._group(self._items[number])] += seconds
        worker.deadline = time.monotonic() + self._limits.patience
        self._tell(worker)

    def _answer(self, number: int, answer: Any, seconds: float) -> None:
        self.answers[number] = answer
        if self._watch:
            self._watch.done(self._items[number], seconds)

    def _tell(self, worker: _Worker) -> None:
        """Say what a worker is at."""
        if self._watch and worker.pending:
            self._watch.at(self._items[worker.pending[0]])

    def _bury(self, worker: _Worker, reason: str = "") -> None:
        """Answer for the item that a worker died of, put back the others, and start a new worker."""
        worker.connection.close()
        worker.process.join()
        number = worker.pending.popleft()
        self._answer(number, Failure(reason or _cause(worker.process.exitcode)), self._limits.seconds)
        if worker.pending:
            self.queue.appendleft(worker.pending)
        worker.process.close()
        self._workers.remove(worker)
        self._start()


def _cause(status: int | None) -> str:
    if status is not None and status < 0:
        return f"ended its worker with signal {-status}"
    return f"ended its worker with status {status}"


def _chunks(items: Sequence[Item], weigh: Callable[[Item], int]) -> Iterator[deque[int]]:
    chunk: deque[int] = deque()
    weight = 0
    for number, item in enumerate(items):
        chunk.append(number)
        weight += weigh(item)
        if len(chunk) >= _CHUNK_ITEMS or weight >= _CHUNK_WEIGHT:
            yield chunk
            chunk, weight = deque(), 0
    if chunk:
        yield chunk


def _context(module: str) -> BaseContext:
    """Forking costs nothing and is safe for a process with one thread; a preview has more.

    Where a server forks the workers, it imports `module` once for all of them.
    """
    methods = multiprocessing.get_all_start_methods()
    if "fork" in methods and threading.active_count() == 1:
        return multiprocessing.get_context("fork")
    if "forkserver" in methods:
        context = multiprocessing.get_context("forkserver")
        context.set_forkserver_preload([module])
        return context
    return multiprocessing.get_context("spawn")
