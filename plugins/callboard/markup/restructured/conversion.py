"""reStructuredText in, a fragment of HTML out."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from callboard.markup.restructured.bounds import too_hard

# docutils escapes with NUL, and no page needs the others; half a surrogate pair can be neither encoded nor
# sanitised.
_UNWANTED: Final = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | dict.fromkeys(
    range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"
)


@dataclass(frozen=True, slots=True)
class Converted:
    """A page as a fragment of HTML that is not sanitised yet, its links as the author wrote them.

    `foreign` names the constructs that could only be shown as text, sorted, each once. `title` is the plain
    text of the one `h1`, `""` if there is none. `problem` is one sentence when the page could not be
    converted and `html` shows it as it was written.
    """

    html: str
    foreign: tuple[str, ...] = ()
    title: str = ""
    problem: str = ""


def convert(text: str) -> Converted:
    """The page; never raises for what the text says, but for MemoryError and RecursionError."""
    text = text.removeprefix("\ufeff").translate(_UNWANTED)
    problem = too_hard(text)
    if problem:
        return _as_written(text, problem)
    from docutils import ApplicationError, DataError

    from callboard.markup.restructured.blocks import BLOCKS
    from callboard.markup.restructured.groups import GROUPS
    from callboard.markup.restructured.inlines import INLINES
    from callboard.markup.restructured.parsing import parse
    from callboard.markup.restructured.shapes import foreign_of
    from callboard.markup.restructured.tables import TABLES
    from callboard.markup.restructured.writing import Writer

    try:
        document = parse(text)
        writer = Writer(document, {**BLOCKS, **INLINES, **TABLES}, GROUPS)
        html = writer.html(document)
    except (
        ApplicationError, ArithmeticError, AssertionError, AttributeError, DataError, EOFError, LookupError,
        NotImplementedError, TypeError, ValueError,
    ):  # fmt: skip
        # docutils was written for friends. Whatever the page did to it must cost no other page anything.
        return _as_written(text, "The reStructuredText parser gave up on the page")
    return Converted(html.translate(_UNWANTED), tuple(sorted(foreign_of(document))), writer.title)


def _as_written(text: str, problem: str) -> Converted:
    return Converted(f'<pre class="cb-as-written">{escape(text)}</pre>\n', problem=problem)
