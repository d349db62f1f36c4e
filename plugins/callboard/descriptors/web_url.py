"""URLs as browsers read them (WHATWG URL Standard): what `new URL(text)` accepts."""

from __future__ import annotations

import re
from typing import Final

_SCHEME: Final = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")


def is_web_url(text: str) -> bool:
    """True where `new URL(text)` gives a URL."""
    return _SCHEME.match(text.strip("".join(map(chr, range(33))))) is not None
