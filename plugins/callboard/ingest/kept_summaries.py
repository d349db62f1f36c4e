"""What API definitions offer, kept under a digest of their text, so that none is parsed twice."""

from __future__ import annotations

import json
from functools import cache
from importlib.metadata import version
from typing import Final

from callboard.apis import ApiSummary, Operation
from callboard.model import EntityRef
from callboard.store import Entries, digest_of, digest_of_code

_PARSERS: Final = ("graphql-core", "proto-schema-parser", "ruamel.yaml")
_MADE_BY: Final = ("apis", "descriptors", "ingest/definitions.py", "ingest/kept_summaries.py")


class KeptSummaries:
    """One entry an entity, in place of the one before."""

    def __init__(self, cache: Entries | None) -> None:
        self._cache: Final = cache

    def load(self, ref: EntityRef, api_type: str, definition: str) -> ApiSummary | None:
        """The summary of this very definition, None where it is not there or damaged."""
        data = self._cache.get(_slot(ref)) if self._cache else None
        if data is None:
            return None
        try:
            key, texts, servers, operations, problem = json.loads(data)
            if key != _key(api_type, definition):
                return None
            form, title, version_, description = _texts(texts, 4)
            return ApiSummary(
                form,
                title,
                version_,
                description,
                _texts(servers, len(servers)),
                tuple(map(_operation, operations)),
                str(problem),
            )
        except (ValueError, TypeError, RecursionError):
            return None

    def save(self, ref: EntityRef, api_type: str, definition: str, summary: ApiSummary) -> None:
        """Keep a summary."""
        if self._cache is None:
            return
        document = [
            _key(api_type, definition),
            [summary.format, summary.title, summary.version, summary.description],
            summary.servers,
            [
                [each.verb, each.path, each.summary, each.group, each.anchor, each.deprecated]
                for each in summary.operations
            ],
            summary.problem,
        ]
        data = json.dumps(document, ensure_ascii=False, separators=(",", ":"))
        self._cache.put(_slot(ref), data.encode("utf-8", "surrogatepass"))


def _texts(values: list[object], count: int) -> tuple[str, ...]:
    if len(values) != count or not all(isinstance(value, str) for value in values):
        raise TypeError(count)
    return tuple(map(str, values))


def _operation(row: list[object]) -> Operation:
    *texts, deprecated = row
    verb, path, summary, group, anchor = _texts(texts, 5)
    return Operation(verb, path, summary, group, deprecated is True, anchor)


def _slot(ref: EntityRef) -> str:
    return digest_of("definition", str(ref))


def _key(api_type: str, definition: str) -> str:
    return digest_of(api_type, definition, _made_by())


@cache
def _made_by() -> str:
    return " ".join((digest_of_code(*_MADE_BY), *(f"{name}={version(name)}" for name in _PARSERS)))
