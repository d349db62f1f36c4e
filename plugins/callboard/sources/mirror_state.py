"""What a mirror was last brought up to, in a small file in it: enough to know that nothing has changed.

The remote's address is not in it: it may carry credentials, and the folder's name is a digest of it.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from callboard.store import write_atomically

HEAD: Final = "refs/callboard/head"
"""The ref of a mirror that stands for what its files are read at."""

_KEPT: Final = "callboard.json"
_OBJECT: Final = re.compile(r"[0-9a-f]{40}(?:[0-9a-f]{24})?")
_LONGEST: Final = 1000


@dataclass(frozen=True, slots=True)
class MirrorState:
    """The object that was fetched, perhaps an annotated tag; the commit that it stands for; its branch."""

    object: str
    commit: str
    branch: str


def load_state(mirror: Path) -> MirrorState | None:
    """The state of a mirror; None where it has none, or not the object that it speaks of."""
    try:
        document = json.loads((mirror / _KEPT).read_bytes())
        fetched = (mirror / HEAD).read_text("ascii").strip()
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(document, Mapping):
        return None
    found, commit, branch = (document.get(name) for name in ("object", "commit", "branch"))
    if not (isinstance(found, str) and isinstance(commit, str) and isinstance(branch, str)):
        return None
    is_sound = _OBJECT.fullmatch(commit) and len(branch) <= _LONGEST and branch.isprintable()
    return MirrorState(found, commit, branch) if is_sound and found == fetched else None


def keep_state(mirror: Path, state: MirrorState) -> None:
    """Say what the mirror has."""
    write_atomically(mirror / _KEPT, json.dumps(asdict(state)).encode())
