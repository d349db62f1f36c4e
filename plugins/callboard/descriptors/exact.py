"""The exact reader: ruamel.yaml's parser, made to accept and refuse what npm `yaml` does.

Backstage reads descriptors with the npm package `yaml` 2.x. What differs from ruamel.yaml (tabs, keys over
several lines, limits; scalars in `exact_scalars`) is a method here; the grammar of tokens is ruamel.yaml's
own.
"""

from __future__ import annotations

import re
from typing import Any, Final

from ruamel.yaml import tokens
from ruamel.yaml.parser import Parser
from ruamel.yaml.scanner import Scanner

from callboard.descriptors.document_reader import END, DocumentReader
from callboard.descriptors.exact_scalars import TABS, ScalarScanner
from callboard.descriptors.limits import MAX_DEPTH
from callboard.descriptors.stream import DocumentText

_WHITE: Final = " \t\n\0"
_FLOW_MARKS: Final = ",[]{}"
_AFTER_FLOW_INDICATOR: Final = _WHITE + _FLOW_MARKS
_NEVER_PLAIN: Final = "#,[]{}&*!|>'\"%@`\0"
_SPACE: Final = re.compile(r"[ \t]*(?:#[^\n\0]*)?\n?")
_LONGEST_KEY: Final = 1024
"""Characters from the start of an implicit key to its colon (YAML 1.2.2, section 7.4)."""


class ExactParser(ScalarScanner, Parser):
    """Gives the events of one document; `tag_names` are its tags, by the number in the events."""

    def __init__(self, document: DocumentText) -> None:
        self.comment_handling = None
        self.processing_version = (1, 2)
        self.tag_names = []
        self._tab = False
        self._before = "---" if document.inline else ""
        self._explicit_keys: set[int] = set()
        self._fresh_line = not document.inline
        DocumentReader.__init__(self, document)
        self.loader = self._reader = self
        Scanner.__init__(self, loader=self)
        Parser.__init__(self, loader=self)
        self._resolver = self

    # White space, comments and indentation.

    def scan_to_next_token(self) -> None:
        """Go to the next token; white space must stand before a comment, spaces must indent."""
        start, is_tabbed = self.pointer, False
        space = self._space()
        while space.endswith("\n"):
            # npm `yaml` takes the first line below a colon for a part of the value, tab and all.
            is_first_below = self._before == ":" and self._fresh_line and not is_tabbed
            is_tabbed = is_first_below and self._is_tabbed_blank(space)
            if is_first_below and not is_tabbed:
                self._before = ":\n"
            self._next_line(len(space))
            space = self._space()
        self.forward(len(space))
        self._tab = "\t" in space
        if self._fresh_line and self.pointer > start:
            indent = 0 if "#" in space else len(space) - len(space.lstrip(" "))
            if is_tabbed and indent == self.indent and self.buffer[self.pointer] != END:
                raise self.problem(TABS)
            self._check_indent(indent)
        elif self._tab and self._before == "-" and self.buffer[self.pointer] in "&!":
            raise self.problem(TABS)
        self._fresh_line, self._before = False, ""

    def _space(self) -> str:
        """White space and a comment, to the end of the line where nothing else stands on it."""
        match = _SPACE.match(self.buffer, self.pointer)
        space = match[0] if match is not None else ""
        if space.startswith("#") and not self._fresh_line and self.column and self.pointer:
            raise self.problem("A comment needs a space before its #")
        return space

    def _next_line(self, length: int) -> None:
        self.move_to(self.pointer + length)
        self._fresh_line = True
        if not self.flow_context:
            self.allow_simple_key = True

    def _is_tabbed_blank(self, line: str) -> bool:
        spaces = len(line) - len(line.lstrip(" "))
        return line[spaces] == "\t" and spaces <= self.indent and "#" not in line

    def _check_indent(self, indent: int) -> None:
        character = self.buffer[self.pointer]
        if self.flow_context:
            self._check_flow_indent(indent, character)
        elif character in "|>" and indent <= self.indent:
            raise self.problem("A block scalar must be indented more than its key")
        elif self._tab and not self._may_follow_tab(indent, character):
            raise self.problem(TABS)

    def _check_flow_indent(self, indent: int, character: str) -> None:
        closes = len(self.flow_context) == 1 and indent == self.indent and character in "]}"
        if indent <= self.indent and not closes and character != END:
            raise self.problem("Lines of a collection in brackets must be indented more than their key")

    def _may_follow_tab(self, indent: int, character: str) -> bool:
        if character == END:
            return not self._before or indent > max(self.indent, 0)
        if self.indent < 0 and character in "[{":
            return True
        starts_block = character in "&!" or self._at_indicator(character)
        return indent > max(self.indent, 0) and not starts_block

    def _at_indicator(self, character: str) -> bool:
        return character in "-?:" and self.peek(1) in _WHITE

    def add_indent(self, column: int) -> bool:
        """Open a block collection where one may start, as far as the limit allows."""
        if self.indent >= column:
            return False
        self._refuse_depth()
        if self.document.inline and self.line == self.document.line - 1:
            raise self.problem("A block collection cannot start on the line of '---'")
        if self._tab:
            raise self.problem(TABS)
        return bool(super().add_indent(column))

    def fetch_flow_collection_start(self, token_class: Any, to_push: str) -> None:
        """Open a flow collection, as far as the limit allows."""
        self._refuse_depth()
        super().fetch_flow_collection_start(token_class, to_push)

    def _refuse_depth(self) -> None:
        if len(self.indents) + self.flow_level >= MAX_DEPTH:
            raise self.problem(f"Collections are nested more than {MAX_DEPTH} deep", code="yaml-limit")

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
            if key.line != self.line or self.index - key.index > _LONGEST_KEY:
                if key.required:
                    raise self.problem("A ':' is missing after the key", key.mark)
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
            raise self.problem("A list entry with a dash cannot stand in brackets")
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

    def tag_of(self, event: Any) -> str | None:
        """The resolved tag of an event, None where it has none."""
        return None if event.tag is None else self.tag_names[int(event.tag)]
