"""What a tag is called in full, and what it makes of a value.

Tags never select code here. Those of YAML's own repository (`!!int`, `!!binary`, ...) do what npm `yaml` does
with them; all others leave the value as it is, with a warning.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final
from urllib.parse import unquote

CORE: Final = "tag:yaml.org,2002:"
_SHORTHAND: Final = re.compile(r"(.*!)([^!]*)", re.DOTALL)


class TagError(ValueError):
    """Raised when a tag cannot be resolved."""


def resolve_tag(source: str, handles: Mapping[str, str]) -> str:
    """The full name of a tag as written, e.g. `tag:yaml.org,2002:int` for `!!int`.

    Raises:
        TagError: it is none, or its handle was not declared.
    """
    if source == "!":
        return "!"
    if source.startswith("!<"):
        name = source[2:-1]
        if name in {"!", "!!"} or not source.endswith(">"):
            raise TagError(f"{source} is not a tag")
        return name
    match = _SHORTHAND.fullmatch(source)
    handle, suffix = (match[1], match[2]) if match else ("", "")
    if not suffix:
        raise TagError(f"The tag {source} has no name")
    prefix = handles.get(handle, "")
    if prefix:
        try:
            return prefix + unquote(suffix, errors="strict")
        except UnicodeDecodeError:
            raise TagError(f"The tag {source} is not encoded soundly") from None
    if handle == "!":
        return source
    raise TagError(f"The tag {source} has a handle that was not declared")
