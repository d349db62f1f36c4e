"""From catalog and snapshot to all documentation: the stages, in order."""

from __future__ import annotations

from dataclasses import replace

from callboard.docs.assets import Assets
from callboard.docs.layout import Layout, lay_out
from callboard.docs.links import LinkMap
from callboard.docs.navigation import Navigation
from callboard.docs.pages import PageRenderer, PageSource, read_page
from callboard.docs.roots import DocsRoot, find_roots
from callboard.docs.start_page import with_start_page
from callboard.docs.titles import fallback_title
from callboard.docs.values import DocsLibrary, DocsPage, DocsSet, DocsSettings
from callboard.errors import SourceError
from callboard.findings import Finding, finding, in_order
from callboard.markup import Renderer
from callboard.model import Catalog, Snapshot
from callboard.store import Cache


def build_docs(
    catalog: Catalog, snapshot: Snapshot, *, cache: Cache | None, settings: DocsSettings
) -> DocsLibrary:
    """Every entity's documentation, rendered; what is wrong with it costs no other page anything."""
    roots, problems = find_roots(catalog, snapshot)
    findings = list(problems)
    renderer = Renderer()
    sets = {}
    for root in roots:
        docs, problems = build_set(root, renderer, cache, settings)
        findings += (replace(found, entity=found.entity or str(root.entity.ref)) for found in problems)
        if docs.pages:
            sets[docs.ref] = docs
    return DocsLibrary(sets, in_order(findings))


def build_set(
    root: DocsRoot, renderer: Renderer, cache: Cache | None, settings: DocsSettings
) -> tuple[DocsSet, tuple[Finding, ...]]:
    """The documentation of one root: a pure function of its tree, configuration and settings."""
    layout = with_start_page(lay_out(root, settings), root)
    sources, unreadable = _read(root, layout)
    assets = Assets(root, settings, layout)
    links = LinkMap(
        folder=root.folder,
        repository=root.source.repository,
        pages=layout.pages,
        addresses=frozenset(layout.pages.values()),
        files=root.files,
        assets=assets,
    )
    pages, used, problems = _render(root, sources, PageRenderer(renderer, links, cache))
    titles = {page.path: page.title for page in pages}
    addresses = {page.path: page.address for page in pages}
    navigation = Navigation(root, layout, addresses, titles)
    docs = DocsSet(
        ref=root.entity.ref,
        title=root.configuration.site_name or root.entity.title,
        pages=tuple(sorted(pages, key=lambda page: page.address)),
        navigation=navigation.build(),
        assets=assets.used(used),
        repository=root.source.repository.key,
    )
    return docs, (*layout.findings, *unreadable, *problems, *assets.findings, *navigation.findings)


def _read(root: DocsRoot, layout: Layout) -> tuple[list[PageSource], list[Finding]]:
    sources: list[PageSource] = []
    findings: list[Finding] = []
    stated = layout.authored.titles()
    for path, address in layout.pages.items():
        try:
            data = root.source.tree.read(path)
        except SourceError as error:
            origin = root.source.repository.origin(path)
            findings.append(finding("docs-page", f"The page cannot be read: {error}", origin))
            continue
        page = read_page(path, address, data, fallback_title(root, layout, path, address))
        sources.append(replace(page, title=stated[path]) if stated.get(path) else page)
    return sources, findings


def _render(
    root: DocsRoot, sources: list[PageSource], renderer: PageRenderer
) -> tuple[list[DocsPage], set[str], list[Finding]]:
    pages: list[DocsPage] = []
    used: set[str] = set()
    findings: list[Finding] = []
    for source in sources:
        page, files, problems = renderer.render(source, root.source.repository.origin(source.path))
        pages.append(page)
        used |= files
        findings += problems
    return pages, used, findings
