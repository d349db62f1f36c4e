"""The left navigation of a set: the author's, checked, or one made from the files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from callboard.docs.configuration import Configuration
from callboard.docs.paths import folder_of, inside, is_below
from callboard.docs.values import NavItem
from callboard.findings import Finding, finding
from callboard.markup import is_external, safe_address
from callboard.model import JsonValue

_MAX_DEPTH: Final = 12
_MAX_REPORTED: Final = 100


@dataclass(slots=True)
class Navigation:
    """Builds the navigation of one set; `pages` maps paths to addresses in reading order."""

    folder: str
    pages: Mapping[str, str]
    titles: Mapping[str, str]
    configuration: Configuration
    findings: list[Finding] = field(default_factory=list)
    _wrong: int = 0

    def build(self) -> tuple[NavItem, ...]:
        """The author's navigation where it names at least one page, else the files'."""
        items = self._items(self.configuration.nav, 0)
        more = self._wrong - _MAX_REPORTED
        if more > 0 and self.configuration.origin:
            message = f"{more} more entries of the navigation lead nowhere"
            self.findings.append(finding("docs-nav", message, self.configuration.origin))
        return items if _leads_somewhere(items) else self._from_files()

    def _items(self, value: JsonValue, depth: int) -> tuple[NavItem, ...]:
        entries = value if isinstance(value, (list, tuple)) else [value]
        if value is None:
            return ()
        if depth > _MAX_DEPTH:
            self._report("nav", f"The navigation is nested deeper than {_MAX_DEPTH} levels")
            return ()
        items = (item for entry in entries for item in self._entry(entry, depth))
        return tuple(item for item in items if item is not None)

    def _entry(self, entry: JsonValue, depth: int) -> list[NavItem | None]:
        if isinstance(entry, str):
            return [self._leaf("", entry)]
        if not isinstance(entry, Mapping):
            self._report(str(entry), "A navigation entry is neither a page nor a section")
            return []
        return [self._titled(_plain(title), target, depth) for title, target in entry.items()]

    def _titled(self, title: str, target: JsonValue, depth: int) -> NavItem | None:
        if isinstance(target, str):
            return self._leaf(title, target)
        children = self._items(target, depth + 1)
        return NavItem(title, children=children) if children else None

    def _leaf(self, title: str, target: str) -> NavItem | None:
        target = target.strip()
        if is_external(target):
            if safe_address(target):
                return NavItem(title or target, url=target)
            self._report(target, "A navigation entry is not a safe link")
            return None
        path = inside(self.folder, target.partition("#")[0].lstrip("/"))
        if path is None or path not in self.pages:
            self._report(target, f"The navigation names {target}, which is not a page")
            return None
        return NavItem(title or self.titles[path], self.pages[path])

    def _report(self, text: str, message: str) -> None:
        self._wrong += 1
        # Finding the line costs a look through the file.
        place = self.configuration.line_of(text) if self._wrong <= _MAX_REPORTED else None
        if place is not None:
            self.findings.append(finding("docs-nav", _plain(message)[:300], place))

    def _from_files(self) -> tuple[NavItem, ...]:
        root = _Section("")
        for path in self.pages:
            section = root
            # A README from above the docs may be the start page.
            relative = path[len(self.folder) :].lstrip("/") if is_below(path, self.folder) else ""
            for name in folder_of(relative).split("/") if "/" in relative else ():
                section = section.below(name)
            section.items.append(NavItem(self.titles[path], self.pages[path]))
        return root.close()


@dataclass(slots=True)
class _Section:
    name: str
    items: list[NavItem | _Section] = field(default_factory=list)
    sections: dict[str, _Section] = field(default_factory=dict)

    def below(self, name: str) -> _Section:
        if name not in self.sections:
            self.sections[name] = _Section(name)
            self.items.append(self.sections[name])
        return self.sections[name]

    def close(self) -> tuple[NavItem, ...]:
        return tuple(
            NavItem(title_of_name(item.name), children=item.close()) if isinstance(item, _Section) else item
            for item in self.items
        )


def title_of_name(name: str) -> str:
    """A file's or folder's name as a title, as MkDocs makes it."""
    words = " ".join(name.replace("-", " ").replace("_", " ").split())
    return words.capitalize() if words.lower() == words else words or name


def titles_in(configuration: Configuration, folder: str) -> dict[str, str]:
    """The titles that the author's navigation gives to pages, by path."""
    titles: dict[str, str] = {}
    waiting: list[JsonValue] = [configuration.nav]
    while waiting:
        value = waiting.pop()
        if isinstance(value, (list, tuple)):
            waiting += value
        elif isinstance(value, Mapping):
            for title, target in value.items():
                if not isinstance(target, str):
                    waiting.append(target)
                elif (path := inside(folder, target.strip().lstrip("/"))) is not None:
                    titles.setdefault(path, _plain(title))
    return titles


def _leads_somewhere(items: tuple[NavItem, ...]) -> bool:
    return any(item.address is not None or _leads_somewhere(item.children) for item in items)


def _plain(text: object) -> str:
    return " ".join(str(text).split())
