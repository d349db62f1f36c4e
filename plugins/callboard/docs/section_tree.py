"""The pages of folders as nested sections, before they become a navigation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from callboard.docs.addresses import is_start_page
from callboard.docs.layout import Layout
from callboard.docs.paths import folder_of, is_below
from callboard.docs.titles import title_of_name
from callboard.docs.values import NavItem


@dataclass(slots=True)
class Section:
    """A folder: its own page if it has one, and its pages and folders by name, in reading order."""

    folder: str
    title: str = ""
    own: NavItem | None = None
    items: dict[str, NavItem | Section] = field(default_factory=dict)
    hidden: bool = False

    def close(self) -> tuple[NavItem, ...]:
        """What is in the section, empty folders left out."""
        closed = (item.closed() if isinstance(item, Section) else item for item in self.items.values())
        return tuple(item for item in closed if item is not None)

    def closed(self) -> NavItem | None:
        """The section as one item; None when there is nothing in it, or it is hidden."""
        children = self.close()
        if self.hidden or not (children or self.own):
            return None
        title = self.title or (self.own.title if self.own else title_of_name(self.folder.rpartition("/")[2]))
        return NavItem(title, self.own.address if self.own else None, children=children)


def grow(
    paths: Iterable[str], pages: Mapping[str, str], titles: Mapping[str, str], layout: Layout
) -> Section:
    """The sections of some pages, which come in reading order; the root's own page is the first item."""
    root = Section(layout.mounts[0].folder)
    roots = {"": root}
    for path in paths:
        item = NavItem(titles[path], pages[path])
        mount = layout.mount_of(path)
        if mount.prefix not in roots:
            title = layout.configurations[mount].site_name
            roots[mount.prefix] = root.items[mount.prefix] = Section(mount.folder, title)
        section = roots[mount.prefix]
        relative = mount.relative(path) if is_below(path, mount.folder) else ""
        for name in folder_of(relative).split("/") if "/" in relative else ():
            below = section.items.get(name)
            if not isinstance(below, Section):
                below = section.items[name] = Section(f"{section.folder}/{name}".lstrip("/"))
            section = below
        if section is not root and is_start_page(path) and section.own is None:
            section.own = item
        else:
            section.items[path.rpartition("/")[2] if relative else path] = item
    return root
