"""The quick reader for plain files: most descriptors are keys, dashes and words, one to a line.

It reads that part of YAML only, line by line, and gives up at anything else: tabs, anchors, tags, escapes,
texts over several lines, twins, odd indentation. Whoever asks then uses the exact reader. What it does
read, it reads to the very same values and places; the tests hold both readers against each other.
"""

from __future__ import annotations

import re
from typing import Any, Final

from callboard.descriptors.document import Mark
from callboard.descriptors.limits import MAX_DEPTH
from callboard.descriptors.scalar_text import BlockHeader, ScalarError, block_text
from callboard.descriptors.scalars import jsonable, resolve_plain
from callboard.descriptors.stream import DocumentText

_ODD: Final = re.compile("[\t\r\0\ufeff\x85\u2028\u2029\ufdd0-\ufdd4]")
_NOTHING: Final = re.compile(r" *(?:#.*)?")
_WORD: Final = r"(?:[A-Za-z_]|[$/](?=[A-Za-z_{]))[A-Za-z0-9_./{}$-]*"
"""Keys as in descriptors, and as in definitions of APIs: `$ref`, `/orders/{id}`."""
_KEY: Final = re.compile(rf"""( *)({_WORD}|"[^"\\]*"|'[^']*') *:(?: +(\S.*)| *)""")
_DASH: Final = re.compile(r"( *)-(?: +(\S.*)| *)")
_QUOTED: Final = re.compile(r"""(?:"([^"\\]*)"|'([^']*)')(?: +#.*)?""")
_BLOCK: Final = re.compile(r"([|>]-?)(?: +#.*)?")
_PLAIN: Final = re.compile(r"(?:[^-?:,\[\]{}#&*!|>'\"%@`]|-[A-Za-z0-9])(?:[^:#]|:(?=\S)|(?<! )#)*")
_FLOW_START: Final = r"(?:[^\s\-?:,\[\]{}#&*!|>'\"%@`]|-(?=[A-Za-z0-9]))"
_FLOW: Final = re.compile(
    rf""" *(?:([\[\]{{}},])|"([^"\\]*)"|'([^']*)'"""
    rf"""|({_FLOW_START}(?:[^,\[\]{{}}:#]|:(?=[^\s,\[\]{{}}])|(?<! )#)*))"""
)
_COLON: Final = re.compile(r" *:(?= )")
_LONGEST_KEY: Final = 1000
_NOT_A_TEXT: Final = frozenset({"null", "Null", "NULL", "true", "True", "TRUE", "false", "False", "FALSE"})

_Value = tuple[Any, Mark]


class _NotPlainError(Exception):
    """Raised where the exact reader has to decide."""


def read_plain_lines(document: DocumentText) -> tuple[Any, Mark] | None:
    """The value of a document and its marks, None where the document is not plain enough."""
    if document.version != "1.2" or document.problem is not None or _ODD.search(document.text):
        return None
    try:
        return _PlainLines(document).read()
    except _NotPlainError:
        return None


