"""`.pages` files, as the plugin `awesome-pages` knows them: title and order of one folder's navigation.

Read as data: a title, an order and names of what lies in the folder. Anything else in them is not looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from callboard.descriptors import YamlProblem, read_plain
from callboard.docs.roots import DocsRoot
from callboard.docs.section_tree import Section
from callboard.docs.values import NavItem
from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.markup import is_web_address
from callboard.model import JsonMapping, JsonValue
from callboard.origin import Origin

_NAME: Final = ".pages"
_REST: Final = "..."
_MAX_FILES: Final = 200
_MAX_BYTES: Final = 16 << 10
_MAX_DEPTH: Final = 8

Items: TypeAlias = "dict[str, NavItem | Section]"


@dataclass(slots=True)
class FolderOrders:
    """The `.pages` files of one set, each read once; `findings` are about those that cannot be."""

    root: DocsRoot
    findings: list[Finding] = field(default_factory=list)
    _read: dict[str, JsonMapping] = field(default_factory=dict)

    def apply(self, section: Section) -> None:
        """Give a section and those below it the title and order that are asked for."""
        waiting = [section]
        while waiting:
            current = waiting.pop()
            waiting += (item for item in current.items.values() if isinstance(item, Section))
            path = f"{current.folder}/{_NAME}".lstrip("/")
            if path in self.root.files.known:
                _apply(current, self._fields(path))

    def _fields(self, path: str) -> JsonMapping:
        if path not in self._read:
            if len(self._read) >= _MAX_FILES:
                return {}
            self._read[path] = self._read_file(path)
        return self._read[path]

    def _read_file(self, path: str) -> JsonMapping:
        source = self.root.source
        origin = source.repository.origin(path)
        if source.tree.files[path].size > _MAX_BYTES:
            self._wrong(f"The file is larger than {_MAX_BYTES >> 10} KiB", origin)
            return {}
        try:
            value = read_plain(source.tree.read(path))
        except YamlProblem as problem:
            self._wrong(problem.message, origin.at(problem.line, problem.column))
            return {}
        except SourceError as error:
            self._wrong(str(error), origin)
            return {}
        return value if isinstance(value, Mapping) else {}

    def _wrong(self, message: str, origin: Origin) -> None:
        self.findings.append(finding("docs-nav", f"{_NAME} cannot be read: {message}"[:300], origin))


def _apply(section: Section, fields: JsonMapping) -> None:
    title = fields.get("title")
    if isinstance(title, str) and title.strip():
        section.title = " ".join(title.split())[:200]
    section.hidden = fields.get("hide") is True
    if fields.get("order") == "desc":
        section.items = dict(sorted(section.items.items(), reverse=True))
    wanted = fields.get("nav", fields.get("arrange"))
    if isinstance(wanted, (list, tuple)):
        named = set(_names(wanted, 0))
        section.items = _Arranging(section.folder, dict(section.items), named).arranged(wanted, 0)


@dataclass(slots=True)
class _Arranging:
    """Puts the items of a folder where they are wanted; each is taken once, so that nothing multiplies."""

    folder: str
    left: Items
    named: set[str]
    sections: int = 0

    def arranged(self, wanted: Sequence[JsonValue], depth: int) -> Items:
        """The items in the wanted order; where `...` stands, all that are not named."""
        found: Items = {}
        for entry in wanted:
            pairs = entry.items() if isinstance(entry, Mapping) else [("", entry)]
            for title, target in pairs:
                found |= self._one(" ".join(str(title).split()), target, depth)
        return found

    def _one(self, title: str, target: JsonValue, depth: int) -> Items:
        if isinstance(target, (list, tuple)):
            inner = self.arranged(target, depth + 1) if depth < _MAX_DEPTH else {}
            self.sections += 1
            return {f"{title}/{self.sections}": Section(self.folder, title, items=inner)}
        if not isinstance(target, str):
            return {}
        if target.startswith(_REST):
            rest = {name: item for name, item in self.left.items() if name not in self.named}
            self.left = {name: item for name, item in self.left.items() if name in self.named}
            return rest
        if is_web_address(target):
            return {target: NavItem(title or target, url=target)}
        name = _name(target)
        item = self.left.pop(name, None)
        if isinstance(item, Section):
            item.title = title or item.title
        elif isinstance(item, NavItem) and title:
            item = replace(item, title=title)
        return {name: item} if item else {}


def _names(wanted: JsonValue, depth: int) -> Iterator[str]:
    """All names that are mentioned, in sections too."""
    if isinstance(wanted, str):
        yield _name(wanted)
    elif depth <= 2 * _MAX_DEPTH and isinstance(wanted, (Mapping, list, tuple)):
        for value in wanted.values() if isinstance(wanted, Mapping) else wanted:
            yield from _names(value, depth + 1)


def _name(target: str) -> str:
    return target.removeprefix("./").strip("/")
