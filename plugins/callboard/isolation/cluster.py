"""The workers of a Dask cluster: the one module that knows Dask.

Tasks are a packed work, which every worker gets once, and a packed chunk of items. They are done in a process
beside the worker (see `room`). One that ends is tried again, and so is all that a lost worker was to do; the
answers come in the order of the items, so nobody can tell from them who gave them.
"""

from __future__ import annotations

import logging
import time
from collections import Counter, deque
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any, ClassVar, Final, TypeVar, cast

import distributed
from distributed import Client, Future, KilledWorker

from callboard.errors import ConfigurationError, PublishError
from callboard.isolation.chunks import in_chunks
from callboard.isolation.limits import Failure, Limits
from callboard.isolation.pool import Watch
from callboard.isolation.portable import packed, unpacked
from callboard.isolation.tasks import Identity, IsolatedWork, SpreadWork, close_rooms, examine, in_room

Item = TypeVar("Item")
Answer = TypeVar("Answer")

_RETRIES: Final = 2
_CONNECT_SECONDS: Final = 10
_PATIENCE: Final = 300.0
"""Seconds that a build waits for a cluster without workers."""
_LOOK: Final = 5.0
_TALKATIVE: Final = ("batched", "client", "comm", "core", "utils", "utils_comm")
_AHEAD: Final = 2
"""Tasks for each thread of the cluster: one to do and one to go on with."""
_ISOLATED_WEIGHT: Final = 512 << 10
_ISOLATED_ITEMS: Final = 128
_SPREAD_WEIGHT: Final = 1_000_000
_SPREAD_ITEMS: Final = 16


@contextmanager
def open_cluster(name: str, address: str, identity: Identity) -> Iterator[DaskExecutor]:
    """The cluster of the scheduler at `address`, which the operator calls `name`.

    Raises:
        ConfigurationError: it does not answer, has no workers, or one that makes other pages.
    """
    try:
        client = Client(address, timeout=_CONNECT_SECONDS, set_as_default=False)
    except (OSError, ValueError) as error:
        raise ConfigurationError(
            f"--executor {name}: the Dask scheduler cannot be reached: {error}"
        ) from error
    with client, _quiet():
        try:
            client.wait_for_workers(1, timeout=_CONNECT_SECONDS)
        except TimeoutError as error:
            raise ConfigurationError(
                f"--executor {name}: the cluster has no workers; start some with `dask worker`"
            ) from error
        expected = dict(identity())
        for worker, found in client.run(identity, on_error="return").items():
            examine(f"the worker {worker}", found, expected)
        try:
            yield DaskExecutor(client, identity, expected)
        finally:
            with suppress(OSError):
                # Of a cluster that is gone nothing is left to be closed.
                client.run(close_rooms, on_error="ignore")


