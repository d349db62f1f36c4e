"""The graph for the Atlas: columns as a script, which a page opened from a file may load, too."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from typing import Final

from callboard.findings import Finding, Level
from callboard.graph import EntityGraph, atlas_document
from callboard.model import EntityRef

_SERIOUS: Final = frozenset({Level.ERROR, Level.WARN})


def atlas_script(graph: EntityGraph, problems: Mapping[EntityRef, Iterable[Finding]]) -> bytes:
    """`globalThis.callboardAtlas = {...};`, ASCII and without `<`: safe inside a script element as well."""
    index = graph.index
    broken = [
        index.positions[ref]
        for ref, found in problems.items()
        if ref in index.positions and any(each.level in _SERIOUS for each in found)
    ]
    text = json.dumps(atlas_document(index, broken), separators=(",", ":")).replace("<", "\\u003c")
    return f"globalThis.callboardAtlas = {text};\n".encode("ascii")
