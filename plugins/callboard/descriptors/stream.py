"""A file is cut into its YAML documents before anything is parsed.

A line that starts with `---` or `...` ends a document wherever it stands (YAML 1.2.2, section 9.1), so one bad
document costs its neighbours nothing. Directives are read here: they decide how the document is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from callboard.descriptors.document import YamlProblem

BYTE_ORDER_MARK: Final = "\ufeff"
CORE_TAGS: Final[Mapping[str, str]] = MappingProxyType({"!!": "tag:yaml.org,2002:"})

_MARKER: Final = re.compile(r"^(?:---|\.\.\.)(?=[ \t\r\n]|\Z)", re.MULTILINE)
_NOTHING: Final = re.compile(r"[ \t]*(?:#.*)?\r?\Z")
_ONLY_COMMENT: Final = re.compile(r"(?:[ \t]+#.*|[ \t]*)\r?\Z")
_VERSION: Final = re.compile(r"[0-9]+\.[0-9]+", re.ASCII)


@dataclass(frozen=True, slots=True)
class DocumentText:
    """The text of one document, where it starts in its file, and what its directives said.

    `inline` is true where the text begins on the line of its `---`.
    """

    text: str
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
        name, *parts = re.split(r"[ \t]+#", text)[0].split()
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

    def document(self, text: str, line: int, column: int, *, inline: bool, marked: bool) -> DocumentText:
        """The document that these directives are for."""
        if self.pending and not marked:
            self._refuse("Directives end with a line of '---'", line)
        result = DocumentText(
            text, line, column, inline, self.version, dict(self.tags), self.problem, tuple(self.warnings)
        )
        self.pending, self.problem, self.warnings = False, None, []
        if self.version == "1.1":
            self._sticky = True
        else:
            self._reset("1.2")
        return result


def split_documents(text: str) -> Iterator[DocumentText]:
    """Give every document of a file in order; comments and blank lines alone are none."""
    directives = _Directives()
    position, line = 0, 1
    in_stream = True
    while position < len(text):
        if in_stream:
            position, line = _skip_prelude(text, position, line, directives)
            if position >= len(text):
                return
        marker = _MARKER.match(text, position)
        marked = marker is not None and marker[0] == "---"
        body = position + 3 if marked else position
        following = _MARKER.search(text, body)
        end = following.start() if following else len(text)
        column = 4 if marked else 1
        document = directives.document(text[body:end], line, column, inline=marked, marked=marked)
        line += text.count("\n", position, end)
        position = end
        in_stream = following is not None and following[0] == "..."
        if in_stream:
            rest_of_line = text[position + 3 : _line_end(text, position)]
            if not _ONLY_COMMENT.fullmatch(rest_of_line) and document.problem is None:
                document = _with_problem(
                    document, YamlProblem("Nothing may follow '...' on its line", line, 4)
                )
            position = _line_end(text, position) + 1
            line += 1
        yield document


def _with_problem(document: DocumentText, problem: YamlProblem) -> DocumentText:
    return DocumentText(
        document.text,
        document.line,
        document.column,
        document.inline,
        document.version,
        document.tags,
        problem,
    )


def _skip_prelude(text: str, position: int, line: int, directives: _Directives) -> tuple[int, int]:
    while position < len(text):
        if text[position] == BYTE_ORDER_MARK:
            position += 1
        end = _line_end(text, position)
        here = text[position:end]
        if here.startswith("%"):
            directives.read(here, line)
        elif not _NOTHING.fullmatch(here):
            break
        position, line = end + 1, line + 1
    return position, line


def _line_end(text: str, position: int) -> int:
    end = text.find("\n", position)
    return len(text) if end < 0 else end
