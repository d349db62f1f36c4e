"""From a snapshot to a catalog: the stages in order."""

from __future__ import annotations

from callboard.findings import in_order
from callboard.ingest.discovery import discover, repository_finding
from callboard.ingest.reading import Reading, read_descriptor
from callboard.ingest.settings import IngestSettings
from callboard.ingest.stitching import claim, dangling, entities_of, relate
from callboard.model import Catalog, Snapshot


def build_catalog(snapshot: Snapshot, settings: IngestSettings) -> Catalog:
    """Read every descriptor of the snapshot and stitch what was kept."""
    reading = Reading()
    for repository in snapshot.repositories:
        discovery = discover(repository)
        reading.findings.extend(discovery.findings)
        if not discovery.paths:
            reading.findings.extend(repository_finding(repository))
        for path in discovery.paths:
            read_descriptor(repository, path, settings.kinds, reading)
    claimed, duplicates = claim(reading.records)
    findings = (*reading.findings, *duplicates, *dangling(claimed))
    repositories = {each.repository.key: each.repository for each in snapshot.repositories}
    return Catalog(entities_of(claimed), relate(claimed), repositories, in_order(findings))
