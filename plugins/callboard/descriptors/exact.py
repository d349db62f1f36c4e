"""The exact reader: ruamel.yaml's parser, made to accept and refuse what npm `yaml` does.

Backstage reads descriptors with the npm package `yaml` 2.x. What differs from ruamel.yaml (scalars, tags, tabs,
line breaks, keys over several lines, limits) is a method here; the grammar of tokens is ruamel.yaml's own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import count
from typing import Any, Final

from ruamel.yaml import tokens
from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner

from callboard.descriptors.document import YamlProblem
from callboard.descriptors.limits import MAX_DEPTH
from callboard.descriptors.scalar_text import (
    BlockHeader,
    ScalarError,
    block_text,
    fold,
    unquote_double,
    unquote_single,
)
from callboard.descriptors.stream import DocumentText
from callboard.descriptors.tags import TagError, resolve_tag

_END: Final = "\0"
_WHITE: Final = " \t\n\0"
_FLOW_MARKS: Final = ",[]{}"
_AFTER_FLOW_INDICATOR: Final = _WHITE + _FLOW_MARKS
_NEVER_PLAIN: Final = "#,[]{}&*!|>'\"%@`\0"

_SPACE: Final = re.compile(r"[ \t]*(?:#[^\n\0]*)?\n?")
_ANCHOR: Final = re.compile(r"[^ \t\n\0,\[\]{}]*")
_TAG: Final = re.compile(r"!(?:<[^ \t\n\0>]*>?|(?:[0-9A-Za-z\-#;/?:@&=+$_.!~*'()]|%[0-9A-Fa-f]{2})*)")
_HEADER: Final = re.compile(r"[^ \t\n\0#]*")
_HEADER_END: Final = re.compile(r"(?:[ \t]*|[ \t]+#[^\n\0]*)(?=[\n\0])")
_SINGLE: Final = re.compile(r"'((?:[^'\0]|'')*)'")
_DOUBLE: Final = re.compile(r'"((?:[^"\\\0]|\\[^\0])*)"')
_PLAIN_STOP: Final = re.compile(r":(?=[ \t\n\0])|[ \t]*(?:[ \t]#|\n|\0)")
_FLOW_PLAIN_STOP: Final = re.compile(r":(?=[ \t\n\0,\[\]{}])|[ \t]*(?:[ \t]#|[\n\0,\[\]{}])")

# Characters that ruamel.yaml takes for line ends, or for the end of the file, and npm `yaml` for text. They
# stand aside as noncharacters, which no text holds (Unicode 15, section 23.7).
_STAND_INS: Final = {"\0": "\ufdd0", "\r": "\ufdd1", "\x85": "\ufdd2", "\u2028": "\ufdd3", "\u2029": "\ufdd4"}
_ASIDE: Final = str.maketrans(_STAND_INS)
_BACK: Final = str.maketrans({stand_in: character for character, stand_in in _STAND_INS.items()})

_TABS: Final = "A tab cannot indent; use spaces"


class UnclosedQuote(YamlProblem):
    """A quoted scalar has no end in its document; `offset` is where in the document's text it starts."""

    def __init__(self, message: str, line: int, column: int, *, offset: int) -> None:
        super().__init__(message, line, column)
        self.offset: Final = offset

    def swallows(self, text: str, start: int) -> bool:
        """The quote has no end in the rest of the file either, so that npm `yaml` sees no further document."""
        position = start + self.offset
        pattern = _DOUBLE if text[position : position + 1] == '"' else _SINGLE
        return pattern.match(text, position) is None


@dataclass(frozen=True, slots=True)
class Place:
    """A place in the file, counted from 0 as ruamel.yaml's marks are."""

    index: int
    line: int
    column: int