@dataclass(frozen=True, slots=True)
class DaskExecutor:
    """See `Executor`."""

    client: Client
    identity: Identity
    expected: Mapping[str, str]

    remote: ClassVar[bool] = True

    def isolated(
        self,
        function: Callable[[Item], Answer],
        items: Iterable[Item],
        limits: Limits,
        *,
        weigh: Callable[[Item], int],
        group: Callable[[Item], Hashable],
        prepare: Callable[[Sequence[Item]], None],
        watch: Watch[Item] | None = None,
    ) -> Iterator[tuple[Item, Answer | Failure]]:
        """See `Executor`; `watch` hears of items when their chunk is answered.

        What a group has used up is known when its earlier chunks have been answered.
        """
        spent: Counter[Hashable] = Counter()
        sent: deque[list[Item]] = deque()

        def questions() -> Iterator[bytes]:
            for chunk in in_chunks(items, weigh, _ISOLATED_ITEMS, _ISOLATED_WEIGHT):
                sent.append(chunk)
                groups = {group(item) for item in chunk}
                yield packed((chunk, {each: spent[each] for each in groups if spent[each]}))

        work = IsolatedWork(function, limits, weigh, group, prepare)
        for answers, seconds in _told(self._answers(work, questions())):
            spent.update(seconds)
            chunk = sent.popleft()
            if watch is not None:
                for item in chunk:
                    watch.done(item, sum(seconds.values()) / len(chunk))
            yield from zip(chunk, answers, strict=True)

    def spread(
        self,
        function: Callable[[Item], Answer],
        items: Iterable[Item],
        *,
        weigh: Callable[[Item], int] = lambda _: 1,
    ) -> Iterator[Answer]:
        """See `Executor`."""
        chunks = in_chunks(items, weigh, _SPREAD_ITEMS, _SPREAD_WEIGHT)
        for answers in _told(self._answers(SpreadWork(function), map(packed, chunks))):
            yield from answers

    def _answers(self, work: Callable[[Any], Any], questions: Iterator[bytes]) -> Iterator[Any]:
        """What the work makes of each question, in order; never many more are asked than can be worked on."""
        asked: deque[tuple[bytes, Future[bytes]]] = deque()
        data = packed(work)
        shared = self._shared(data)
        capacity = _Capacity(self.client)
        while True:
            while len(asked) < _AHEAD * capacity.threads():
                question = next(questions, None)
                if question is None:
                    break
                asked.append((question, self._submit(shared, question)))
            if not asked:
                return
            question, future = asked.popleft()
            try:
                answer = self._result(future)
            except distributed.client.FutureCancelledError:
                # Whoever had the work is gone, and with it all that was to be done with it.
                shared = self._shared(data)
                again = [question, *(each for each, _ in asked)]
                asked = deque((each, self._submit(shared, each)) for each in again)
                continue
            future.release()
            yield unpacked(answer)

    def _shared(self, data: bytes) -> Future[bytes]:
        (shared,) = self.client.scatter([data], broadcast=True, hash=False)
        return cast("Future[bytes]", shared)

    def _submit(self, shared: Future[bytes], question: bytes) -> Future[bytes]:
        return self.client.submit(
            in_room, self.identity, self.expected, shared, question, retries=_RETRIES, pure=False
        )

    def _result(self, future: Future[bytes]) -> bytes:
        waited = time.monotonic()
        while True:
            try:
                answer: bytes = future.result(timeout=_LOOK)
            except distributed.TimeoutError:
                if future.status == "error":
                    # The task's own.
                    raise
                if self.client.nthreads():
                    waited = time.monotonic()
                elif time.monotonic() - waited > _PATIENCE:
                    raise PublishError("the Dask cluster has lost all its workers") from None
            except KilledWorker as error:
                raise PublishError(f"the Dask cluster gave up: {error}") from error
            else:
                return answer


@contextmanager
def _quiet() -> Iterator[None]:
    """Let the library's own log say nothing: what the operator has to know comes as an exception."""
    loggers = [logging.getLogger(f"distributed.{name}") for name in _TALKATIVE]
    before = [logger.level for logger in loggers]
    for logger in loggers:
        logger.setLevel(logging.CRITICAL + 1)
    try:
        yield
    finally:
        for logger, level in zip(loggers, before, strict=True):
            logger.setLevel(level)


def _told(answers: Iterator[Any]) -> Iterator[Any]:
    """The answers; that they will never come is told in a sentence."""
    try:
        yield from answers
    except OSError as error:
        raise PublishError(f"the Dask cluster is lost: {error}; the site was not published") from error


@dataclass(slots=True)
class _Capacity:
    """The threads of a cluster, which may grow and shrink; asked for every few seconds."""

    client: Client
    _known: int = 0
    _asked: float = 0.0

    def threads(self) -> int:
        """How many there are; at least one, who may be on the way."""
        if not self._known or time.monotonic() - self._asked > _LOOK:
            self._known = max(1, sum(self.client.nthreads().values()))
            self._asked = time.monotonic()
        return self._known
