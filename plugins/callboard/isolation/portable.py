"""Our own values as bytes that another machine can read.

A frozen mapping, which pickle does not know, and a path inside this Python's own folder, which may lie
elsewhere there, are the two things that need a word said.
"""

from __future__ import annotations

import io
import pickle
import sys
from pathlib import Path, PurePath
from types import MappingProxyType
from typing import Any, Final

_PREFIX: Final = Path(sys.prefix)


def packed(value: object) -> bytes:
    """The value as bytes; functions and classes travel by their names."""
    buffer = io.BytesIO()
    _Packer(buffer, pickle.HIGHEST_PROTOCOL).dump(value)
    return buffer.getvalue()


def unpacked(data: bytes) -> Any:
    """The value that was packed; only for bytes of our own processes, because it may run what they name."""
    return pickle.loads(data)  # noqa: S301  # see above


class _Packer(pickle.Pickler):
    def reducer_override(self, value: Any) -> Any:
        """How the two travel; everything else as ever."""
        if isinstance(value, MappingProxyType):
            return _frozen, (dict(value),)
        if isinstance(value, PurePath) and value.is_relative_to(_PREFIX):
            return _in_prefix, (value.relative_to(_PREFIX).as_posix(),)
        return NotImplemented


def _frozen(values: dict[Any, Any]) -> MappingProxyType[Any, Any]:
    return MappingProxyType(values)


def _in_prefix(path: str) -> Path:
    return _PREFIX / path
