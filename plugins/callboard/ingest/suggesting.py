"""Which entity a reference that leads nowhere was meant to name.

A dangling name is compared with those that share the most runs of three letters, never with the whole
catalog: twenty thousand names against twenty thousand would take hours.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from typing import Final

from callboard.descriptors import RelationField, nearest
from callboard.model import EntityRef

_RUN: Final = 3
_MOST_POSTINGS: Final = 400
_MOST_CANDIDATES: Final = 12
_CLOSE: Final = 0.8
"""Names of one team often begin alike; less than this and everything looks like everything."""
_OWNERS: Final = frozenset({"group", "user"})


class Suggestions:
    """Finds near names among the references of a catalog."""

    def __init__(self, refs: Iterable[EntityRef]) -> None:
        self._refs = sorted(refs)
        self._answers: dict[tuple[EntityRef, str], str] = {}

    def hint(self, target: EntityRef, field: RelationField) -> str:
        """`did you mean ...?`, or nothing."""
        key = (target, field.default_kind)
        if key not in self._answers:
            found = self._same_name(target) or self._near(target, field)
            self._answers[key] = f"did you mean {found.short()}?" if found is not None else ""
        return self._answers[key]

    def _same_name(self, target: EntityRef) -> EntityRef | None:
        """An entity of this very name, of another kind or in another namespace."""
        twins = self._by_name.get(target.name, [])
        return min(
            twins,
            key=lambda ref: (ref.kind != target.kind, ref.namespace != target.namespace, ref),
            default=None,
        )

    def _near(self, target: EntityRef, field: RelationField) -> EntityRef | None:
        kinds = _OWNERS if field.default_kind == "group" else {field.default_kind} - {""}
        names = [name for name in self._candidates(target.name) if self._fitting(name, kinds)]
        found = nearest(target.name, names, at_least=_CLOSE)
        if not found:
            return None
        return min(self._fitting(found, kinds), key=lambda ref: (ref.kind != target.kind, ref))

    def _fitting(self, name: str, kinds: Iterable[str]) -> list[EntityRef]:
        wanted = set(kinds)
        return [ref for ref in self._by_name[name] if not wanted or ref.kind in wanted]

    def _candidates(self, name: str) -> list[str]:
        shared: Counter[str] = Counter()
        for run in set(_runs(name)):
            postings = self._by_run.get(run, [])
            if len(postings) <= _MOST_POSTINGS:
                shared.update(postings)
        best = sorted(shared, key=lambda candidate: (-shared[candidate], candidate))
        return best[:_MOST_CANDIDATES]

    @cached_property
    def _by_name(self) -> dict[str, list[EntityRef]]:
        names: dict[str, list[EntityRef]] = defaultdict(list)
        for ref in self._refs:
            names[ref.name].append(ref)
        return dict(names)

    @cached_property
    def _by_run(self) -> dict[str, list[str]]:
        index: dict[str, list[str]] = defaultdict(list)
        for name in self._by_name:
            for run in set(_runs(name)):
                index[run].append(name)
        return dict(index)


def _runs(name: str) -> Iterator[str]:
    padded = f"^{name}$"
    return (padded[start : start + _RUN] for start in range(len(padded) - _RUN + 1))
