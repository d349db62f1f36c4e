"""How scalars, anchors and tags are found in the text: npm `yaml`'s rules, ruamel.yaml's tokens."""

from __future__ import annotations

import re
from typing import Any, Final

from ruamel.yaml import tokens
from ruamel.yaml.scanner import Scanner

from callboard.descriptors.document import YamlProblem
from callboard.descriptors.document_reader import END, DocumentReader, Place
from callboard.descriptors.scalar_text import (
    BlockHeader,
    ScalarError,
    block_text,
    fold,
    unquote_double,
    unquote_single,
)
from callboard.descriptors.tags import TagError, resolve_tag

TABS: Final = "A tab cannot indent; use spaces"

_WHITE: Final = " \t\n\0"
_ANCHOR: Final = re.compile(r"[^ \t\n\0,\[\]{}]*")
_TAG: Final = re.compile(r"!(?:<[^ \t\n\0>]*>?|(?:[0-9A-Za-z\-#;/?:@&=+$_.!~*'()]|%[0-9A-Fa-f]{2})*)")
_SINGLE: Final = re.compile(r"'((?:[^'\0]|'')*)'")
_DOUBLE: Final = re.compile(r'"([^"\\\0]*(?:\\[^\0][^"\\\0]*)*)"')
_PLAIN_STOP: Final = re.compile(r":(?=[ \t\n\0])|[ \t]#|[\n\0]")
_FLOW_PLAIN_STOP: Final = re.compile(r":(?=[ \t\n\0,\[\]{}])|[ \t]#|[\n\0,\[\]{}]")


class UnclosedQuote(YamlProblem):
    """A quoted scalar has no end; `offset` is where in the document's text the quote stands that opens it."""

    def __init__(self, message: str, line: int, column: int, *, offset: int) -> None:
        super().__init__(message, line, column)
        self.offset: Final = offset

    def swallows(self, text: str, start: int) -> bool:
        """The quote has no end in the rest of the file either: npm `yaml` sees no further document."""
        position = start + self.offset
        pattern = _DOUBLE if text[position : position + 1] == '"' else _SINGLE
        return pattern.match(text, position) is None


