"""The exact reader: ruamel.yaml's parser, made to accept and refuse what npm `yaml` does.

Backstage reads descriptors with the npm package `yaml` 2.x. Where that differs from ruamel.yaml (tabs, tags,
line breaks, limits) the difference is a method here.
"""

from __future__ import annotations

from typing import Any, Final

from ruamel.yaml.parser import Parser
from ruamel.yaml.reader import Reader
from ruamel.yaml.scanner import Scanner

from callboard.descriptors.document import YamlProblem
from callboard.descriptors.limits import MAX_DEPTH
from callboard.descriptors.stream import DocumentText

TOO_DEEP: Final = f"Collections are nested more than {MAX_DEPTH} deep"


class ExactParser(Reader, Scanner, Parser):  # type: ignore[misc]
    """Gives the events of one document."""

    def __init__(self, document: DocumentText) -> None:
        self.comment_handling = None
        self.processing_version = (1, 2)
        Reader.__init__(self, None, loader=self)
        self._stream = ""
        self.name = ""
        self.buffer = document.text + "\0"
        self.line, self.column = document.line - 1, document.column - 1
        self.doc_infos: list[Any] = []
        self.tags: Any = None
        Scanner.__init__(self, loader=self)
        Parser.__init__(self, loader=self)
        self._resolver = self

    def add_indent(self, column: int) -> bool:
        """Open a block collection, as far as the limit allows."""
        if len(self.indents) + self.flow_level > MAX_DEPTH:
            raise YamlProblem(TOO_DEEP, self.line + 1, self.column + 1, code="yaml-limit")
        return bool(super().add_indent(column))

    def fetch_flow_collection_start(self, token_class: Any, to_push: str) -> None:
        """Open a flow collection, as far as the limit allows."""
        if len(self.indents) + self.flow_level > MAX_DEPTH:
            raise YamlProblem(TOO_DEEP, self.line + 1, self.column + 1, code="yaml-limit")
        super().fetch_flow_collection_start(token_class, to_push)
