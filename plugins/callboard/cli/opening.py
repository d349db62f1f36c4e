"""What `callboard check` looks at: a person's checkouts, and the catalog that they make."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from callboard.annotations import load_rules
from callboard.cli.portal_options import PortalOptions
from callboard.crawl import Checkouts, open_checkouts
from callboard.findings import Level
from callboard.ingest import IngestSettings, build_catalog
from callboard.model import Catalog, EntityRef


@dataclass(frozen=True, slots=True)
class Opened:
    """Checkouts as they were read; the catalog holds all of each, not only the files that were named."""

    checkouts: Checkouts
    settings: IngestSettings
    levels: Mapping[str, Level]
    catalog: Catalog


def open_paths(
    paths: Sequence[Path], elsewhere: frozenset[EntityRef], options: PortalOptions, *, is_whole: bool
) -> Opened:
    """Open the repositories around some paths and read their descriptors.

    Raises:
        ConfigurationError: a path does not exist, or a plug-in for annotations cannot be used.
        SourceError: a folder cannot be listed.
    """
    checkouts = open_checkouts(paths, Path.cwd())
    settings = IngestSettings(
        ai_model=options.ai_model,
        custom_kinds=options.kinds,
        elsewhere=elsewhere,
        is_whole=is_whole,
        annotation_keys=frozenset(load_rules()),
    )
    return Opened(checkouts, settings, options.levels, build_catalog(checkouts.snapshot, settings))
