"""Files that a page asks to be put into it: `--8<-- "file"`, and `.. include:: file` of reStructuredText.

The files come from the same repository at the same commit, are plain text, and are few; a page may not name
another folder by going up, another file system, or an address. Includes in included files are followed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from posixpath import normpath
from typing import Final

_MOST_FILES: Final = 200
_MOST_CHARACTERS: Final = 1 << 20
_DEEPEST: Final = 8

_SCISSORS: Final = re.compile(
    r"(?P<indent>[ \t]*)(?P<off>;?)-{1,20}8<-{1,20}"
    r"(?:[ \t]+(?P<quote>[\"'])(?P<name>[^\"']{1,500})(?P=quote))?[ \t]*$"
)
_INCLUDE: Final = re.compile(r"(?P<indent>[ \t]*)\.\. include::[ \t]+(?P<name>\S{1,500})[ \t]*$")
_OPTION: Final = re.compile(r"[ \t]+:[a-z-]+:.*$")
_SECTION: Final = re.compile(
    r"-{1,20}8<-{1,20}[ \t]*\[[ \t]*(start|end)[ \t]*:[ \t]*([a-z][-_0-9a-z]*)[ \t]*\]", re.IGNORECASE
)
# `name`, `name:section`, `name:first:last`; the name keeps a colon that neither follows.
_PART: Final = re.compile(
    r"(?P<name>.+?)(?::(?P<first>\d*)(?::(?P<last>\d*))?|:(?P<section>[a-zA-Z][-_0-9a-zA-Z]*))?$"
)


@dataclass(frozen=True, slots=True)
class Refusal:
    """A file that was not put in: the line that asked for it, and why as one sentence."""

    line: int
    message: str


@dataclass(slots=True)
class Snippets:
    """Puts files into one page.

    `read` gives the text of a file of the repository, None where there is none; `folders` are where names
    are looked for, in order. `used` are the files that were put in.
    """

    read: Callable[[str], str | None]
    folders: tuple[str, ...]
    used: dict[str, None] = field(default_factory=dict)
    refusals: list[Refusal] = field(default_factory=list)
    _files: int = 0
    _characters: int = 0

    def expanded(self, text: str, *, restructured: bool = False, folder: str = "") -> str:
        """The text with its files put in; `folder` is where the page lies."""
        if restructured:
            return (
                "\n".join(self._restructured(text.split("\n"), folder, 0)) if ".. include::" in text else text
            )
        return "\n".join(self._lines(text.split("\n"), 0)) if "8<-" in text else text

    def appended(self, text: str, name: str) -> str:
        """The text with a file behind it, as all pages of a set may want it; nothing where there is none."""
        path = self._path(name, 0)
        return (
            text
            if path is None
            else "\n".join((text, "", *self._lines(self._text(path, 0, 0).split("\n"), 1)))
        )

    def _lines(self, lines: list[str], depth: int, place: int = 0) -> Iterator[str]:
        """`place` is the line of the page that asked for these lines, 0 for the page's own."""
        block = False
        for number, line in enumerate(lines, 1):
            found = _SCISSORS.match(line) if "8<-" in line else None
            if found and found["off"]:
                yield line.replace(";", "", 1)
            elif found and found["name"]:
                yield from self._put_in(found["name"], found["indent"], depth, place or number)
            elif found:
                block = not block
            elif block:
                name = line.strip()
                if name and not name.startswith(";"):
                    indent = line[: len(line) - len(line.lstrip())]
                    yield from self._put_in(name, indent, depth, place or number)
            else:
                yield line

    def _restructured(self, lines: list[str], folder: str, depth: int, place: int = 0) -> Iterator[str]:
        options = False
        for number, line in enumerate(lines, 1):
            found = _INCLUDE.match(line) if ".. include::" in line else None
            if found:
                options = True
                yield from self._included(found["name"], found["indent"], folder, depth, place or number)
            elif not (options and _OPTION.match(line)):
                options = False
                yield line

    def _put_in(self, written: str, indent: str, depth: int, line: int) -> Iterator[str]:
        part = _PART.match(written.strip())
        name = part["name"] if part else written
        path = self._path(name, line)
        if path is None:
            yield f"{indent}*Not included: `{_harmless(name)}`*"
            return
        text = self._text(path, depth, line)
        chosen = _part(text.split("\n"), part.groupdict() if part else {})
        yield from (f"{indent}{one}" if one else one for one in self._lines(chosen, depth + 1, line))

    def _included(self, name: str, indent: str, folder: str, depth: int, line: int) -> Iterator[str]:
        """`..` is how every reStructuredText page names the README above it; it stays in the repository."""
        path = normpath(f"{folder}/{name}".lstrip("/"))
        outside = name.startswith("/") or "://" in name or path.startswith("..")
        if outside or self.read(path) is None:
            self.refusals.append(
                Refusal(line, f"The page includes {_shown(name)}, which is not in the repository")
            )
            yield f"{indent}*Not included:* ``{_harmless(name)}``"
            return
        inner = self._restructured(
            self._text(path, depth, line).split("\n"), path.rpartition("/")[0], depth + 1, line
        )
        yield from (f"{indent}{one}" if one else one for one in inner)

    def _path(self, name: str, line: int) -> str | None:
        if name.startswith(("/", "\\")) or ".." in name.split("/") or ":" in name:
            message = f"The page includes {_shown(name)}, which is not a path inside the repository"
            self.refusals.append(Refusal(line, message))
            return None
        for folder in self.folders:
            path = normpath(f"{folder}/{name}".lstrip("/"))
            if self.read(path) is not None:
                return path
        self.refusals.append(Refusal(line, f"The page includes {_shown(name)}, which is not there"))
        return None

    def _text(self, path: str, depth: int, line: int) -> str:
        """The text of a file; `""` when the page has had enough of them."""
        text = self.read(path) or ""
        self._files += 1
        self._characters += len(text)
        if depth >= _DEEPEST or self._files > _MOST_FILES or self._characters > _MOST_CHARACTERS:
            if self._files <= _MOST_FILES + 1:
                self.refusals.append(Refusal(line, f"The page includes too much to put in {_shown(path)}"))
            return ""
        self.used[path] = None
        return text


def _part(lines: list[str], wanted: Mapping[str, str | None]) -> list[str]:
    """The lines that are meant, without the marks of sections."""
    if wanted.get("section"):
        lines = _section(lines, str(wanted["section"]))
    elif wanted.get("first") is not None:
        first, last = int(wanted["first"] or 1), int(wanted["last"] or len(lines))
        lines = lines[max(first - 1, 0) : last]
    return [line for line in lines if "8<-" not in line or not _SECTION.search(line)]


def _section(lines: list[str], name: str) -> list[str]:
    chosen: list[str] = []
    inside = False
    for line in lines:
        mark = _SECTION.search(line) if "8<-" in line else None
        if mark and mark[2].lower() == name.lower():
            inside = mark[1].lower() == "start"
        elif inside:
            chosen.append(line)
    return chosen


def _harmless(name: str) -> str:
    return name.replace("`", "'")


def _shown(name: str) -> str:
    return repr(name[:200])
