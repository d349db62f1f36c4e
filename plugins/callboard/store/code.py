"""What this release does, as a digest: a kept value is good for the code that made it and for no other."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Final

from callboard.store.cache import digest_of

_PACKAGE: Final = Path(__file__).parent.parent


@cache
def digest_of_code(*strata: str) -> str:
    """A digest of the modules of some strata, e.g. `descriptors`.

    Whoever works on Callboard changes what it does without a new version, so the text itself is what counts.
    """
    modules = sorted(path for name in strata for path in (_PACKAGE / name).rglob("*.py"))
    return digest_of(
        *(part for path in modules for part in (path.relative_to(_PACKAGE).as_posix(), path.read_bytes()))
    )
