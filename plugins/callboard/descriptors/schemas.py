"""What tags and versions make of scalars and collections."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, Final

from callboard.descriptors.scalars import resolve_plain
from callboard.descriptors.stream import DocumentText

_CORE: Final = "tag:yaml.org,2002:"


@dataclass(frozen=True, slots=True)
class Schema:
    """YAML 1.2's core schema."""

    merges: bool = False

    def scalar(self, event: Any, warnings: list[str]) -> Any:
        """The value of a scalar."""
        if event.tag is None:
            return resolve_plain(event.value) if event.implicit[0] else event.value
        warnings.append(f"Unresolved tag: {event.tag}")
        return event.value

    def collection(self, event: Any, value: Any, warnings: list[str]) -> Any:
        """The value of a sequence or mapping."""
        return value


def schema_for(text: DocumentText) -> Schema:
    """The schema that the document's directives ask for."""
    return Schema()
