"""What Python's collector of circular garbage looks through."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def what_is_there_stays() -> Iterator[None]:
    """Look for circles only among values that are made meanwhile.

    The catalog of a large organisation is millions of values that live on. To look through them all again
    takes as long as to read what is left of a hundred thousand pages.
    """
    if gc.get_freeze_count():
        # Somebody else has seen to it, and for longer than this.
        yield
        return
    gc.freeze()
    try:
        yield
    finally:
        gc.unfreeze()
