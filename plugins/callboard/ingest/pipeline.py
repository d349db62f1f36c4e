"""From a snapshot to a catalog: the stages in order."""

from __future__ import annotations

from callboard.findings import in_order
from callboard.ingest.advice import advise
from callboard.ingest.reading import read_descriptors
from callboard.ingest.settings import IngestSettings
from callboard.ingest.stitching import claim, dangling, relate
from callboard.model import Catalog, Snapshot


def build_catalog(snapshot: Snapshot, settings: IngestSettings) -> Catalog:
    """Read every descriptor of the snapshot and stitch what can be kept; mistakes become findings."""
    reading = read_descriptors(snapshot, settings)
    claimed, duplicates = claim(reading.records)
    relations = relate(claimed)
    advice = advise(claimed.values(), settings)
    return Catalog(
        entities={ref: record.entity for ref, record in claimed.items()},
        relations=relations,
        repositories={each.repository.key: each.repository for each in snapshot.repositories},
        findings=in_order((*reading.findings, *duplicates, *dangling(claimed, settings), *advice)),
    )
