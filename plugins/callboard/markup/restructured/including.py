"""The `include` directive, for callers who know what may be read; without one, a link to the file."""

from __future__ import annotations

import posixpath
from collections.abc import Sequence
from typing import Final

from docutils import nodes
from docutils.statemachine import string2lines

from callboard.markup.restructured.bounds import too_hard
from callboard.markup.restructured.conversion import ReadFile
from callboard.markup.restructured.lenient import Lenient
from callboard.markup.restructured.shapes import CODE, not_run

MAX_FILES: Final = 50
MAX_CHARACTERS: Final = 500_000


class Include(Lenient):
    """Another file's text in the place of the directive, or a part of it."""

    def _nodes(self) -> Sequence[nodes.Node]:
        source = str(self.state_machine.get_source_and_line(self.lineno)[0] or "")
        # As seen from the page, also where the directive stands in a file that is itself included.
        folder = posixpath.dirname(source)
        target = posixpath.normpath(posixpath.join(folder, self.argument)) if folder else self.argument
        text = None if self._is_circular(source, target) else self._text(target)
        if text is None:
            return [not_run(self.state.document, self.name.lower(), target)]
        part = self._part(text)
        if {"code", "literal"} & self.options.keys():
            language = str(self.options.get("code", ""))
            part = part.strip("\n")
            return [nodes.literal_block(part, part, shape=CODE, language=language, caption="", marked=[])]
        self.state_machine.insert_input(string2lines(part, tab_width=8, convert_whitespace=True), target)
        return []

    def _is_circular(self, source: str, target: str) -> bool:
        included_by: dict[str, str] = self.state.document.settings.callboard_included
        above = source
        for _ in range(MAX_FILES):
            if above == target:
                return True
            above = included_by.get(above, "")
        included_by[target] = source
        return False

    def _text(self, target: str) -> str | None:
        settings = self.state.document.settings
        read: ReadFile | None = settings.callboard_read
        if read is None or not target or settings.callboard_files >= MAX_FILES:
            return None
        settings.callboard_files += 1
        text = read(target)
        if text is None or too_hard(text):
            return None
        settings.callboard_characters += len(text)
        return text if settings.callboard_characters <= MAX_CHARACTERS else None

    def _part(self, text: str) -> str:
        lines = text.splitlines()
        start, end = (_whole(self.options.get(name)) for name in ("start-line", "end-line"))
        text = "\n".join(lines[start:end])
        after, before = (str(self.options.get(name, "")) for name in ("start-after", "end-before"))
        if after and after in text:
            text = text.partition(after)[2]
        return text.partition(before)[0] if before else text


def _whole(number: object) -> int | None:
    try:
        return int(str(number))
    except ValueError:
        return None
