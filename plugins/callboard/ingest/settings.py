"""What the operator may decide about reading descriptors."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from callboard.descriptors import AI_MODEL, BUILT_IN, Kind
from callboard.model import EntityRef

ALLOWED_KINDS: Final = frozenset(
    {
        "component", "api", "resource", "system", "domain", "group", "user", "location", "template",
        "airesource",
    }
)  # fmt: skip
"""The kinds that a Backstage with `catalog.rules` for everything lets in, in lower case."""


@dataclass(frozen=True, slots=True)
class IngestSettings:
    """How descriptors become a catalog.

    `custom_kinds` come on top of Backstage's own. `ai_model` is true where Backstage has its ai-model module:
    the kind AiResource and APIs of the type mcp-server. `elsewhere` are entities that exist although the
    snapshot does not hold them; `is_whole` is false where it holds a part of an organisation only, so that
    what is missing from it need not be missing at all. `annotation_keys` are those that somebody reads.
    """

    ai_model: bool = False
    custom_kinds: Mapping[str, Kind] = field(default_factory=lambda: MappingProxyType({}))
    elsewhere: frozenset[EntityRef] = frozenset()
    is_whole: bool = True
    annotation_keys: frozenset[str] = frozenset()

    @property
    def kinds(self) -> Mapping[str, Kind]:
        """Every known kind, by name as written."""
        return {**(AI_MODEL if self.ai_model else BUILT_IN), **self.custom_kinds}
