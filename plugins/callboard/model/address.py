"""Where things live in the site: pure functions of a reference, so that anyone can link without a look-up.

An address is relative to the site's root, POSIX, and ends in `/` for a page. Lower case throughout, so it is
unique on file systems that fold case; the tail equals Backstage's.
"""

from __future__ import annotations

from callboard.model.ref import EntityRef


def entity_address(ref: EntityRef) -> str:
    """`catalog/<namespace>/<kind>/<name>/`, the page of an entity."""
    return f"catalog/{ref.namespace}/{ref.kind}/{_folder(ref.name)}/"


def docs_address(ref: EntityRef) -> str:
    """`docs/<namespace>/<kind>/<name>/`, the root of an entity's documentation."""
    return f"docs/{ref.namespace}/{ref.kind}/{_folder(ref.name)}/"


def _folder(name: str) -> str:
    """The name, but never that of the page of the folder above; no entity's name ends in `_`."""
    return "index.html_" if name == "index.html" else name


def api_entity_address(ref: EntityRef) -> str:
    """`api/entities/by-name/<kind>/<namespace>/<name>.json`, the entity for machines."""
    return f"api/entities/by-name/{ref.kind}/{ref.namespace}/{ref.name}.json"


def relative_address(target: str, page: str) -> str:
    """The link from the page at address `page` to the address `target`.

    Both are relative to the root of the site; the answer works at `/`, under a sub-path and from a file.
    """
    here = page.split("/")[:-1]
    there = target.split("/")
    shared = 0
    while shared < min(len(here), len(there) - 1) and here[shared] == there[shared]:
        shared += 1
    link = "../" * (len(here) - shared) + "/".join(there[shared:])
    return link or "./"
