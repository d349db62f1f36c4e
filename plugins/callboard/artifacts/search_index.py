"""The index of the search box and the catalog table: columns, dictionary-coded, as scripts.

Scripts and not JSON, because a page opened from a file may load the one and not the other. Descriptions are a
script of their own: they are half of all the bytes, and most readers never ask for them.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from callboard.docs import DocsSet
from callboard.findings import Level
from callboard.model import Catalog, Entity, EntityRef, JsonValue

VERSION: Final = 2
_DESCRIPTION: Final = 100

NAME_MARK: Final = "\x01"
"""Stands in an address for the name of its entity: most addresses of an organisation differ in that alone."""

_LEVEL_DIGITS: Final = {Level.ERROR: "3", Level.WARN: "2", Level.INFO: "1"}

# `</script>`, `<!--` and JavaScript's line separators must not end the text they stand in (HTML Living
# Standard, "restrictions for contents of script elements"; ECMA-262, "line terminators").
_ESCAPES: Final = {"<": "\\u003c", ">": "\\u003e", "&": "\\u0026", "\u2028": "\\u2028", "\u2029": "\\u2029"}


@dataclass(frozen=True, slots=True)
class SearchFacts:
    """What the index says of entities beside the catalog; what is not named has none.

    `runbooks` and `docs` are addresses, absolute or relative to the root of the site; `icons` are the
    pictures of kinds.
    """

    users: Mapping[EntityRef, int] = field(default_factory=lambda: MappingProxyType({}))
    levels: Mapping[EntityRef, Level] = field(default_factory=lambda: MappingProxyType({}))
    runbooks: Mapping[EntityRef, str] = field(default_factory=lambda: MappingProxyType({}))
    docs: Mapping[EntityRef, str] = field(default_factory=lambda: MappingProxyType({}))
    icons: Mapping[str, str] = field(default_factory=lambda: MappingProxyType({}))


@dataclass(slots=True)
class _Words:
    """A list of words, each once; a column holds their positions."""

    words: list[str] = field(default_factory=lambda: [""])
    _positions: dict[str, int] = field(default_factory=lambda: {"": 0})

    def place(self, word: str) -> int:
        """The position of a word, at the end if it is new; the empty word is always 0."""
        if word not in self._positions:
            self._positions[word] = len(self.words)
            self.words.append(word)
        return self._positions[word]

    def address(self, entity: Entity, address: str) -> int:
        """The position of an address, with a mark where it has the entity's name."""
        return self.place("" if NAME_MARK in address else address.replace(entity.name, NAME_MARK))


def search_index(
    catalog: Catalog, docs: Mapping[EntityRef, DocsSet], facts: SearchFacts | None = None
) -> str:
    """`globalThis.callboardSearchIndex = {...};`, safe inside a script element as well."""
    document: dict[str, JsonValue] = {
        "version": VERSION,
        "entities": _entities(catalog, facts or SearchFacts()),
        "docs": _docs(catalog, docs),
    }
    return f"globalThis.callboardSearchIndex = {_script_json(document)};\n"


def search_descriptions(catalog: Catalog) -> str:
    """`globalThis.callboardDescriptions = [...];`: one short text for each row of the index."""
    texts: list[JsonValue] = [_short(entity.description) for entity in catalog]
    return f"globalThis.callboardDescriptions = {_script_json(texts)};\n"


def _entities(catalog: Catalog, facts: SearchFacts) -> dict[str, JsonValue]:
    """Columns in the catalog's order.

    `name` and `title` are texts, the title `""` where it is the name. `users` are numbers, and `problem` is
    one text with a digit for each row, 3 for an error. `tags` are positions in `tagSets`. All others are
    positions in `words`, where owner, system and domain stand as short references with their labels in
    `labels`, and addresses of runbooks and documentation with a mark for the name of the entity.
    """
    words = _Words()
    entities = list(catalog)
    owners = [catalog.target(entity.ref, "ownedBy") for entity in entities]
    systems = [_part_of(catalog, entity.ref, "system") for entity in entities]
    domains = [
        _part_of(catalog, entity.ref, "domain") or (_part_of(catalog, system, "domain") if system else None)
        for entity, system in zip(entities, systems, strict=True)
    ]
    columns: dict[str, JsonValue] = {
        "name": [entity.name for entity in entities],
        "title": ["" if entity.title == entity.name else entity.title for entity in entities],
        "kind": [words.place(entity.ref.kind) for entity in entities],
        "namespace": [words.place(entity.ref.namespace) for entity in entities],
        "type": [words.place(entity.type) for entity in entities],
        "lifecycle": [words.place(entity.lifecycle) for entity in entities],
        "owner": [words.place(_named(ref)) for ref in owners],
        "system": [words.place(_named(ref)) for ref in systems],
        "domain": [words.place(_named(ref)) for ref in domains],
        "users": [facts.users.get(entity.ref, 0) for entity in entities],
        "problem": "".join(
            _LEVEL_DIGITS.get(facts.levels.get(each.ref, Level.OFF), "0") for each in entities
        ),
        "runbook": [words.address(each, facts.runbooks.get(each.ref, "")) for each in entities],
        "docs": [words.address(each, facts.docs.get(each.ref, "")) for each in entities],
        **_tags(entities, words),
    }
    columns["words"] = list(words.words)
    columns["labels"] = _labels(catalog, (*owners, *systems, *domains))
    columns["kinds"] = {
        entity.ref.kind: [entity.kind, facts.icons.get(entity.ref.kind, "")] for entity in entities
    }
    return columns


def _tags(entities: Iterable[Entity], words: _Words) -> dict[str, JsonValue]:
    """Few sets of tags are worn by many entities; the empty set is always 0."""
    sets: dict[tuple[int, ...], int] = {(): 0}
    worn: list[JsonValue] = [
        sets.setdefault(tuple(sorted({words.place(tag) for tag in entity.tags})), len(sets))
        for entity in entities
    ]
    return {"tags": worn, "tagSets": [list(each) for each in sets]}


def _labels(catalog: Catalog, refs: Iterable[EntityRef | None]) -> dict[str, JsonValue]:
    """What people call the entities that others name; what the catalog lacks has no label."""
    named = sorted({ref for ref in refs if ref is not None})
    return {ref.short(): catalog.entities[ref].title for ref in named if ref in catalog.entities}


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


def _part_of(catalog: Catalog, ref: EntityRef, kind: str) -> EntityRef | None:
    return next((target for target in catalog.targets(ref, "partOf") if target.kind == kind), None)


def _named(ref: EntityRef | None) -> str:
    return ref.short() if ref else ""


def _short(text: str) -> str:
    line = " ".join(text[: _DESCRIPTION * 4].split())
    return line if len(line) <= _DESCRIPTION else f"{line[: _DESCRIPTION - 1].rstrip()}…"


def _script_json(value: JsonValue) -> str:
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    for character, escape in _ESCAPES.items():
        text = text.replace(character, escape)
    return text