class ExactParser(Reader, Scanner, Parser):
    """Gives the events of one document; `tag_names` are its tags, by the number in the events."""

    def __init__(self, document: DocumentText) -> None:
        self.comment_handling = None
        self.processing_version = (1, 2)
        self.document = document
        self.tag_names: list[str] = []
        self._aside = any(character in document.text for character in _STAND_INS)
        text = document.text.translate(_ASIDE) if self._aside else document.text
        Reader.__init__(self, None, loader=self)
        self.buffer = text + _END * 4
        self.line = document.line - 1
        self._line_start = 1 - document.column
        self.column = document.column - 1
        self._tab = False
        self._before = "---" if document.inline else ""
        self._explicit_keys: set[int] = set()
        self._fresh_line = not document.inline
        Scanner.__init__(self, loader=self)
        Parser.__init__(self, loader=self)
        self._resolver = self

    # The text and the place in it.

    def get_mark(self) -> Place:
        """The current place."""
        return Place(self.pointer, self.line, self.column)

    def forward(self, length: int = 1) -> None:
        """Step over characters of one line."""
        self.pointer += length
        self.index += length
        self.column += length

    def peek(self, index: int = 0) -> str:
        """A character ahead."""
        return self.buffer[self.pointer + index]

    def _move_to(self, position: int) -> None:
        breaks = self.buffer.count("\n", self.pointer, position)
        if breaks:
            self.line += breaks
            self._line_start = self.buffer.rfind("\n", self.pointer, position) + 1
        self.pointer = self.index = position
        self.column = position - self._line_start

    def _problem(self, message: str, place: Place | None = None, code: str = "yaml-syntax") -> YamlProblem:
        place = place or self.get_mark()
        return YamlProblem(message, place.line + 1, place.column + 1, code=code)

    def _value(self, text: str) -> str:
        return text.translate(_BACK) if self._aside else text

    # White space, comments and indentation.

    def scan_to_next_token(self) -> None:
        """Go to the next token; white space must stand before a comment, spaces must indent."""
        start = self.pointer
        tab_below_colon = False
        for line in count():
            match = _SPACE.match(self.buffer, self.pointer)
            assert match is not None  # noqa: S101  (it matches nothing as well)
            self._refuse_joined_comment(match[0])
            if not match[0].endswith("\n"):
                break
            tab_below_colon |= line == 1 and self._before == ":" and self._is_tabbed_blank(match[0])
            self._move_to(match.end())
            self._fresh_line = True
            if not self.flow_context:
                self.allow_simple_key = True
        indent = len(match[0]) - len(match[0].lstrip(" ")) if "#" not in match[0] else 0
        self._move_to(match.end())
        self._tab = "\t" in match[0]
        if self._fresh_line and self.pointer > start:
            if tab_below_colon and indent == self.indent and self.buffer[self.pointer] != _END:
                raise self._problem(_TABS)
            self._check_indent(indent)
        elif self._tab and self._before == "-" and self.buffer[self.pointer] in "&!":
            raise self._problem(_TABS)
        self._fresh_line, self._before = False, ""

    def _is_tabbed_blank(self, line: str) -> bool:
        spaces = len(line) - len(line.lstrip(" "))
        return line[spaces] == "\t" and spaces <= self.indent and "#" not in line

    def _refuse_joined_comment(self, space: str) -> None:
        if space.startswith("#") and not self._fresh_line and self.column and self.pointer:
            raise self._problem("A comment needs a space before its #")

    def _check_indent(self, indent: int) -> None:
        character = self.buffer[self.pointer]
        if character == _END:
            if self._tab and self._before and indent <= max(self.indent, 0):
                raise self._problem(_TABS)
        elif self.flow_context:
            closes = len(self.flow_context) == 1 and indent == self.indent and character in "]}"
            if indent <= self.indent and not closes:
                raise self._problem("Lines of a collection in brackets must be indented more than their key")
        elif self._tab and indent <= max(self.indent, 0) and not (self.indent < 0 and character in "[{"):
            raise self._problem(_TABS)
        elif self._tab and (character in "&!" or self._at_indicator(character)):
            raise self._problem(_TABS)
        elif character in "|>" and indent <= self.indent:
            raise self._problem("A block scalar must be indented more than its key")

    def _at_indicator(self, character: str) -> bool:
        return character in "-?:" and self.peek(1) in _WHITE

    def add_indent(self, column: int) -> bool:
        """Open a block collection where one may start, as far as the limit allows."""
        if self.indent >= column:
            return False
        self._refuse_depth()
        if self.document.inline and self.line == self.document.line - 1:
            raise self._problem("A block collection cannot start on the line of '---'")
        if self._tab:
            raise self._problem(_TABS)
        return bool(super().add_indent(column))

    def fetch_flow_collection_start(self, token_class: Any, to_push: str) -> None:
        """Open a flow collection, as far as the limit allows."""
        self._refuse_depth()
        super().fetch_flow_collection_start(token_class, to_push)

    def _refuse_depth(self) -> None:
        if len(self.indents) + self.flow_level >= MAX_DEPTH:
            raise self._problem(f"Collections are nested more than {MAX_DEPTH} deep", code="yaml-limit")

    # Keys.

    def save_possible_simple_key(self) -> None:
        """Remember that a key may start here, and whether a tab stands before it."""
        super().save_possible_simple_key()
        key = self.possible_simple_keys.get(self.flow_level)
        if key is not None and key.index == self.index:
            key.after_tab = self._tab

    def fetch_value(self) -> None:
        """Take a colon for what it is; a tab before the key counts, one before the colon does not."""
        key = self.possible_simple_keys.get(self.flow_level)
        self._tab = key.after_tab if key is not None else self._tab
        explicit = self.column in self._explicit_keys
        super().fetch_value()
        if not self.flow_context:
            self._explicit_keys.discard(self.indent)
            # Only after an explicit key may a collection start on the line of its colon.
            self.allow_simple_key = self.allow_simple_key and explicit
            self._before = ":"

    def fetch_key(self) -> None:
        """Take a question mark for the start of an explicit key."""
        super().fetch_key()
        if not self.flow_context:
            self._explicit_keys.add(self.indent)
            self._before = "-"

    def fetch_block_entry(self) -> None:
        """Take a dash for the start of an entry."""
        super().fetch_block_entry()
        self._before = "-"

    def stale_possible_simple_keys(self) -> None:
        """Forget keys that went on for too long: one line and 1024 characters, but for flow mappings."""
        for level, key in list(self.possible_simple_keys.items()):
            if level and self.flow_context[level - 1] == "{":
                continue
            if key.line != self.line or self.index - key.index > 1024:  # noqa: PLR2004  (YAML 1.2.2, 7.4)
                if key.required:
                    raise self._problem("A ':' is missing after the key", key.mark)
                del self.possible_simple_keys[level]

    # Which token starts here.

    def check_directive(self) -> bool:
        """Directives were taken off before."""
        return False

    def check_document_start(self) -> bool:
        """Documents were cut apart before."""
        return False

    def check_document_end(self) -> bool:
        """Documents were cut apart before."""
        return False

    def check_block_entry(self) -> bool:
        """A dash before white space."""
        if self.flow_context and self.peek(1) in _FLOW_MARKS:
            raise self._problem("A list entry with a dash cannot stand in brackets")
        return self.peek(1) in _WHITE

    def check_key(self) -> bool:
        """A question mark before white space."""
        return self.peek(1) in (_AFTER_FLOW_INDICATOR if self.flow_context else _WHITE)

    def check_value(self) -> bool:
        """A colon before white space, or in a flow collection after what needs no space."""
        if not self.flow_context:
            return self.peek(1) in _WHITE
        return self.peek(1) in _AFTER_FLOW_INDICATOR or self._after_quote_or_bracket()

    def _after_quote_or_bracket(self) -> bool:
        last = self.tokens[-1] if self.tokens else None
        if isinstance(last, tokens.ScalarToken):
            return not last.plain
        return isinstance(last, (tokens.FlowSequenceEndToken, tokens.FlowMappingEndToken))

    def check_plain(self) -> bool:
        """Anything that no indicator starts."""
        return self.buffer[self.pointer] not in _NEVER_PLAIN

    # Scalars.

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
            if following < 0 or self.buffer[following] == _END:
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
        self._refuse_outdented(inside, mark)
        try:
            value = unquote_double(inside) if style == '"' else unquote_single(inside)
        except ScalarError as error:
            place = match.start() + error.offset
            self._move_to(place)
            raise self._problem(str(error)) from None
        token = self._token(value, mark, match.end(), plain=False)
        token.style = style
        return token

    def _refuse_outdented(self, inside: str, mark: Place) -> None:
        if "\n" not in inside or self.indent < 0:
            return
        for line in inside.split("\n")[1:]:
            text = line.lstrip(" ")
            # The line of the closing quote is one of them, even where nothing stands before the quote.
            is_last = line is inside.rpartition("\n")[2]
            if (text or is_last) and len(line) - len(text) <= self.indent:
                raise self._problem("A line of the quoted text is not indented enough", mark)

    def _token(self, value: str, mark: Place, end: int, *, plain: bool) -> tokens.ScalarToken:
        self._move_to(end)
        return tokens.ScalarToken(self._value(value), plain, mark, self.get_mark())

    def scan_block_scalar(self, style: str, rt: bool | None = None) -> tokens.ScalarToken:  # noqa: FBT001
        """A literal or folded scalar."""
        del rt
        mark = self.get_mark()
        header_text = _HEADER.match(self.buffer, self.pointer)
        assert header_text is not None  # noqa: S101  (it matches nothing as well)
        rest = _HEADER_END.match(self.buffer, header_text.end())
        try:
            if rest is None:
                raise ScalarError("Nothing may follow a block scalar header on its line")
            header = BlockHeader.parse(header_text[0])
            end = self._block_end(header, rest.end() + 1)
            source = self.buffer[rest.end() + 1 : end].rstrip(_END)
            at_root = self.indent < 0
            value = block_text(header, source, max(self.indent, 0), at_root=at_root)
        except ScalarError as error:
            raise self._problem(str(error), mark) from None
        token = self._token(value, mark, min(end, len(self.buffer) - 4), plain=False)
        token.style = style
        self._fresh_line = True
        return token

    def _block_end(self, header: BlockHeader, start: int) -> int:
        """Where the lines of a block scalar end, blank lines after them left out unless they are kept."""
        needed = max(self.indent, 0) + header.indent if header.indent else self.indent + 1
        first = 0
        position = last = start
        found = False
        while position < len(self.buffer) - 4:
            line_end = self.buffer.find("\n", position)
            line_end = len(self.buffer) - 4 if line_end < 0 else line_end
            line = self.buffer[position:line_end]
            text = line.lstrip(" ")
            indent = len(line) - len(text)
            if text and indent < needed:
                if text.startswith("\t"):
                    raise ScalarError(_TABS)
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

    # Anchors and tags.

    def scan_anchor(self, token_class: Any) -> Any:
        """`&name` or `*name`: up to white space or a flow indicator."""
        mark = self.get_mark()
        match = _ANCHOR.match(self.buffer, self.pointer + 1)
        assert match is not None  # noqa: S101  (it matches nothing as well)
        if not match[0]:
            raise self._problem(f"A name is missing after {self.peek()}")
        self._move_to(match.end())
        if token_class is tokens.AnchorToken:
            self._refuse_joined("An anchor")
        return token_class(self._value(match[0]), mark, self.get_mark())

    def scan_tag(self) -> tokens.TagToken:
        """A tag; the event carries its number among `tag_names`."""
        mark = self.get_mark()
        match = _TAG.match(self.buffer, self.pointer)
        assert match is not None  # noqa: S101  (the caller saw the exclamation mark)
        try:
            name = resolve_tag(match[0], self.document.tags)
        except TagError as error:
            raise self._problem(str(error)) from None
        self._move_to(match.end())
        self._refuse_joined("A tag")
        self.tag_names.append(name)
        return tokens.TagToken((None, str(len(self.tag_names) - 1)), mark, self.get_mark())

    def _refuse_joined(self, what: str) -> None:
        allowed = _WHITE + "," if self.flow_context else _WHITE
        if self.peek() not in allowed:
            raise self._problem(f"{what} must be followed by a space")

    def tag_of(self, event: Any) -> str | None:
        """The resolved tag of an event, None where it has none."""
        return None if event.tag is None else self.tag_names[int(event.tag)]
