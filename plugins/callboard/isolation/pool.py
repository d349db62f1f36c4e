"""The outside: work handed to workers, answers gathered, the dead replaced."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Final, Protocol, TypeVar

from callboard.isolation.chunks import in_chunks
from callboard.isolation.cores import available_cores
from callboard.isolation.limits import Failure, Limits
from callboard.isolation.worker import work

Item = TypeVar("Item")
Answer = TypeVar("Answer")
Watched_contra = TypeVar("Watched_contra", contravariant=True)

_CHUNK_ITEMS: Final = 32
_CHUNK_WEIGHT: Final = 256 << 10
# How much may wait for one slow answer before it: enough for the other workers to go on for a while.
_AHEAD_ITEMS: Final = 1_024
_AHEAD_WEIGHT: Final = 8 << 20
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
    answers = stream_isolated(
        function, items, limits, weigh=weigh, group=group, processes=processes, watch=watch
    )
    return [answer for _, answer in answers]


def stream_isolated(
    function: Callable[[Item], Answer],
    items: Iterable[Item],
    limits: Limits,
    *,
    weigh: Callable[[Item], int],
    group: Callable[[Item], Hashable],
    processes: int | None = None,
    watch: Watch[Item] | None = None,
    spent: Counter[Hashable] | None = None,
) -> Iterator[tuple[Item, Answer | Failure]]:
    """What `map_isolated` does for items that are made one by one: each with its answer, in their order.

    Items are asked for as workers need them and never far ahead of the answers that were taken, so there may
    be more of them than memory could hold. `spent` are the seconds that groups have used up elsewhere, and
    those of these items are added to them.
    """
    chunks = in_chunks(items, weigh, _CHUNK_ITEMS, _CHUNK_WEIGHT)
    pool = _Pool(function, chunks, limits, weigh, group, watch=watch)
    if spent is not None:
        pool.spent = spent
    try:
        yield from pool.run(processes or available_cores())
    finally:
        pool.close()


@dataclass(slots=True)
class _Worker:
    process: BaseProcess
    connection: Connection
    pending: deque[int] = field(default_factory=deque)
    deadline: float = 0.0

    def end(self) -> None:
        """Let it end by itself, or at once where it is still busy because something went wrong."""
        self.connection.close()
        if self.pending:
            self.process.kill()

    def bury(self) -> None:
        """Wait for its end."""
        self.process.join()
        self.process.close()


class _Reserve:
    """Workers that stand by between one piece of work and the next, by function and limits."""

    def __init__(self) -> None:
        self._workers: Final[dict[Hashable, list[_Worker]]] = {}

    def take(self, key: Hashable) -> _Worker | None:
        """A worker that is alive, no longer of the reserve."""
        waiting = self._workers.get(key, [])
        while waiting:
            worker = waiting.pop()
            if worker.process.is_alive():
                return worker
            worker.end()
            worker.bury()
        return None

    def put(self, key: Hashable, worker: _Worker) -> None:
        """Let a worker with nothing to do stand by."""
        self._workers.setdefault(key, []).append(worker)

    def all(self) -> list[_Worker]:
        """Whoever stands by."""
        return [worker for waiting in self._workers.values() for worker in waiting]

    def close(self) -> None:
        """End them all."""
        workers = self.all()
        for worker in workers:
            worker.end()
        for worker in workers:
            worker.bury()
        self._workers.clear()


_reserve: _Reserve | None = None


@contextmanager
def standing_workers() -> Iterator[None]:
    """Inside, a worker that has nothing left to do stands by for the next work of its kind.

    What workers are to strangers' input stays the same: an empty environment, limits for every item, and
    an end when they exceed one. Only their start, which may take longer than their work, is saved. For one
    thread at a time.
    """
    global _reserve  # noqa: PLW0603  # whoever hands out work does not know who started the program
    _reserve = reserve = _Reserve()
    try:
        yield
    finally:
        _reserve = None
        reserve.close()


class _Pool:
    def __init__(
        self,
        function: Callable[[Any], Any],
        chunks: Iterator[list[Any]],
        limits: Limits,
        weigh: Callable[[Any], int],
        group: Callable[[Any], Hashable],
        *,
        watch: Watch[Any] | None,
    ) -> None:
        self._function: Final = function
        self._chunks: Final = chunks
        self._limits: Final = limits
        self._weigh: Final = weigh
        self._group: Final = group
        self._watch: Final = watch
        self._queue: Final[deque[deque[int]]] = deque()
        self._items: Final[dict[int, Any]] = {}
        """The items that were asked for and whose answers were not taken, by number."""
        self._answers: Final[dict[int, Any]] = {}
        self._asked = 0
        self._weight = 0
        self.spent: Counter[Hashable] = Counter()
        """The seconds that each group has used up."""
        self._workers: Final[list[_Worker]] = []
        self._context: Final = _context(function.__module__)
        self._kind: Final = (function, limits)

    def run(self, count: int) -> Iterator[tuple[Any, Any]]:
        """Keep up to `count` workers busy until every item has its answer, and give these in order."""
        number = 0
        while True:
            while number in self._answers:
                item, answer = self._items.pop(number), self._answers.pop(number)
                self._weight -= self._weigh(item)
                number += 1
                yield item, answer
            self._feed(count)
            busy = [worker for worker in self._workers if worker.pending]
            if busy:
                self._listen(busy)
            elif number == self._asked:
                return

    def close(self) -> None:
        """End all workers; those that are still busy, because something went wrong, at once."""
        ended = []
        for worker in self._workers:
            if _reserve is not None and not worker.pending:
                _reserve.put(self._kind, worker)
            else:
                worker.end()
                ended.append(worker)
        for worker in ended:
            worker.bury()
        self._workers.clear()

    def _start(self) -> None:
        standing = _reserve.take(self._kind) if _reserve is not None else None
        if standing is not None:
            self._workers.append(standing)
            return
        ours, theirs = self._context.Pipe()
        forked = self._context.get_start_method() == "fork"
        others = (*self._workers, *(_reserve.all() if _reserve is not None else ()))
        inherited = [*(worker.connection for worker in others), ours] if forked else []
        process = self._context.Process(  # type: ignore[attr-defined]  # typeshed has it in the subclasses
            target=work, args=(theirs, self._function, self._limits, inherited), daemon=True
        )
        process.start()
        theirs.close()
        self._workers.append(_Worker(process, ours))

    def _feed(self, count: int) -> None:
        """Give every idle worker something to do, and start those that are missing as long as there is."""
        for worker in [each for each in self._workers if not each.pending]:
            self._hand_out(worker)
        while len(self._workers) < count and self._fill():
            self._start()
            self._hand_out(self._workers[-1])

    def _fill(self) -> bool:
        """See to it that there is a chunk in the queue; whether there is."""
        full = len(self._items) >= _AHEAD_ITEMS or self._weight >= _AHEAD_WEIGHT
        if not self._queue and not full:
            chunk = next(self._chunks, [])
            if chunk:
                numbers = range(self._asked, self._asked + len(chunk))
                self._items.update(zip(numbers, chunk, strict=True))
                self._weight += sum(map(self._weigh, chunk))
                self._asked += len(chunk)
                self._queue.append(deque(numbers))
        return bool(self._queue)

    def _hand_out(self, worker: _Worker) -> None:
        """Give a worker the next chunk in which there is something left to do."""
        while not worker.pending and self._fill():
            for number in self._queue.popleft():
                if self.spent[self._group(self._items[number])] < self._limits.group_seconds:
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
        self.spent[self._group(self._items[number])] += seconds
        worker.deadline = time.monotonic() + self._limits.patience
        self._tell(worker)

    def _answer(self, number: int, answer: Any, seconds: float) -> None:
        self._answers[number] = answer
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
            self._queue.appendleft(worker.pending)
        worker.process.close()
        self._workers.remove(worker)
        self._start()


def _cause(status: int | None) -> str:
    if status is not None and status < 0:
        return f"ended its worker with signal {-status}"
    return f"ended its worker with status {status}"


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
