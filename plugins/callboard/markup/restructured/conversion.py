"""reStructuredText in, a fragment of HTML out."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from html import escape
from typing import Final, TypeAlias

from callboard.markup.restructured.bounds import too_hard

# docutils escapes with NUL, and no page needs the others; half a surrogate pair can be neither encoded nor
# sanitised.
_UNWANTED: Final = {code: None for code in range(32) if chr(code) not in "\t\n\r"} | dict.fromkeys(
    range(0xD800, 0xE000), "\N{REPLACEMENT CHARACTER}"
)

ReadFile: TypeAlias = Callable[[str], "str | None"]
"""The text of the file at a target as it was written, seen from the page; None where there is none to show.

The target is a stranger's, with `..` or a leading `/` in it perhaps: whoever reads confines it.
"""


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


def convert(text: str, read: ReadFile | None = None) -> Converted:
    """The page; never raises for what the text says, but for MemoryError and RecursionError.

    With `read` the directive `include` is obeyed; without it, or where it gives None, the page shows a link.
    """
    text = _readable(text)
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
        document = parse(text, None if read is None else lambda target: _included(read, target))
        writer = Writer(document, {**BLOCKS, **INLINES, **TABLES}, GROUPS)
        html = writer.html(document)
    except (
        ApplicationError, ArithmeticError, AssertionError, AttributeError, DataError, EOFError, LookupError,
        NotImplementedError, TypeError, ValueError,
    ):  # fmt: skip
        # docutils was written for friends. Whatever the page did to it must cost no other page anything.
        return _as_written(text, "The reStructuredText parser gave up on the page")
    return Converted(html.translate(_UNWANTED), tuple(sorted(foreign_of(document))), writer.title)


def _included(read: ReadFile, target: str) -> str | None:
    text = read(target)
    return None if text is None else _readable(text)


def _readable(text: str) -> str:
    return text.removeprefix("\ufeff").translate(_UNWANTED)


def _as_written(text: str, problem: str) -> Converted:
    return Converted(f'<pre class="cb-as-written">{escape(text)}</pre>\n', problem=problem)
