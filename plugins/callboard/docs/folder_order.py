"""`.pages` files, as the plugin `awesome-pages` knows them: title and order of one folder's navigation.

Read as data: a title, an order and names of what lies in the folder. Anything else in them is not looked at.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from callboard.descriptors import YamlProblem, read_plain
from callboard.docs.roots import DocsRoot
from callboard.docs.section_tree import Section
from callboard.docs.values import NavItem
from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.markup import is_web_address
from callboard.model import JsonMapping, JsonValue

_NAME: Final = ".pages"
_REST: Final = "..."
_MAX_FILES: Final = 500
_MAX_BYTES: Final = 64 << 10
_MAX_DEPTH: Final = 8
_MAX_ENTRIES: Final = 1_000


def arrange_folders(root: DocsRoot, section: Section) -> tuple[Finding, ...]:
    """Order the section and those below it as their `.pages` files ask; what of them cannot be read."""
    findings: list[Finding] = []
    waiting = [section]
    count = 0
    while waiting and count < _MAX_FILES:
        current = waiting.pop()
        waiting += (item for item in current.items.values() if isinstance(item, Section))
        path = f"{current.folder}/{_NAME}".lstrip("/")
        if path not in root.files.known:
            continue
        count += 1
        try:
            fields = _read(root, path)
        except (SourceError, YamlProblem) as error:
            message = f"{_NAME} cannot be read: {getattr(error, 'message', error)}"
            origin = root.source.repository.origin(path).at(getattr(error, "line", 0))
            findings.append(finding("docs-nav", message[:300], origin))
            continue
        _apply(current, fields)
    return tuple(findings)


def _read(root: DocsRoot, path: str) -> JsonMapping:
    if root.source.tree.files[path].size > _MAX_BYTES:
        raise YamlProblem(f"The file is larger than {_MAX_BYTES >> 10} KiB")
    value = read_plain(root.source.tree.read(path))
    return value if isinstance(value, Mapping) else {}


def _apply(section: Section, fields: JsonMapping) -> None:
    title = fields.get("title")
    if isinstance(title, str) and title.strip():
        section.title = " ".join(title.split())[:200]
    section.hidden = fields.get("hide") is True
    if fields.get("order") == "desc":
        section.items = dict(sorted(section.items.items(), reverse=True))
    wanted = fields.get("nav", fields.get("arrange"))
    if isinstance(wanted, (list, tuple)):
        section.items = _arranged(section, wanted[:_MAX_ENTRIES], 0)


def _arranged(section: Section, wanted: JsonValue, depth: int) -> dict[str, NavItem | Section]:
    """The items in the wanted order; where `...` stands, all that are not named."""
    named = set(_names(wanted, 0))
    found: dict[str, NavItem | Section] = {}
    for entry in wanted if isinstance(wanted, (list, tuple)) else ():
        pairs = entry.items() if isinstance(entry, Mapping) else [("", entry)]
        for title, target in pairs:
            if isinstance(target, str) and target.startswith(_REST):
                found |= {name: item for name, item in section.items.items() if name not in named}
            elif isinstance(target, str):
                found |= _one(section, " ".join(str(title).split()), target)
            elif isinstance(target, (list, tuple)) and depth < _MAX_DEPTH:
                inner = Section(section.folder, str(title), items=_arranged(section, target, depth + 1))
                found[f"{title}/"] = inner
    return found


def _one(section: Section, title: str, target: str) -> dict[str, NavItem | Section]:
    if is_web_address(target):
        return {target: NavItem(title or target, url=target)}
    name = target.removeprefix("./").strip("/")
    item = section.items.get(name)
    if isinstance(item, Section):
        item.title = title or item.title
        return {name: item}
    if isinstance(item, NavItem):
        return {name: NavItem(title or item.title, item.address, item.url, item.children)}
    return {}


def _names(wanted: JsonValue, depth: int) -> list[str]:
    """All names that are mentioned, in sections too."""
    if isinstance(wanted, str):
        return [wanted.removeprefix("./").strip("/")]
    if depth > 2 * _MAX_DEPTH:
        return []
    values = (
        wanted.values()
        if isinstance(wanted, Mapping)
        else wanted
        if isinstance(wanted, (list, tuple))
        else ()
    )
    return [name for value in values for name in _names(value, depth + 1)]