class ScalarScanner(DocumentReader, Scanner):
    """Scans what stands between the indicators; `tag_names` are the document's tags, in order."""

    tag_names: list[str]

    def scan_plain(self) -> tokens.ScalarToken:
        """A plain scalar, over several lines where they are indented enough."""
        start, mark = self.pointer, self.get_mark()
        stop = _FLOW_PLAIN_STOP if self.flow_context else _PLAIN_STOP
        position, end = start, start
        while True:
            found = stop.search(self.buffer, position)
            assert found is not None  # noqa: S101  (the text ends with what stops it)
            end = found.start() if found.start() > position or end == start else end
            if not found[0].endswith("\n"):
                break
            following = self._continued(found.end())
            if following < 0 or self.buffer[following] == END:
                break
            if self.buffer[following] == "#":
                break
            position = following
        return self._token(fold(self.buffer[start:end].rstrip(" \t")), mark, end, plain=True)

    def _continued(self, position: int) -> int:
        """Where the next line of a scalar goes on, past blank lines; -1 where it is not indented enough."""
        while True:
            here = position
            while self.buffer[here] == " ":
                here += 1
            if self.buffer[here] == "\n":
                position = here + 1
                continue
            if here - position <= self.indent:
                return -1
            while self.buffer[here] in " \t":
                here += 1
            if self.buffer[here] != "\n":
                return here
            position = here + 1

    def scan_flow_scalar(self, style: str) -> tokens.ScalarToken:
        """A quoted scalar, every line of it indented enough."""
        mark = self.get_mark()
        match = (_DOUBLE if style == '"' else _SINGLE).match(self.buffer, self.pointer)
        if match is None:
            line, column = self.line + 1, self.column + 1
            raise UnclosedQuote("The closing quote is missing", line, column, offset=self.pointer)
        inside = match[1]
        self._refuse_outdented(inside, mark, match.end())
        try:
            value = unquote_double(inside) if style == '"' else unquote_single(inside)
        except ScalarError as error:
            place = match.start() + error.offset
            self.move_to(place)
            raise self.problem(str(error)) from None
        token = self._token(value, mark, match.end(), plain=False)
        token.style = style
        return token

    def _refuse_outdented(self, inside: str, mark: Place, end: int) -> None:
        if "\n" not in inside or self.indent < 0:
            return
        *lines, last = inside.split("\n")[1:]
        message = "A line of the quoted text is not indented enough"
        if any(line.strip(" ") and self._is_outdented(line) for line in lines):
            raise self.problem(message, mark)
        if self._is_outdented(last):
            if last.strip(" "):
                raise self.problem(message, mark)
            # A closing quote alone on its line opens another quoted text for npm `yaml`.
            raise UnclosedQuote(message, mark.line + 1, mark.column + 1, offset=end - 1)

    def _is_outdented(self, line: str) -> bool:
        return len(line) - len(line.lstrip(" ")) <= self.indent

    def _token(self, value: str, mark: Place, end: int, *, plain: bool) -> tokens.ScalarToken:
        self.move_to(end)
        return tokens.ScalarToken(self.value_of(value), plain, mark, self.get_mark())

    def scan_block_scalar(self, style: str, rt: bool | None = None) -> tokens.ScalarToken:  # noqa: FBT001
        """A literal or folded scalar."""
        del rt
        mark = self.get_mark()
        line_end = self._line_end(self.pointer)
        try:
            header = BlockHeader.parse(self.buffer[self.pointer : line_end])
            end = self._block_end(header, line_end + 1)
            source = self.buffer[line_end + 1 : end].rstrip(END)
            value = block_text(header, source, max(self.indent, 0), at_root=self.indent < 0)
        except ScalarError as error:
            raise self.problem(str(error), mark) from None
        token = self._token(value, mark, min(end, self.text_end), plain=False)
        token.style = style
        self._fresh_line = True
        return token

    def _line_end(self, position: int) -> int:
        end = self.buffer.find("\n", position)
        return self.text_end if end < 0 else end

    def _block_end(self, header: BlockHeader, start: int) -> int:
        """Where the lines of a block scalar end, blank lines after them left out unless they are kept."""
        needed = max(self.indent, 0) + header.indent if header.indent else self.indent + 1
        first = 0
        position = last = start
        found = False
        while position < self.text_end:
            line_end = self._line_end(position)
            line = self.buffer[position:line_end]
            text = line.lstrip(" ")
            indent = len(line) - len(text)
            if text and indent < needed:
                if text.startswith("\t"):
                    raise ScalarError(TABS)
                break
            if text:
                if not found and not header.indent:
                    needed = indent
                found = True
                first = first or indent
            position = line_end + 1
            if text or header.chomp == "+" or (found and indent > first):
                last = position
        return last

    def scan_anchor(self, token_class: Any) -> Any:
        """`&name` or `*name`: up to white space or a flow indicator."""
        mark = self.get_mark()
        match = _ANCHOR.match(self.buffer, self.pointer + 1)
        assert match is not None  # noqa: S101  (it matches nothing as well)
        if not match[0]:
            raise self.problem(f"A name is missing after {self.peek()}")
        self.move_to(match.end())
        if token_class is tokens.AnchorToken:
            self._refuse_joined("An anchor")
        return token_class(self.value_of(match[0]), mark, self.get_mark())

    def scan_tag(self) -> tokens.TagToken:
        """A tag; the event carries its number among `tag_names`."""
        mark = self.get_mark()
        match = _TAG.match(self.buffer, self.pointer)
        assert match is not None  # noqa: S101  (the caller saw the exclamation mark)
        try:
            name = resolve_tag(match[0], self.document.tags)
        except TagError as error:
            raise self.problem(str(error)) from None
        self.move_to(match.end())
        self._refuse_joined("A tag")
        self.tag_names.append(name)
        return tokens.TagToken((None, str(len(self.tag_names) - 1)), mark, self.get_mark())

    def _refuse_joined(self, what: str) -> None:
        allowed = _WHITE + "," if self.flow_context else _WHITE
        if self.peek() not in allowed:
            raise self.problem(f"{what} must be followed by a space")
