"""The whole build: the stages in order, a line each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

from callboard.crawl import WHOLE, Elsewhere, HeldSources, Share, crawl
from callboard.descriptors import Kind
from callboard.docs import DocsLibrary, build_docs
from callboard.errors import ConfigurationError
from callboard.findings import Finding, apply_levels
from callboard.graph import build_graph
from callboard.ingest import Definitions, build_catalog, read_definitions
from callboard.isolation import what_is_there_stays
from callboard.model import Catalog, EntityRef, Snapshot
from callboard.progress import SILENT, Progress, Stage
from callboard.site.config import PortalSettings
from callboard.sources import GitMirrors
from callboard.store import Store, write_atomically
from callboard.views import Portfolio, gather

StandIns: TypeAlias = Callable[[Catalog, frozenset[EntityRef]], Catalog]


@dataclass(frozen=True, slots=True)
class Portal:
    """Everything that pages are made from, and what the run has to report."""

    snapshot: Snapshot
    library: DocsLibrary
    portfolio: Portfolio
    kinds: Mapping[str, Kind]
    findings: tuple[Finding, ...]


def survey(
    settings: PortalSettings,
    mirrors: GitMirrors,
    progress: Progress = SILENT,
    *,
    share: Share = WHOLE,
    held: HeldSources | None = None,
) -> Snapshot:
    """What there is to build from, or a share of it: the one stage that may use the network.

    Git sources that are `held` are not asked again, and those that are asked are held from now on. The trees
    of the snapshot read through `mirrors`, which the caller closes when the pages are written.
    """
    with progress.stage(Stage.CRAWL):
        return crawl(
            settings.sources,
            mirrors,
            offline=settings.offline,
            history=settings.history,
            versions=settings.versions,
            share=share,
            progress=progress,
            held=held,
            elsewhere=_elsewhere(settings, mirrors),
        )


def _elsewhere(settings: PortalSettings, mirrors: GitMirrors) -> Elsewhere | None:
    """Who fetches in place of this machine: workers of a cluster, if they see the mirrors."""
    executor = settings.docs.executor
    if executor is None or not executor.remote or settings.shared is None or settings.offline:
        return None
    return Elsewhere(executor, mirrors.root)


def build_portal(
    settings: PortalSettings,
    snapshot: Snapshot,
    cache: Store,
    progress: Progress = SILENT,
    *,
    stand_ins: StandIns | None = None,
) -> Portal:
    """From a snapshot to the values of all pages; nothing is written but the cache.

    `stand_ins` adds what pages show of entities elsewhere; it is told which of them documentation names.

    Raises:
        CallboardError: the settings cannot be used; a repository's faults are findings.
    """
    with progress.stage(Stage.CATALOG):
        catalog = build_catalog(snapshot, settings.ingest, cache)
        definitions = read_definitions(catalog, cache)
        progress.advance(len(catalog))
    with what_is_there_stays():
        return _portal(
            settings,
            snapshot,
            catalog,
            definitions,
            cache=cache,
            progress=progress,
            stand_ins=stand_ins,
        )


def _portal(
    settings: PortalSettings,
    snapshot: Snapshot,
    catalog: Catalog,
    definitions: Definitions,
    *,
    cache: Store,
    progress: Progress,
    stand_ins: StandIns | None,
) -> Portal:
    """What follows from the catalog."""
    with progress.stage(Stage.DOCUMENTATION):
        library = build_docs(catalog, snapshot, cache=cache, settings=settings.docs, progress=progress)
    catalog = stand_ins(catalog, library.named) if stand_ins else catalog
    told = snapshot.findings + catalog.findings + definitions.findings + library.findings
    findings = apply_levels(told, settings.levels)
    with progress.stage(Stage.RELATIONS):
        portfolio = _gathered(
            settings, snapshot, catalog, definitions=definitions, library=library, findings=findings
        )
        progress.advance(sum(map(len, catalog.relations.values())))
    return Portal(snapshot, library, portfolio, settings.ingest.kinds, findings)


def _gathered(
    settings: PortalSettings,
    snapshot: Snapshot,
    catalog: Catalog,
    *,
    definitions: Definitions,
    library: DocsLibrary,
    findings: tuple[Finding, ...],
) -> Portfolio:
    """Everything the pages are made of, with the indexes that they need."""
    return gather(
        catalog=catalog,
        graph=build_graph(catalog),
        docs=library.sets,
        apis=definitions.summaries,
        sources=snapshot.sources,
        findings=findings,
        site_name=settings.site_name,
        annotations=settings.annotations,
        icons=settings.icons,
        borrowed=library.borrowed,
        versions=library.versions,
        histories={each.repository.key: each.history for each in snapshot.repositories if each.history},
        guides=settings.guides,
    )


def open_mirrors(settings: PortalSettings) -> GitMirrors:
    """The git mirrors of a portal: in its cache, or where all machines see them."""
    if settings.shared is not None:
        return GitMirrors(settings.shared / "git")
    prepare_cache(settings.cache_dir)
    return GitMirrors(settings.cache_dir / "git")


def prepare_cache(cache_dir: Path) -> None:
    """Make the folder of the cache; nobody wants it in version control, and few remember to say so.

    Raises:
        ConfigurationError: nothing can be written there.
    """
    marker = cache_dir / ".gitignore"
    try:
        if not marker.exists():
            write_atomically(marker, b"*\n")
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise ConfigurationError(f"cache_dir: {cache_dir} cannot be written: {reason}") from error


def watched_folders(settings: PortalSettings) -> tuple[Path, ...]:
    """The local folders and files whose change is a reason to build again."""
    local = [source.path for source in settings.sources if source.type != "git"]
    return tuple(sorted({path for path in (*local, *settings.guide_paths) if path.exists()}))
