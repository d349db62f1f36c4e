"""A file is cut into its YAML documents before anything is parsed.

A line that starts with `---` or `...` ends a document wherever it stands (YAML 1.2.2, section 9.1), so one
bad document costs its neighbours nothing. Directives are read here: they decide how the document is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType
from typing import Final

from callboard.descriptors.document import YamlProblem

BYTE_ORDER_MARK: Final = "\ufeff"
CORE_TAGS: Final[Mapping[str, str]] = MappingProxyType({"!!": "tag:yaml.org,2002:"})

_MARKER_HERE: Final = re.compile(r"(?:---|\.\.\.)(?=[ \t\r\n]|\Z)")
_MARKER: Final = re.compile(r"^(?:---|\.\.\.)(?=[ \t\r\n]|\Z)", re.MULTILINE)
_NOTHING: Final = re.compile(r"[ \t]*(?:#.*)?\r?\Z")
_ONLY_COMMENT: Final = re.compile(r"(?:[ \t]+#.*|[ \t]*)\r?\Z")
_VERSION: Final = re.compile(r"[0-9]+\.[0-9]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of one document, where it starts in its file, and what its directives said.

    `inline` is true where the text begins on the line of its `---`; `offset` counts the characters before it.
    """

    text: str
    offset: int = 0
    line: int = 1
    column: int = 1
    inline: bool = False
    version: str = "1.2"
    tags: Mapping[str, str] = field(default_factory=lambda: CORE_TAGS)
    problem: YamlProblem | None = None
    warnings: tuple[str, ...] = ()


class _Directives:
    """The directives in force; those of `%YAML 1.1` stay until the next directive, as in npm `yaml`."""

    def __init__(self) -> None:
        self._reset("1.2")
        self._sticky = False
        self.pending = False
        self.problem: YamlProblem | None = None
        self.warnings: list[str] = []

    def _reset(self, version: str) -> None:
        self.version = version
        self.tags = dict(CORE_TAGS)

    def read(self, text: str, line: int) -> None:
        if self._sticky:
            self._reset("1.1")
            self._sticky = False
        self.pending = True
        name, *parts = re.split(r"[ \t]#", text)[0].split()
        if name == "%TAG":
            self._read_tag(parts, line)
        elif name == "%YAML":
            self._read_version(parts, line)
        else:
            self.warnings.append(f"Unknown directive {name}")

    def _read_tag(self, parts: list[str], line: int) -> None:
        if len(parts) != 2:  # noqa: PLR2004
            self._refuse("A %TAG directive names a handle and a prefix", line)
        if len(parts) > 1:
            self.tags[parts[0]] = parts[1]

    def _read_version(self, parts: list[str], line: int) -> None:
        if len(parts) != 1:
            self._refuse("A %YAML directive names one version", line)
        elif parts[0] in {"1.1", "1.2"}:
            self.version = parts[0]
        elif _VERSION.fullmatch(parts[0]):
            self.warnings.append(f"Unsupported YAML version {parts[0]}")
        else:
            self._refuse(f"{parts[0]!r} is not a YAML version", line)

    def _refuse(self, message: str, line: int) -> None:
        self.problem = self.problem or YamlProblem(message, line, 1)

    def document(self, text: str, offset: int, line: int, *, marked: bool) -> DocumentText:
        """The document that these directives are for; `marked` where it starts with `---`."""
        if self.pending and not marked:
            self._refuse("Directives end with a line of '---'", line)
        result = DocumentText(
            text,
            offset,
            line,
            4 if marked else 1,
            inline=marked,
            version=self.version,
            tags=dict(self.tags),
            problem=self.problem,
            warnings=tuple(self.warnings),
        )
        self.pending, self.problem, self.warnings = False, None, []
        if self.version == "1.1":
            self._sticky = True
        else:
            self._reset("1.2")
        return result


def split_documents(text: str) -> Iterator[DocumentText]:
    """Give every document of a file in order; comments and blank lines alone are none."""
    cutter = _Cutter(text)
    while cutter.position < len(text):
        if cutter.in_stream:
            cutter.skip_prelude()
        if cutter.position < len(text):
            yield cutter.next_document()


class _Cutter:
    """Goes through a file; `in_stream` is true between documents, where directives may stand."""

    def __init__(self, text: str) -> None:
        self.position = 0
        self.in_stream = True
        self._text = text
        self._line = 1
        self._directives = _Directives()

    def skip_prelude(self) -> None:
        """Go past blank lines, comments and directives."""
        while self.position < len(self._text):
            if self._text[self.position] == BYTE_ORDER_MARK:
                self.position += 1
            end = self._line_end()
            here = self._text[self.position : end]
            if here.startswith("%"):
                self._directives.read(here, self._line)
            elif not _NOTHING.fullmatch(here):
                break
            self.position, self._line = end + 1, self._line + 1

    def next_document(self) -> DocumentText:
        """Cut off the text up to the next marker."""
        marker = _MARKER_HERE.match(self._text, self.position)
        marked = marker is not None and marker[0] == "---"
        start = self.position + 3 if marked else self.position
        line = self._line
        self._go_to_marker(start)
        text = self._text[start : self.position]
        document = self._directives.document(text, start, line, marked=marked)
        return self._end_explicitly(document) if self.in_stream else document

    def _end_explicitly(self, document: DocumentText) -> DocumentText:
        """Go past the line of `...`; what wrongly follows it reaches to the next marker, as in npm `yaml`."""
        while self.in_stream:
            end = self._line_end()
            rest_of_line = self._text[self.position + 3 : end]
            if _ONLY_COMMENT.fullmatch(rest_of_line):
                self.position, self._line = end + 1, self._line + 1
                break
            if document.problem is None:
                problem = YamlProblem("Nothing may follow '...' on its line", self._line, 4)
                document = replace(document, problem=problem)
            self._go_to_marker(self.position + 3)
        return document

    def _go_to_marker(self, start: int) -> None:
        following = _MARKER.search(self._text, start)
        end = following.start() if following else len(self._text)
        self._line += self._text.count("\n", self.position, end)
        self.position = end
        self.in_stream = following is not None and following[0] == "..."

    def _line_end(self) -> int:
        end = self._text.find("\n", self.position)
        return len(self._text) if end < 0 else end
