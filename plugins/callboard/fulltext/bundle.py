"""The files of an index as one value, and as bytes for a cache."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import TypeAlias

Bundle: TypeAlias = Mapping[str, bytes]
"""Content by address, relative to the folder that the bundle is published in; in the order of addresses."""

_HEADER_BYTES = 8


def packed(bundle: Bundle) -> bytes:
    """A bundle as bytes: the length of the header, the header (names and sizes), the contents."""
    header = json.dumps([[name, len(data)] for name, data in bundle.items()]).encode()
    return b"".join((len(header).to_bytes(_HEADER_BYTES, "big"), header, *bundle.values()))


def unpacked(data: bytes) -> Bundle:
    """The bundle that `packed` made bytes of.

    Raises:
        ValueError: the bytes are something else.
    """
    start = _HEADER_BYTES + int.from_bytes(data[:_HEADER_BYTES], "big")
    bundle: dict[str, bytes] = {}
    for name, size in json.loads(data[_HEADER_BYTES:start]):
        bundle[str(name)] = data[start : start + size]
        start += size
    if start != len(data):
        raise ValueError("not a bundle")
    return bundle