class _PlainLines:
    """Goes down the lines; every method leaves `at` on the first line that it did not take."""

    def __init__(self, document: DocumentText) -> None:
        self.lines = document.text.split("\n")
        self.first = document.line
        self.at = 0
        self.depth = 0
        if document.inline:
            self._need(
                not self.lines[0] or (self.lines[0].startswith(" ") and self._is_nothing(self.lines[0]))
            )
            self.at = 1

    @staticmethod
    def _need(condition: object) -> None:
        if not condition:
            raise _NotPlainError

    @staticmethod
    def _is_nothing(line: str) -> bool:
        return _NOTHING.fullmatch(line) is not None

    def read(self) -> _Value:
        self._skip()
        self._need(self.at < len(self.lines))
        result = self._mapping(self._indent())
        self._skip()
        self._need(self.at == len(self.lines))
        return result

    def _skip(self) -> None:
        lines, at = self.lines, self.at
        while at < len(lines) and (not lines[at] or self._is_nothing(lines[at])):
            at += 1
        self.at = at

    def _indent(self) -> int:
        line = self.lines[self.at]
        return len(line) - len(line.lstrip(" "))

    def _enter(self) -> None:
        self.depth += 1
        self._need(self.depth < MAX_DEPTH)

    def _mapping(self, indent: int) -> _Value:
        self._enter()
        result: dict[str, Any] = {}
        marks: dict[str, Mark] = {}
        start = self.first + self.at
        while self.at < len(self.lines):
            match = _KEY.fullmatch(self.lines[self.at])
            if match is None:
                if self._ends(indent):
                    break
                continue
            if len(match[1]) != indent:
                self._need(len(match[1]) < indent)
                break
            key = match[2]
            key = key[1:-1] if key[0] in "\"'" else key
            self._need(key not in result and match[2] not in _NOT_A_TEXT and len(key) < _LONGEST_KEY)
            line = self.first + self.at
            value, (at_line, at_column, _, _, below) = self._after(
                match[3], match.start(3), indent, is_key=True
            )
            result[key] = value
            marks[key] = (at_line, at_column, line, indent + 1, below)
        self._need(result)
        self.depth -= 1
        return result, (start, indent + 1, 0, 0, marks)

    def _sequence(self, indent: int) -> _Value:
        self._enter()
        result: list[Any] = []
        marks: list[Mark] = []
        start = self.first + self.at
        while self.at < len(self.lines):
            line = self.lines[self.at]
            match = _DASH.fullmatch(line)
            if match is None or len(match[1]) != indent:
                if match is None and self._is_nothing(line):
                    self.at += 1
                    continue
                self._need(self._indent() <= indent)
                break
            value, mark = self._entry(line, match, indent)
            result.append(value)
            marks.append(mark)
        self.depth -= 1
        return result, (start, indent + 1, 0, 0, marks)

    def _entry(self, line: str, match: re.Match[str], indent: int) -> _Value:
        rest = match[2]
        if rest is None or not (_KEY.fullmatch(rest) or _DASH.fullmatch(rest)):
            return self._after(rest, match.start(2), indent, is_key=False)
        # `- key: value` is a mapping that starts two columns further in.
        self.lines[self.at] = f"{line[:indent]} {line[indent + 1 :]}"
        column = match.start(2)
        return self._sequence(column) if rest[0] == "-" and _DASH.fullmatch(rest) else self._mapping(column)

    def _ends(self, indent: int) -> bool:
        """The line that is no key of this mapping ends it, or is nothing and is stepped over."""
        if self._is_nothing(self.lines[self.at]):
            self.at += 1
            return False
        self._need(self._indent() < indent)
        return True

    def _after(self, text: str | None, column: int, indent: int, *, is_key: bool) -> _Value:
        """What stands after a colon or dash: on the same line, or below it."""
        line = self.first + self.at
        self.at += 1
        if text is None or text[0] == "#":
            return self._below(indent, is_key=is_key)
        text = text.rstrip(" ")
        mark: Mark = (line, column + 1, 0, 0, None)
        first = text[0]
        if first in "\"'":
            quoted = _QUOTED.fullmatch(text)
            if quoted is None:
                raise _NotPlainError
            return quoted[1] if quoted[1] is not None else quoted[2], mark
        if first in "[{":
            return _FlowLine(text, line, column).read()
        if first in "|>":
            return self._block(text, indent), mark
        comment = text.find(" #")
        plain = text[:comment].rstrip(" ") if comment >= 0 else text
        self._need(_PLAIN.fullmatch(plain))
        return jsonable(resolve_plain(plain)), mark

    def _below(self, indent: int, *, is_key: bool) -> _Value:
        self._skip()
        # Where nothing follows, the exact reader knows best what place an empty value has.
        self._need(self.at < len(self.lines))
        below, inner = self.lines[self.at], self._indent()
        is_dash = _DASH.fullmatch(below) is not None
        if inner > indent:
            return self._sequence(inner) if is_dash else self._mapping(inner)
        if is_key and is_dash and inner == indent:
            return self._sequence(inner)
        raise _NotPlainError

    def _block(self, text: str, indent: int) -> str:
        header = _BLOCK.fullmatch(text)
        if header is None:
            raise _NotPlainError
        start = self.at
        lines = self.lines
        while self.at < len(lines) and not lines[self.at]:
            self.at += 1
        self._need(self.at < len(lines) and self._indent() > indent)
        inner = self._indent()
        margin = " " * inner
        while self.at < len(lines) and (lines[self.at].startswith(margin) or not lines[self.at].strip(" ")):
            self.at += 1
        end = self.at
        while not lines[end - 1].strip(" "):
            end -= 1
            self._need(len(lines[end]) <= inner and end > start)
        source = "\n".join([*lines[start:end], ""])
        try:
            return block_text(BlockHeader.parse(header[1]), source, indent, at_root=False)
        except ScalarError:
            raise _NotPlainError from None


class _FlowLine:
    """A collection in brackets that ends on its line."""

    def __init__(self, text: str, line: int, column: int) -> None:
        self.text = text
        self.line = line
        self.column = column
        self.at = 0
        self.depth = 0

    def read(self) -> _Value:
        result = self._value(self._token())
        if not re.fullmatch(r" *(?: #.*)?", self.text[self.at :]):
            raise _NotPlainError
        return result

    def _token(self) -> re.Match[str]:
        match = _FLOW.match(self.text, self.at)
        if match is None:
            raise _NotPlainError
        self.at = match.end()
        return match

    def _mark(self, token: re.Match[str], below: dict[str, Mark] | list[Mark] | None = None) -> Mark:
        lead = len(token[0]) - len(token[0].lstrip(" "))
        return (self.line, self.column + token.start() + lead + 1, 0, 0, below)

    def _value(self, token: re.Match[str]) -> _Value:
        if token[1] == "[":
            return self._list(token)
        if token[1] == "{":
            return self._mapping(token)
        if token[1] is not None:
            raise _NotPlainError
        if token[4] is None:
            return token[2] if token[2] is not None else token[3], self._mark(token)
        return jsonable(resolve_plain(token[4].rstrip(" "))), self._mark(token)

    def _list(self, opening: re.Match[str]) -> _Value:
        values: list[Any] = []
        marks: list[Mark] = []
        for token in self._items("]"):
            value, mark = self._value(token)
            values.append(value)
            marks.append(mark)
        return values, self._mark(opening, marks)

    def _mapping(self, opening: re.Match[str]) -> _Value:
        values: dict[str, Any] = {}
        marks: dict[str, Mark] = {}
        for token in self._items("}"):
            key, key_mark = self._value(token)
            colon = _COLON.match(self.text, self.at)
            if colon is None or not isinstance(key, str) or key in values:
                raise _NotPlainError
            self.at = colon.end()
            value, (line, column, _, _, below) = self._value(self._token())
            values[key] = value
            marks[key] = (line, column, key_mark[0], key_mark[1], below)
        return values, self._mark(opening, marks)

    def _items(self, closing: str) -> Any:
        """The first token of every entry, up to the closing bracket."""
        self.depth += 1
        if self.depth > MAX_DEPTH // 4:
            raise _NotPlainError
        token = self._token()
        while token[1] != closing:
            yield token
            token = self._token()
            if token[1] == closing:
                break
            if token[1] != ",":
                raise _NotPlainError
            token = self._token()
            if token[1] == closing:
                raise _NotPlainError
        self.depth -= 1
