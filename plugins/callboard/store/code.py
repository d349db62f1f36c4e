"""What this release does, as a digest: a kept value is good for the code that made it and for no other."""

from __future__ import annotations

from functools import cache
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
