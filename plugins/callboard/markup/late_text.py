"""Keeps processors that look at all text a second time from looking at the blanks between blocks.

Python-Markdown's own way to put something into the text behind an element asks for the element's position
among its siblings. A page of many paragraphs, each with a line end behind it, would cost the square of their
number.
"""

from __future__ import annotations

from typing import Any, Final
from xml.etree.ElementTree import Element

from markdown import Extension, Markdown
from markdown.treeprocessors import Treeprocessor

# The priorities are those that their extensions give them.
_PROCESSORS: Final = {"abbr": 7, "smart-symbols": 6.1, "smarty": 6}


class LateTextExtension(Extension):
    """Wraps the processors; it must be the last extension."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's own name
        """Take the places of those that are there."""
        for name, priority in _PROCESSORS.items():
            if name in md.treeprocessors:
                processor = LateText(md, md.treeprocessors[name])
                md.treeprocessors.register(processor, name, priority)


class LateText(Treeprocessor):
    """A processor that sees no text of blanks alone."""

    def __init__(self, md: Markdown, inner: Any) -> None:
        super().__init__(md)
        self.inner: Final = inner

    def run(self, root: Element) -> Element | None:
        """The tree with what the processor does to it."""
        if getattr(self.inner, "inlinePatterns", None) == [] or getattr(self.inner, "abbrs", None) == {}:
            # The page has none of its patterns, or no abbreviations.
            return None
        blanks = [
            (element, element.tail) for element in root.iter() if element.tail and element.tail.isspace()
        ]
        for element, _ in blanks:
            element.tail = None
        result: Element | None = self.inner.run(root)
        for element, blank in blanks:
            # What the processor put behind the element stands before the blanks.
            element.tail = (element.tail or "") + (blank or "")
        return result
