"""Items in the portions in which they are handed to a worker."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")


def in_chunks(
    items: Iterable[Item], weigh: Callable[[Item], int], most: int, heaviest: int
) -> Iterator[list[Item]]:
    """The items, asked for as needed, in lists of at most so many that end where they weigh so much."""
    chunk: list[Item] = []
    weight = 0
    for item in items:
        chunk.append(item)
        weight += weigh(item)
        if len(chunk) >= most or weight >= heaviest:
            yield chunk
            chunk, weight = [], 0
    if chunk:
        yield chunk
