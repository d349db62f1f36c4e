"""Which sections of an entity's page come first, by kind and type: what its readers come for."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

SECTIONS: Final = (
    "impact",
    "graph",
    "members",
    "landscape",
    "scaffolding",
    "team",
    "apis",
    "definition",
    "dependencies",
    "holdings",
)
"""Every section of the main column, in the order that a page has them in unless its kind says otherwise."""

_FIRST: Final[Mapping[str, tuple[str, ...]]] = {
    # On call: what breaks with it, and what it stands on.
    "component": ("impact", "graph", "apis", "dependencies"),
    # Who has to upgrade is the whole question.
    "component/library": ("impact", "dependencies", "graph"),
    # Few use a website; it breaks with what it uses.
    "component/website": ("graph", "dependencies", "impact", "apis"),
    # A model is as good as what goes into it.
    "component/ml-model": ("dependencies", "impact", "graph"),
    # Its readers want to call it; then who calls it already.
    "api": ("impact", "definition", "dependencies", "graph"),
    "resource": ("impact", "graph", "dependencies"),
    # What is inside, drawn and told.
    "system": ("graph", "members", "impact", "dependencies"),
    # Which systems there are, whose they are, and how they hang together.
    "domain": ("landscape", "graph", "holdings"),
    "group": ("team", "holdings", "graph"),
    "user": ("holdings", "team", "graph"),
    "location": ("holdings",),
    # What it makes, and what one has to know before.
    "template": ("scaffolding", "holdings", "dependencies"),
}


def layout_of(kind: str, entity_type: str) -> tuple[str, ...]:
    """All sections, those first that this kind of entity is looked up for."""
    first = _FIRST.get(f"{kind}/{entity_type.lower()}") or _FIRST.get(kind, ("holdings",))
    return first + tuple(name for name in SECTIONS if name not in first)
