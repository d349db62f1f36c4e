"""What pages and folders are called that do not say it themselves."""

from __future__ import annotations

from callboard.docs.addresses import is_start_page, without_ending
from callboard.docs.layout import Layout
from callboard.docs.paths import folder_of
from callboard.docs.roots import DocsRoot


def title_of_name(name: str) -> str:
    """A file's or folder's name as a title, as MkDocs makes it."""
    words = " ".join(name.replace("-", " ").replace("_", " ").split())
    return words.capitalize() if words.lower() == words else words or name


def fallback_title(root: DocsRoot, layout: Layout, path: str, address: str) -> str:
    """The title of a page without a heading: of a start page its site's, else its file's or folder's."""
    if not address:
        return root.configuration.site_name or root.entity.title
    if address == layout.mount_of(path).prefix:
        stated = layout.configuration_of(path).site_name
        return stated or title_of_name(address.rstrip("/").rpartition("/")[2])
    name = without_ending(path.rpartition("/")[2])
    return title_of_name(folder_of(path).rpartition("/")[2] if is_start_page(path) else name)
