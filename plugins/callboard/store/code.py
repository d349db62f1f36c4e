"""What this release does, as a digest: a kept value is good for the code that made it and for no other."""

from __future__ import annotations

import re
import sys
from collections.abc import Mapping
from functools import cache
from importlib.metadata import PackageNotFoundError, requires, version
from pathlib import Path
from typing import Final

from callboard.store.digests import digest_of

_PACKAGE: Final = Path(__file__).parent.parent


@cache
def digest_of_code(*strata: str) -> str:
    """A digest of the modules of some strata, e.g. `descriptors`, or of single ones, e.g. `origin.py`.

    Whoever works on Callboard changes what it does without a new version, so the text itself is what counts.
    """
    places = [_PACKAGE / name for name in strata]
    modules = sorted(
        path for place in places for path in ([place] if place.is_file() else place.rglob("*.py"))
    )
    return digest_of(
        *(part for path in modules for part in (path.relative_to(_PACKAGE).as_posix(), path.read_bytes()))
    )


def identity() -> Mapping[str, str]:
    """What this machine makes pages with: Python, all of callboard, and every library that it asks for.

    Machines of which this is equal make the same bytes of the same input.
    """
    names = sorted(
        re.split(r"[^\w.-]", line, maxsplit=1)[0]
        for line in requires("callboard") or ()
        if "extra ==" not in line
    )
    found = {name: _version(name) for name in names}
    python = ".".join(map(str, sys.version_info[:2]))
    return {
        **found,
        "callboard": f"{_version('callboard')} with the code {_whole_digest()}",
        "Python": python,
    }


def _version(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return "not at all"


def _whole_digest() -> str:
    """A digest of every file of the package, templates and data among them, short enough for a sentence."""
    files = sorted(path for path in _PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    parts = (part for path in files for part in (path.relative_to(_PACKAGE).as_posix(), path.read_bytes()))
    return digest_of(*parts)[:12]
