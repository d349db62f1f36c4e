"""A part of an organisation: which repositories one of several jobs crawls."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from callboard.errors import ConfigurationError
from callboard.store import digest_of

_WRITTEN: Final = re.compile(r"([0-9]{1,4})/([0-9]{1,4})")


@dataclass(frozen=True, slots=True)
class Share:
    """The `number`-th of `count` shares, from 1.

    Whose it is depends on nothing but how the operator names a source, so that every job decides alike, and a
    source that is added moves no other.
    """

    number: int = 1
    count: int = 1

    def has(self, *identity: str) -> bool:
        """Whether what is called so belongs to the share."""
        return self.count == 1 or int(digest_of("share", *identity)[:12], 16) % self.count == self.number - 1


WHOLE: Final = Share()
"""Everything."""


def read_share(written: str) -> Share:
    """Read `3/8`, the third of eight shares.

    Raises:
        ConfigurationError: it is no share.
    """
    found = _WRITTEN.fullmatch(written)
    number, count = (int(found[1]), int(found[2])) if found else (0, 0)
    if not 1 <= number <= count:
        raise ConfigurationError(
            f"{written!r} is no share; write K/N, from 1/N to N/N: 3/8 is the third of eight"
        )
    return Share(number, count)
