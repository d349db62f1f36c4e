"""The outside: work handed to workers, answers gathered, the dead replaced."""

from __future__ import annotations

import multiprocessing
import threading
import time
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from multiprocessing.connection import Connection, wait
from multiprocessing.context import BaseContext
from multiprocessing.process import BaseProcess
from typing import Any, Final, TypeVar

from callboard.isolation.cores import available_cores
from callboard.isolation.limits import Failure, Limits
from callboard.isolation.worker import work

Item = TypeVar("Item")
Answer = TypeVar("Answer")

_CHUNK_ITEMS: Final = 32
_CHUNK_WEIGHT: Final = 256 << 10
# How much may wait for one slow answer before it: enough for the other workers to go on for a while.
_AHEAD_ITEMS: Final = 1_024
_AHEAD_WEIGHT: Final = 8 << 20


def map_isolated(
    function: Callable[[Item], Answer],
    items: Sequence[Item],
    limits: Limits,
    *,
    weigh: Callable[[Item], int],
    group: Callable[[Item], Hashable],
    processes: int | None = None,
) -> list[Answer | Failure]:
    """The answers to all items, in their order; an item that goes over a limit is answered by a `Failure`.

    `function` has to be importable, and must not raise anything but `MemoryError` and `RecursionError`.
    `weigh` says how large an item is, so that a worker is handed neither crumbs nor a whole evening's
    work; `group` whose item it is: a group that has used up its time gets no more of it. There are as
    many workers as the machine has cores to give, unless `processes` says otherwise.
    """
    answers = stream_isolated(function, items, limits, weigh=weigh, group=group, processes=processes)
    return [answer for _, answer in answers]


def stream_isolated(
    function: Callable[[Item], Answer],
    items: Iterable[Item],
    limits: Limits,
    *,
    weigh: Callable[[Item], int],
    group: Callable[[Item], Hashable],
    processes: int | None = None,
    spent: Counter[Hashable] | None = None,
) -> Iterator[tuple[Item, Answer | Failure]]:
    """What `map_isolated` does for items that are made one by one: each with its answer, in their order.

    Items are asked for as workers need them and never far ahead of the answers that were taken, so there may
    be more of them than memory could hold. `spent` are the seconds that groups have used up elsewhere, and
    those of these items are added to them.
    """
    pool = _Pool(function, _chunks(items, weigh), limits, weigh, group)
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


class _Pool:
    def __init__(
        self,
        function: Callable[[Any], Any],
        chunks: Iterator[list[Any]],
        limits: Limits,
        weigh: Callable[[Any], int],
        group: Callable[[Any], Hashable],
    ) -> None:
        self._function: Final = function
        self._chunks: Final = chunks
        self._limits: Final = limits
        self._weigh: Final = weigh
        self._group: Final = group
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
                    self._answers[number] = Failure("comes after the time for all of them was used up")
        if worker.pending:
            worker.deadline = time.monotonic() + self._limits.patience
            try:
                worker.connection.send([self._items[number] for number in worker.pending])
            except OSError:
                self._bury(worker)

    def _listen(self, busy: Sequence[_Worker]) -> None:
        patience = max(0.0, min(worker.deadline for worker in busy) - time.monotonic())
        by_connection = {worker.connection: worker for worker in busy}
        for connection in wait(list(by_connection), timeout=patience):
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
        self._answers[number] = answer
        self.spent[self._group(self._items[number])] += seconds
        worker.deadline = time.monotonic() + self._limits.patience

    def _bury(self, worker: _Worker, reason: str = "") -> None:
        """Answer for the item that a worker died of, put back the others, and start a new worker."""
        worker.connection.close()
        worker.process.join()
        number = worker.pending.popleft()
        self._answers[number] = Failure(reason or _cause(worker.process.exitcode))
        if worker.pending:
            self._queue.appendleft(worker.pending)
        worker.process.close()
        self._workers.remove(worker)
        self._start()


def _cause(status: int | None) -> str:
    if status is not None and status < 0:
        return f"ended its worker with signal {-status}"
    return f"ended its worker with status {status}"


def _chunks(items: Iterable[Item], weigh: Callable[[Item], int]) -> Iterator[list[Item]]:
    chunk: list[Item] = []
    weight = 0
    for item in items:
        chunk.append(item)
        weight += weigh(item)
        if len(chunk) >= _CHUNK_ITEMS or weight >= _CHUNK_WEIGHT:
            yield chunk
            chunk, weight = [], 0
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
