"""An author's navigation as entries with places in the repository, and the sub-documentations it includes.

Nothing here knows which pages there are: that is decided afterwards, because what is included adds to them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Final

from callboard.docs.configuration import Configuration
from callboard.docs.included import Includes, Member
from callboard.docs.paths import inside
from callboard.docs.roots import DocsRoot
from callboard.docs.written import Written
from callboard.findings import Finding, finding
from callboard.markup import is_external, is_web_address
from callboard.origin import Origin

MAX_DEPTH: Final = 12
MAX_ENTRIES: Final = 20_000
MAX_REPORTED: Final = 100
_INCLUDES: Final = ("!include ", "*include ")


@dataclass(frozen=True, slots=True)
class Entry:
    """A line of a navigation, one of four kinds.

    A section has `children`; a link leads to `url`; `member` is an included sub-documentation without a
    navigation of its own; everything else means `path`, a page, file, folder or pattern of the repository.
    """

    title: str
    origin: Origin
    target: str = ""
    path: str = ""
    part: str = ""
    url: str = ""
    children: tuple[Entry, ...] | None = None
    member: Member | None = None


@dataclass(frozen=True, slots=True)
class Authored:
    """What the author of a set wrote: the navigation, the members in order, and what is wrong with them."""

    entries: tuple[Entry, ...] = ()
    members: tuple[Member, ...] = ()
    findings: tuple[Finding, ...] = ()

    def titles(self) -> dict[str, str]:
        """The titles given to files, by path; the first where there are two."""
        titles: dict[str, str] = {}
        for entry in walk(self.entries):
            if entry.path and entry.title and not entry.part:
                titles.setdefault(entry.path, entry.title)
        return titles


def walk(entries: tuple[Entry, ...]) -> Iterator[Entry]:
    """Every entry, in order."""
    for entry in entries:
        yield entry
        yield from walk(entry.children or ())


def read_authored(root: DocsRoot) -> Authored:
    """The author's navigation of a root, included files and all."""
    if root.configuration.nav is None or root.configuration.origin is None:
        return Authored()
    reader = _Reader(Includes(root))
    entries = reader.read(_Place(root.configuration, root.folder, root.configuration.origin))
    return Authored(entries, reader.includes.members, tuple(reader.reported()))


@dataclass(frozen=True, slots=True)
class _Place:
    """The file whose navigation is read, where its pages are, and how deep it is included."""

    configuration: Configuration
    folder: str
    origin: Origin
    depth: int = 0
    chain: tuple[str, ...] = ()

    def of(self, member: Member, origin: Origin, depth: int) -> _Place:
        chain = (*self.chain, self.origin.path)
        return _Place(member.configuration, member.mount.folder, origin, depth, chain)


@dataclass(slots=True)
class _Reader:
    includes: Includes
    findings: list[Finding] = field(default_factory=list)
    wrong: int = 0
    count: int = 0

    def reported(self) -> list[Finding]:
        more = self.wrong - MAX_REPORTED
        if more > 0:
            message = f"{more} more entries of the navigation cannot be read"
            self.findings.append(finding("docs-nav", message, self.findings[0].origin.at(0)))
        return [*self.includes.findings, *self.findings]

    def read(self, place: _Place) -> tuple[Entry, ...]:
        nav = place.configuration.nav
        return self._entries(nav, place, place.depth) if nav else ()

    def _entries(self, written: Written, place: _Place, depth: int) -> tuple[Entry, ...]:
        if written.value is None:
            return ()
        if depth > MAX_DEPTH:
            message = f"The navigation is nested deeper than {MAX_DEPTH} levels"
            self._wrong(place.origin.at(written.line), message, "make it flatter")
            return ()
        return tuple(entry for item in written.items() for entry in self._item(item, place, depth))

    def _item(self, item: Written, place: _Place, depth: int) -> Iterator[Entry]:
        if isinstance(item.value, Mapping):
            for title, target in item.pairs():
                if not self._is_full(place.origin.at(target.line)):
                    yield from self._titled(plain(title), target, place, depth)
        elif self._is_full(place.origin.at(item.line)):
            return
        elif isinstance(item.value, str):
            yield from self._leaf("", item.value, place.origin.at(item.line), place, depth)
        else:
            self._wrong(place.origin.at(item.line), "A navigation entry is neither a page nor a section")

    def _titled(self, title: str, target: Written, place: _Place, depth: int) -> Iterator[Entry]:
        origin = place.origin.at(target.line)
        if isinstance(target.value, str):
            yield from self._leaf(title, target.value, origin, place, depth)
        elif isinstance(target.value, (list, tuple, Mapping)):
            children = self._entries(target, place, depth + 1)
            if children and title:
                yield Entry(title, origin, children=children)
            else:
                # A section that is called nothing is none.
                yield from children
        elif target.value is not None:
            self._wrong(origin, f"The navigation entry {title} is neither a page nor a section")

    def _leaf(self, title: str, target: str, origin: Origin, place: _Place, depth: int) -> Iterator[Entry]:
        target = target.strip()
        if target.startswith(_INCLUDES):
            yield from self._included(title, target, origin, place, depth)
        elif is_external(target):
            if is_web_address(target):
                yield Entry(title or target, origin, target, url=target)
            else:
                self._wrong(origin, "A navigation entry is not a safe link", "write an http or https address")
        else:
            written, mark, part = target.replace("\\", "/").partition("#")
            path = inside(place.folder, written.lstrip("/") or ".")
            if path is None:
                self._wrong(origin, f"The navigation names {target}, which is not a page")
            else:
                yield Entry(title, origin, target, path, f"{mark}{part}")

    def _included(
        self, title: str, target: str, origin: Origin, place: _Place, depth: int
    ) -> Iterator[Entry]:
        several, _, pattern = target.partition(" ")
        chain = (*place.chain, place.origin.path)
        members = self.includes.resolve(pattern.strip(), origin, chain, several=several.startswith("*"))
        found = [self._member(member, origin, place, depth) for member in members]
        if several.startswith("*") and title:
            if found:
                yield Entry(title, origin, children=tuple(found))
        else:
            yield from (replace(entry, title=title or entry.title) for entry in found)

    def _member(self, member: Member, origin: Origin, place: _Place, depth: int) -> Entry:
        title = member.configuration.site_name or member.name
        if member.configuration.nav and member.configuration.origin:
            inner = self.read(place.of(member, member.configuration.origin, depth + 1))
            if inner:
                return Entry(title, origin, children=inner)
        return Entry(title, origin, member=member)

    def _is_full(self, origin: Origin) -> bool:
        self.count += 1
        if self.count == MAX_ENTRIES + 1:
            self._wrong(origin, f"The navigation has more than {MAX_ENTRIES} entries; the rest is left out")
        return self.count > MAX_ENTRIES

    def _wrong(self, origin: Origin, message: str, hint: str = "") -> None:
        self.wrong += 1
        if self.wrong <= MAX_REPORTED:
            self.findings.append(finding("docs-nav", plain(message)[:300], origin, hint=hint))


def plain(text: object) -> str:
    """Anything as text on one line."""
    return " ".join(str(text).split())
