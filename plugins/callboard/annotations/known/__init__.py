"""The annotations that Backstage and its usual plug-ins read, as tables: one module for each kind of tool."""

from __future__ import annotations

from collections.abc import Iterable

from callboard.annotations.known.building import BUILDING
from callboard.annotations.known.catalog import CATALOG
from callboard.annotations.known.hosting import HOSTING
from callboard.annotations.known.operating import OPERATING
from callboard.annotations.known.planning import PLANNING
from callboard.annotations.known.quality import QUALITY
from callboard.annotations.known.running import RUNNING
from callboard.annotations.rules import AnnotationRule


class KnownAnnotations:
    """Our own provider."""

    def annotations(self) -> Iterable[AnnotationRule]:
        """Every rule of the tables."""
        return (*CATALOG, *HOSTING, *BUILDING, *RUNNING, *OPERATING, *QUALITY, *PLANNING)
