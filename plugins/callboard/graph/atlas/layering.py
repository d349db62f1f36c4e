"""Members in layers: none uses one of an earlier layer, and those that use each other share one."""

from __future__ import annotations

from collections.abc import Iterable

from callboard.graph.atlas.index import AtlasIndex
from callboard.graph.layering import in_layers


def layers_of(index: AtlasIndex, members: Iterable[int], most: int) -> tuple[tuple[int, ...], ...]:
    """At most so many layers, each in order; all beyond the last are in the last."""
    return tuple(tuple(sorted(layer)) for layer in in_layers(members, index.targets, most))
