"""Which inline patterns a page has any use for.

The parser tries every pattern on every piece of text, which is most of its work; yet few pages have formulas,
icons or footnotes. A pattern whose opening is nowhere in a page is left out for that page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, Final, TypeAlias

from markdown import Extension, Markdown
from markdown.preprocessors import Preprocessor

from callboard.markup.late_text import LateText

# Any of the texts or the pattern must be in the page, in lower case; what is not named here is always tried.
_Opening: TypeAlias = "tuple[str, ...] | re.Pattern[str]"
_OPENINGS: Final[dict[str, _Opening]] = {
    "backtick": ("`",),
    "callboard_git_dates": ("git_",),
    "callboard_icons": (":material-", ":fontawesome-", ":octicons-", ":simple-"),
    "callboard_maths_brackets": ("\\(",),
    "callboard_maths_dollars": ("$",),
    "callboard_maths_ticks": ("$`",),
    "callboard_references": ("[[",),
    "callboard_roles": ("}`",),
    "autolink": ("<",),
    "automail": ("<",),
    "emoji": (":",),
    "entity": ("&",),
    "escape": ("\\",),
    "footnote": ("[^",),
    "html": ("<",),
    "image_link": ("![",),
    "image_reference": ("![",),
    "keys": ("++",),
    # An element with Markdown in it leaves a line of the blanks before it.
    "linebreak": ("  \n", "markdown"),
    "link": ("[",),
    "magic-link": ("://", "www."),
    "magic-mail": ("@",),
    "reference": ("[",),
    "short_image_ref": ("![",),
    "short_reference": ("[",),
    "smart-arrows": ("--",),
    "smart-care-of": ("c/o",),
    "smart-copyright": ("(c)",),
    "smart-fractions": re.compile(r"[1-57]/[2-68]"),
    "smart-not-equal": ("=/=",),
    "smart-ordinal-numbers": re.compile(r"\d(?:st|nd|rd|th)"),
    "smart-plus-minus": ("+/-",),
    "smart-registered": ("(r)",),
    "smart-trademark": ("(tm)",),
}
# Two processors have patterns: that of the parser, and one that comes after it.
_PROCESSORS: Final = ("inline", "smart-symbols")
# The last look at the text before the parser takes it apart.
_LAST: Final = 20.5


class PatternExtension(Extension):
    """Leaves out the patterns that a page has no use for."""

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802  # Python-Markdown's own name
        """Register behind everything that changes the text."""
        md.preprocessors.register(_PatternChoice(md), "callboard_patterns", _LAST)


class _PatternChoice(Preprocessor):
    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self._choices: list[tuple[Any, list[tuple[object, _Opening | None]]]] = []

    def run(self, lines: list[str]) -> list[str]:
        if not self._choices:
            self._choices.extend(self._all())
        text = "\n".join(lines).lower()
        for processor, patterns in self._choices:
            processor.inlinePatterns = [
                pattern for pattern, opening in patterns if opening is None or _has(text, opening)
            ]
        return lines

    def _all(self) -> Iterator[tuple[Any, list[tuple[object, _Opening | None]]]]:
        """Every processor with its patterns, in their order, once all extensions have registered theirs."""
        for name in _PROCESSORS:
            if name not in self.md.treeprocessors:
                continue
            processor: Any = self.md.treeprocessors[name]
            if isinstance(processor, LateText):
                processor = processor.inner
            registry = processor.inlinePatterns
            known = {id(registry[word]): opening for word, opening in _OPENINGS.items() if word in registry}
            yield processor, [(pattern, known.get(id(pattern))) for pattern in registry]


def _has(text: str, opening: _Opening) -> bool:
    if isinstance(opening, re.Pattern):
        return opening.search(text) is not None
    return any(word in text for word in opening)
