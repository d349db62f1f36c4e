"""The index of the search box and the catalog table: columns, dictionary-coded, as a script.

A script and not JSON, because a page opened from a file may load the one and not the other.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final

from callboard.docs import DocsSet
from callboard.model import Catalog, Entity, EntityRef, JsonValue

VERSION: Final = 1
_DESCRIPTION: Final = 100

# `</script>`, `<!--` and JavaScript's line separators must not end the text they stand in (HTML Living
# Standard, "restrictions for contents of script elements"; ECMA-262, "line terminators").
_ESCAPES: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(slots=True)
class _Words:
    """A list of words, each once; a column holds their positions."""

    words: list[str] = field(default_factory=list)
    _positions: dict[str, int] = field(default_factory=dict)

    def place(self, word: str) -> int:
        """The position of a word, at the end if it is new; the empty word is always 0."""
        if not self.words:
            self.words.append("")
            self._positions[""] = 0
        if word not in self._positions:
            self._positions[word] = len(self.words)
            self.words.append(word)
        return self._positions[word]


def search_index(catalog: Catalog, docs: Mapping[EntityRef, DocsSet]) -> str:
    """`globalThis.callboardSearchIndex = {...};`, safe inside a script element as well."""
    document: dict[str, JsonValue] = {
        "version": VERSION,
        "entities": _entities(catalog),
        "docs": _docs(catalog, docs),
    }
    return f"globalThis.callboardSearchIndex = {_script_json(document)};\n"


def _entities(catalog: Catalog) -> dict[str, JsonValue]:
    """Columns in the catalog's order.

    `name` and `title` are texts, the title `""` where it is the name; `kind`, `namespace`, `type`,
    `lifecycle`, `owner` and `system` are positions in `words`, where owner and system stand as short
    references with their labels in `labels`.
    """
    words = _Words()
    entities = list(catalog)
    owners = [_target(catalog, entity, "ownedBy", "") for entity in entities]
    systems = [_target(catalog, entity, "partOf", _home_kind(entity)) for entity in entities]
    columns: dict[str, JsonValue] = {
        "name": [entity.name for entity in entities],
        "title": ["" if entity.title == entity.name else entity.title for entity in entities],
        "description": [_short(entity.description) for entity in entities],
        "kind": [words.place(entity.ref.kind) for entity in entities],
        "namespace": [words.place(entity.ref.namespace) for entity in entities],
        "type": [words.place(entity.type) for entity in entities],
        "lifecycle": [words.place(entity.lifecycle) for entity in entities],
        "owner": [words.place(ref.short() if ref else "") for ref in owners],
        "system": [words.place(ref.short() if ref else "") for ref in systems],
    }
    words.place("")
    named = sorted({ref for ref in (*owners, *systems) if ref is not None})
    columns["words"] = words.words
    columns["labels"] = {ref.short(): catalog.entities[ref].title for ref in named if ref in catalog.entities}
    return columns


def _docs(catalog: Catalog, docs: Mapping[EntityRef, DocsSet]) -> dict[str, JsonValue]:
    """Pages in order; `entity` is a position among the entities, `address` relative to that one's docs."""
    positions = {ref: position for position, ref in enumerate(catalog.entities)}
    pages = [
        (page.title, page.address, positions[ref])
        for ref in sorted(docs)
        if ref in positions
        for page in docs[ref].pages
    ]
    return {
        "title": [title for title, _, _ in pages],
        "address": [address for _, address, _ in pages],
        "entity": [entity for _, _, entity in pages],
    }


def _target(catalog: Catalog, entity: Entity, relation: str, kind: str) -> EntityRef | None:
    targets = catalog.targets(entity.ref, relation)
    return next((target for target in targets if not kind or target.kind == kind), None)


def _home_kind(entity: Entity) -> str:
    return "domain" if entity.ref.kind == "system" else "system"


def _short(text: str) -> str:
    line = " ".join(text[: _DESCRIPTION * 4].split())
    return line if len(line) <= _DESCRIPTION else f"{line[: _DESCRIPTION - 1].rstrip()}…"


def _script_json(value: JsonValue) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text
