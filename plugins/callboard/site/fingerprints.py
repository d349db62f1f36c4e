"""What every page depends on, wherever it is: the program itself, and the operator's settings."""

from __future__ import annotations

import json
import platform
from collections.abc import Mapping
from functools import cache
from importlib.metadata import entry_points
from typing import Any

from callboard.annotations import GROUP
from callboard.model import Snapshot
from callboard.store import digest_of, identity


@cache
def program_digest() -> str:
    """A digest of this program, of all that it stands on, and of what others have plugged into it."""
    made_with = (f"{name} {release}" for name, release in sorted(identity().items()))
    plugins = sorted(
        f"{point.value} {point.dist.version if point.dist else ''}" for point in entry_points(group=GROUP)
    )
    return digest_of(platform.python_version(), *made_with, "", *plugins)


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
