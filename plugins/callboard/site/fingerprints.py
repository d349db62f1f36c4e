"""What every page depends on, wherever it is: the program itself, and the operator's settings."""

from __future__ import annotations

import json
import platform
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.metadata import entry_points, requires, version
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from callboard.annotations import GROUP
from callboard.model import Snapshot
from callboard.store import digest_of

_NAME: Final = re.compile(r"[A-Za-z0-9._-]+")


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
    return digest_of(platform.python_version(), *_releases(), *plugins, "", *parts)


def _releases() -> Iterator[str]:
    """The releases of all that this program stands on: each may change a page."""
    for requirement in sorted(requires("callboard") or ()):
        name = _NAME.match(requirement)
        if name and "extra ==" not in requirement:
            yield f"{name[0]} {version(name[0])}"


def survey_digest(settings: str, snapshot: Snapshot) -> str:
    """What a portal is made from: settings, and everything that was read; `""` where that cannot be said."""
    repositories = snapshot.repositories
    if not all(each.fingerprint for each in repositories):
        return ""
    parts = (repr((each.repository, each.fingerprint, each.descriptors, each.also)) for each in repositories)
    return digest_of(settings, repr(snapshot.sources), repr(snapshot.findings), *parts)


def settings_digest(options: Mapping[str, Any], *values: object) -> str:
    """A digest of the program, of options as the operator wrote them, and of values with a lasting `repr`."""
    written = json.dumps(dict(options), sort_keys=True, default=str)
    return digest_of(program_digest(), written, *map(repr, values))
