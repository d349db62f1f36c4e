"""Icons by their Material names, `:material-account:`, drawn from a folder that the caller names.

Only the outline of an icon is taken from its file, and only where the name has the shape of one.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Final
from xml.etree.ElementTree import Element, SubElement

from markdown import Extension, Markdown
from markdown.inlinepatterns import InlineProcessor

_PATTERN: Final = (
    r":(?P<set>material|octicons|simple|fontawesome-(?:brands|regular|solid))"
    r"-(?P<name>[a-z0-9]{1,60}(?:-[a-z0-9]{1,60}){0,12}):"
)
_MOST_BYTES: Final = 20_000
_MOST_PATHS: Final = 20
_BOX: Final = re.compile(r'<svg\b[^<>]*\sviewBox="([0-9. -]{7,60})"')
_PATH: Final = re.compile(r'<path\b[^<>]*\sd="([MmLlHhVvCcSsQqTtAaZz0-9eE., +-]+)"')
# Right before emoji, which have the same colons.
_BEFORE_EMOJI: Final = 75.5


@dataclass(frozen=True, slots=True)
class Icon:
    """The outline of an icon."""

    box: str
    paths: tuple[str, ...]


class IconExtension(Extension):
    """Draws the icons of a folder; a name that is not in it stays as text."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder: Final = folder

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's own name
        """Register before the emoji."""
        md.inlinePatterns.register(_IconProcessor(self._folder, md), "callboard_icons", _BEFORE_EMOJI)


class _IconProcessor(InlineProcessor):
    def __init__(self, folder: Path, md: Markdown) -> None:
        super().__init__(_PATTERN, md)
        self._folder: Final = folder

    def handleMatch(  # type: ignore[override]  # noqa: N802  # Python-Markdown's own name
        self,
        m: re.Match[str],
        data: str,  # noqa: ARG002
    ) -> tuple[Element | None, int | None, int | None]:
        icon = read_icon(self._folder, f"{m['set'].replace('-', '/')}/{m['name']}.svg")
        if icon is None:
            return None, None, None
        span = Element("span", {"class": "twemoji"})
        svg = SubElement(span, "svg", {"xmlns": "http://www.w3.org/2000/svg", "viewBox": icon.box})
        for path in icon.paths:
            SubElement(svg, "path", {"d": path})
        return span, m.start(), m.end()


@lru_cache(maxsize=2_000)
def read_icon(folder: Path, name: str) -> Icon | None:
    """The icon in this file of the folder, None when there is none or it is none that we know how to draw."""
    path = folder / name
    try:
        inside = path.resolve(strict=True).is_relative_to(folder.resolve())
        if not inside or not path.is_file() or path.stat().st_size > _MOST_BYTES:
            return None
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeError):
        # Whatever is wrong with the file, the reader gets the name of the icon instead.
        return None
    box = _BOX.search(text)
    paths = tuple(_PATH.findall(text))
    if box is None or not 1 <= len(paths) <= _MOST_PATHS:
        return None
    return Icon(box[1], paths)
