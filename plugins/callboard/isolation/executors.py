"""Who does the work that can be divided: the processes of this machine, or the workers of a cluster."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain, islice
from typing import ClassVar, Final, Protocol, TypeVar

from callboard.errors import ConfigurationError
from callboard.isolation.forks import map_forked
from callboard.isolation.limits import Failure, Limits
from callboard.isolation.pool import Watch, stream_isolated

Item = TypeVar("Item")
Answer = TypeVar("Answer")

LOCAL: Final = "local"
CLUSTERS: Final[Mapping[str, str]] = {"dask": "tcp", "dask+tls": "tls"}
"""Schemes of the addresses of clusters, and what their own library calls them."""

_FIRST: Final = 8


class Executor(Protocol):
    """Divides work, and gives the answers in the order of the items.

    `remote`: functions, items and answers travel to other machines, so all of them have to be importable
    or picklable, and nothing can be written there. Who does the work never changes an answer.
    """

    @property
    def remote(self) -> bool:
        """Whether others than this machine do the work."""
        ...

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
        """As `stream_isolated`; `prepare` makes what workers should find made when they are forked."""
        ...

    def spread(
        self,
        function: Callable[[Item], Answer],
        items: Iterable[Item],
        *,
        weigh: Callable[[Item], int] = lambda _: 1,
    ) -> Iterator[Answer]:
        """As `map_forked`; a remote one is given items until their weights come to a million."""
        ...


@dataclass(frozen=True, slots=True)
class LocalExecutor:
    """The processes of this machine, by default as many as it has cores."""

    processes: int | None = None

    remote: ClassVar[bool] = False

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
        """See `Executor`."""
        items = iter(items)
        first = list(islice(items, _FIRST))
        prepare(first)
        yield from stream_isolated(
            function,
            chain(first, items),
            limits,
            weigh=weigh,
            group=group,
            processes=self.processes,
            watch=watch,
        )

    def spread(
        self,
        function: Callable[[Item], Answer],
        items: Iterable[Item],
        *,
        weigh: Callable[[Item], int] = lambda _: 1,
    ) -> Iterator[Answer]:
        """See `Executor`."""
        del weigh
        yield from map_forked(function, list(items), processes=self.processes)


@contextmanager
def open_executor(
    address: str, processes: int | None, identity: Callable[[], Mapping[str, str]]
) -> Iterator[Executor]:
    """The executor at an address: `local`, or that of a cluster such as `dask://scheduler:8786`.

    `identity` says what a machine makes pages with; workers where it says something else are refused.

    Raises:
        ConfigurationError: there is none, or it cannot be used.
    """
    if address == LOCAL:
        yield LocalExecutor(processes)
        return
    scheme, _, place = address.partition("://")
    if scheme not in CLUSTERS or not place.rpartition(":")[2].isdecimal():
        raise ConfigurationError(
            f"--executor {address}: expected `local`, or the address of a Dask scheduler"
            " such as dask://scheduler:8786"
        )
    try:
        from callboard.isolation.cluster import open_cluster
    except ImportError as error:
        raise ConfigurationError(
            f"--executor {address}: {error.name} is not installed; install `callboard[dask]`"
        ) from error
    with open_cluster(address, f"{CLUSTERS[scheme]}://{place}", identity) as cluster:
        yield cluster
