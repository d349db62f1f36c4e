"""The YAML block that may stand before the Markdown of a page."""

from __future__ import annotations

import re
from typing import Final

_BLOCK: Final = re.compile(r"---[ \t]*\n(.*?\n)?(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)


def split_front_matter(text: str) -> tuple[str, str]:
    """The YAML text of the front matter, `""` when there is none, and the Markdown after it.

    A page that merely begins with a horizontal rule looks the same: the caller, who reads the YAML, knows.
    """
    text = text.removeprefix("\ufeff")
    match = _BLOCK.match(text)
    if match is None:
        return "", text
    return match.group(1) or "", text[match.end() :]
