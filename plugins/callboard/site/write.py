"""Everything below the site's folder that MkDocs does not write itself."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from callboard.artifacts import (
    catalog_document,
    encode,
    entity_document,
    findings_document,
    graph_file,
)
from callboard.artifacts.atlas_script import atlas_script
from callboard.artifacts.schemas import schema_files
from callboard.artifacts.search_index import search_descriptions, search_index
from callboard.errors import SourceError
from callboard.graph import graph_document
from callboard.model import api_entity_address
from callboard.site.build import Portal
from callboard.site.insertions import without_controls
from callboard.site.shell import ShellPress
from callboard.views import compose, redirect_page, search_facts


@dataclass(frozen=True, slots=True)
class Written:
    """Addresses that were left to the operator's own pages, and why some files are lost."""

    yielded: tuple[str, ...]
    lost: tuple[str, ...]


def write_portal(portal: Portal, press: ShellPress, site_dir: Path, taken: frozenset[str]) -> Written:
    """Write the pages and the machine files; an address of `taken` is the operator's own page and stays."""
    folder = _Folder(site_dir)
    yielded = []
    for body in compose(portal.portfolio):
        address = f"{body.address}index.html"
        if address in taken:
            yielded.append(body.address)
        else:
            folder.write(address, without_controls(press.page(body)))
    for address, data in machine_files(portal):
        folder.write(address, data)
    for redirect in portal.library.redirects:
        address = f"{redirect.address}index.html"
        if address not in taken and not folder.holds(address):
            folder.write(address, redirect_page(redirect.address, redirect.target).encode())
    return Written(tuple(yielded), tuple(_write_assets(portal, folder)))


def machine_files(portal: Portal) -> Iterator[tuple[str, bytes]]:
    """Address and content of every file under `/api/`."""
    catalog, graph, docs = portal.portfolio.catalog, portal.portfolio.graph, portal.portfolio.docs
    annotations, borrowed = portal.portfolio.annotations, portal.portfolio.borrowed
    yield "api/catalog.json", encode(catalog_document(catalog))
    yield "api/graph.json", encode(graph_file(graph_document(catalog, graph)))
    yield "api/findings.json", encode(findings_document(portal.findings, portal.snapshot.sources))
    yield "api/atlas.js", atlas_script(graph, portal.portfolio.problems)
    index = search_index(catalog, docs, search_facts(portal.portfolio))
    yield "api/search-index.js", index.encode("utf-8", "replace")
    yield "api/search-descriptions.js", search_descriptions(catalog).encode("utf-8", "replace")
    for name, schema in schema_files(portal.kinds, annotations.rules):
        yield f"api/schemas/{name}", encode(schema)
    for entity in catalog:
        document = entity_document(
            catalog, entity, annotations, has_docs=entity.ref in docs or entity.ref in borrowed
        )
        yield api_entity_address(entity.ref), encode(document)


def _write_assets(portal: Portal, folder: _Folder) -> Iterator[str]:
    """Write the images and other files that documentation shows; say what can no longer be read."""
    trees = {
        (snapshot.repository.key, version): tree
        for snapshot in portal.snapshot.repositories
        for version, tree in (("", snapshot.tree), *((each.slug, each.tree) for each in snapshot.versions))
    }
    older = (docs for sets in portal.library.versions.values() for docs in sets)
    for docs in (*portal.library.sets.values(), *older):
        for asset in docs.assets:
            try:
                data = trees[docs.repository, docs.version].read(asset.path)
                folder.write(f"{docs.root}{asset.address}", data)
            except SourceError as error:
                yield f"{docs.repository}: {error}"


class _Folder:
    """A folder being filled.

    It remembers what folders it has made, and joins texts instead of paths: with two files an entity, what
    a file costs here is a third of what its page costs.
    """

    def __init__(self, root: Path) -> None:
        self._root = str(root)
        self._made: set[str] = set()

    def holds(self, address: str) -> bool:
        """Whether there is a file at this address."""
        return os.path.lexists(f"{self._root}/{address}")

    def write(self, address: str, data: bytes) -> None:
        folder = address.rpartition("/")[0]
        if folder not in self._made:
            os.makedirs(f"{self._root}/{folder}", exist_ok=True)  # noqa: PTH103  # see the class
            self._made.add(folder)
        with open(f"{self._root}/{address}", "wb", buffering=0) as file:  # noqa: PTH123  # see the class
            file.write(data)
