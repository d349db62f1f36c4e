"""From a snapshot to a catalog: the stages in order."""

from __future__ import annotations

from callboard.findings import in_order
from callboard.ingest.gathering import read_descriptors
from callboard.ingest.settings import IngestSettings
from callboard.ingest.stitching import claim, dangling, relate
from callboard.model import Catalog, Snapshot
from callboard.store import Entries


def build_catalog(snapshot: Snapshot, settings: IngestSettings, cache: Entries | None = None) -> Catalog:
    """Read every descriptor of the snapshot and stitch what can be kept; mistakes become findings.

    With a cache only repositories that have changed are read; the catalog is the same.
    """
    reading = read_descriptors(snapshot, settings, cache)
    claimed, duplicates = claim(reading.records)
    relations = relate(claimed)
    advice = (found for record in claimed.values() for found in record.advice)
    return Catalog(
        entities={ref: record.entity for ref, record in claimed.items()},
        relations=relations,
        repositories={each.repository.key: each.repository for each in snapshot.repositories},
        findings=in_order((*reading.findings, *duplicates, *dangling(claimed, settings), *advice)),
    )
