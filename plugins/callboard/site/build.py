"""The whole build: the stages in order, a line each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from callboard.crawl import Elsewhere, crawl
from callboard.descriptors import Kind
from callboard.docs import DocsLibrary, build_docs
from callboard.errors import ConfigurationError
from callboard.findings import Finding, apply_levels
from callboard.graph import build_graph
from callboard.ingest import build_catalog, read_definitions
from callboard.model import Snapshot
from callboard.site.config import PortalSettings
from callboard.sources import GitMirrors
from callboard.store import Store, write_atomically
from callboard.views import Portfolio, gather


@dataclass(frozen=True, slots=True)
class Portal:
    """Everything that pages are made from, and what the run has to report."""

    snapshot: Snapshot
    library: DocsLibrary
    portfolio: Portfolio
    kinds: Mapping[str, Kind]
    findings: tuple[Finding, ...]


def survey(settings: PortalSettings, mirrors: GitMirrors) -> Snapshot:
    """What there is to build from: the one stage that may use the network.

    The trees of the snapshot read through `mirrors`, which the caller closes when the pages are written.
    """
    return crawl(
        settings.sources,
        mirrors,
        offline=settings.offline,
        history=settings.history,
        versions=settings.versions,
        elsewhere=_elsewhere(settings, mirrors),
    )


def _elsewhere(settings: PortalSettings, mirrors: GitMirrors) -> Elsewhere | None:
    """Who fetches in place of this machine: workers of a cluster, if they see the mirrors."""
    executor = settings.docs.executor
    if executor is None or not executor.remote or settings.shared is None or settings.offline:
        return None
    return Elsewhere(executor, mirrors.root)


def build_portal(settings: PortalSettings, snapshot: Snapshot, cache: Store) -> Portal:
    """From a snapshot to the values of all pages; nothing is written but the cache.

    Raises:
        CallboardError: the settings cannot be used; a repository's faults are findings.
    """
    catalog = build_catalog(snapshot, settings.ingest, cache)
    definitions = read_definitions(catalog, cache)
    library = build_docs(catalog, snapshot, cache=cache, settings=settings.docs)
    graph = build_graph(catalog)
    told = snapshot.findings + catalog.findings + definitions.findings + library.findings
    findings = apply_levels(told, settings.levels)
    portfolio = gather(
        catalog=catalog,
        graph=graph,
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
    return Portal(snapshot, library, portfolio, settings.ingest.kinds, findings)


def open_mirrors(settings: PortalSettings) -> GitMirrors:
    """The git mirrors of a portal: in its cache, or where all machines see them."""
    if settings.shared is not None:
        return GitMirrors(settings.shared / "git")
    _keep_out_of_commits(settings.cache_dir)
    return GitMirrors(settings.cache_dir / "git")


def _keep_out_of_commits(cache_dir: Path) -> None:
    """Nobody wants the cache in version control, and few remember to say so."""
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
