"""What a scalar says once its quotes, folds and indentation are taken away.

YAML 1.2.2, chapters 7 and 8, as npm `yaml` 2.x reads them.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

_BLANK: Final = " \t"
_FOLD_OR_ESCAPE: Final = re.compile(
    r"(?<![ \t])[ \t]*\n[ \t\n]*|\\(?:\n[ \t]*|x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|.?)", re.DOTALL
)
_ESCAPES: Final = {
    "0": "\0", "a": "\a", "b": "\b", "e": "\x1b", "f": "\f", "n": "\n", "r": "\r", "t": "\t", "v": "\v",
    "N": "\x85", "_": "\xa0", "L": "\u2028", "P": "\u2029", " ": " ", '"': '"', "/": "/", "\\": "\\", "\t":
    "\t",
}  # fmt: skip
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_LAST_CHARACTER: Final = 0x10FFFF
_HEADER: Final = re.compile(r"[|>](?:([-+])([1-9])?|([1-9])([-+])?)?(?:[ \t]+#.*|[ \t]*)")


class ScalarError(ValueError):
    """Raised when the text of a scalar breaks a rule; `offset` is where, in characters from its start."""

    def __init__(self, message: str, offset: int = 0) -> None:
        super().__init__(message)
        self.offset = offset


def fold(text: str) -> str:
    """A plain or single-quoted text on one line: one break is a space, n breaks are n - 1."""
    first, *others = text.split("\n")
    if not others:
        return text
    *middle, last = others
    result, separator = [first.rstrip(_BLANK)], " "
    for line in middle:
        stripped = line.strip(_BLANK)
        if stripped:
            result += separator, stripped
            separator = " "
        elif separator == "\n":
            result.append("\n")
        else:
            separator = "\n"
    return "".join((*result, separator, last.lstrip(_BLANK)))


def unquote_single(text: str) -> str:
    """The value between single quotes, the quotes themselves left out of `text`."""
    return fold(text).replace("''", "'")


def unquote_double(text: str) -> str:
    """The value between double quotes, the quotes themselves left out of `text`.

    Raises:
        ScalarError: a backslash stands before something that it cannot stand before.
    """
    if "\\" not in text and "\n" not in text:
        return text
    value = _FOLD_OR_ESCAPE.sub(_unescape, text)
    return _joined_surrogates(value) if _SURROGATE.search(value) else value


def _unescape(match: re.Match[str]) -> str:
    found = match[0]
    if found[0] != "\\":
        return "\n" * (found.count("\n") - 1) or " "
    escape = found[1:]
    if escape.startswith("\n"):
        return ""
    if escape in _ESCAPES:
        return _ESCAPES[escape]
    code = int(escape[1:], 16) if len(escape) > 1 else _LAST_CHARACTER + 1
    if code > _LAST_CHARACTER:
        raise ScalarError(f"\\{escape} is no escape sequence", match.start() + 1)
    return chr(code)


def _joined_surrogates(value: str) -> str:
    """Pairs of surrogates are one character; one alone is none, and no text file can hold it."""
    return value.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")


@dataclass(frozen=True, slots=True)
class BlockHeader:
    """`|` or `>` and what may follow: how many columns to take away (0: look), what to do with the end."""

    is_folded: bool
    indent: int
    chomp: str

    @classmethod
    def parse(cls, text: str) -> BlockHeader:
        """Read the line of a header, with the comment that it may have.

        Raises:
            ScalarError: it says something else as well.
        """
        match = _HEADER.fullmatch(text)
        if match is None:
            raise ScalarError(f"{text!r} is no block scalar header")
        return cls(text[0] == ">", int(match[2] or match[3] or 0), match[1] or match[4] or "")


def block_text(header: BlockHeader, source: str, parent_indent: int, *, at_root: bool) -> str:
    """The value of a block scalar; `source` is its lines, `parent_indent` the column of what holds it.

    Raises:
        ScalarError: its lines are not indented as they must be.
    """
    lines = [_split_indent(line) for line in source.split("\n")] if source else []
    end = _content_end(lines)
    if end == 0:
        return "\n" * max(1, len(lines) - 1) if header.chomp == "+" and lines else ""
    start, trim = _content_start(header, lines[:end], parent_indent, at_root=at_root)
    for index in range(len(lines) - 1, end - 1, -1):
        if len(lines[index][0]) > trim:
            end = index + 1
            break
    _refuse_outdented(lines[start:end], trim)
    head = "".join(f"{indent[trim:]}\n" for indent, _ in lines[:start])
    body = [(indent[trim:], content) for indent, content in lines[start:end]]
    text = head + (_folded(body) if header.is_folded else "\n".join(map("".join, body)))
    return text + _tail(header.chomp, text, [indent[trim:] for indent, _ in lines[end:]])


def _split_indent(line: str) -> tuple[str, str]:
    content = line.lstrip(" ")
    return line[: len(line) - len(content)], content


def _content_end(lines: list[tuple[str, str]]) -> int:
    end = len(lines)
    while end and not lines[end - 1][1]:
        end -= 1
    return end


def _content_start(
    header: BlockHeader, lines: list[tuple[str, str]], parent_indent: int, *, at_root: bool
) -> tuple[int, int]:
    trim = parent_indent + header.indent
    for index, (indent, content) in enumerate(lines):
        if not content:
            if not header.indent:
                trim = max(trim, len(indent))
            continue
        if len(indent) < trim:
            raise ScalarError("A block scalar's first lines are blank and indented more than its text")
        if not header.indent:
            trim = len(indent)
        if trim == 0 and not at_root:
            raise ScalarError("A block scalar in a collection must be indented")
        return index, trim
    return len(lines), trim


def _refuse_outdented(lines: list[tuple[str, str]], trim: int) -> None:
    if any(content and len(indent) < trim for indent, content in lines):
        raise ScalarError("A line of the block scalar is indented less than its first line")


def _folded(lines: list[tuple[str, str]]) -> str:
    result: list[str] = []
    separator, was_indented = "", False
    for indent, content in lines:
        if indent or content.startswith("\t"):
            if separator == " ":
                separator = "\n"
            elif not was_indented and separator == "\n":
                separator = "\n\n"
            result += separator, indent, content
            separator, was_indented = "\n", True
        elif not content:
            if separator == "\n":
                result.append("\n")
            else:
                separator = "\n"
        else:
            result += separator, content
            separator, was_indented = " ", False
    return "".join(result)


def _tail(chomp: str, text: str, blanks: list[str]) -> str:
    if chomp == "-":
        return ""
    if chomp == "":
        return "\n"
    tail = "".join(f"\n{blank}" for blank in blanks)
    return tail if (tail or text).endswith("\n") else f"{tail}\n"
