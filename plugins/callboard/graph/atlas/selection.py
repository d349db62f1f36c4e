"""What a selector asks for: entities in columns, before anything is folded."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from callboard.graph.atlas.filters import Sieve, home_of, matches, sieve
from callboard.graph.atlas.index import AtlasIndex
from callboard.graph.atlas.layering import layers_of
from callboard.graph.atlas.paths import Ways, find_ways
from callboard.graph.atlas.words import advice, find
from callboard.graph.home import HOLDERS
from callboard.graph.selectors import KEYS, Around, Filter, Selector, SelectorError, Word, parse_selector

_LAYERS: Final = 4


@dataclass(frozen=True, slots=True)
class Bunch:
    """A column: what it is called and who is in it; one that is `ranked` is folded by rank, not by home."""

    heading: str
    members: tuple[int, ...]
    ranked: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """The columns from left to right, the "uses" edges between their members, and the entities in question.

    `note` is a sentence for what the columns cannot tell, or `""`. `view` is `focus`, `path`, `system` or
    `found`.
    """

    view: str
    title: str
    bunches: tuple[Bunch, ...]
    edges: tuple[tuple[int, int], ...]
    focus: tuple[int, ...] = ()
    note: str = ""

    @property
    def members(self) -> tuple[int, ...]:
        """Everybody, column by column."""
        return tuple(at for bunch in self.bunches for at in bunch.members)


def select(index: AtlasIndex, text: str) -> Selection:
    """Answer a selector.

    Raises:
        SelectorError: it is not of the grammar, or names what is not in the catalog.
    """
    selector = parse_selector(text)
    if selector.path is not None:
        return _along(index, selector.path, through_shared=selector.through_shared)
    if selector.around is not None:
        return _named(index, selector, selector.around)
    if len(selector.filters) == 1 and selector.filters[0].key == "system":
        return _inside(index, home_of(index, selector.filters[0]))
    found = matches(index, selector.filters)
    layers = layers_of(index, found, _LAYERS)
    return Selection("found", text.strip(), _layered("Found", layers), tuple(_between(index, found)))


def entity_of(index: AtlasIndex, word: Word) -> int:
    """The entity that a word names.

    Raises:
        SelectorError: there is none; the sentence says which was probably meant.
    """
    at = find(index, word.text)
    if at is not None:
        return at
    head, colon, _ = word.text.rpartition(":")
    kinds = {ref.kind for ref in index.refs}
    if colon and head.lower() not in kinds:
        raise SelectorError(
            f"{head} is neither a key nor a kind{advice(head, {*KEYS, *kinds})}", word.position
        )
    asked = word.text.rpartition("/")[2].rpartition(":")[2]
    names = (ref.name for ref in index.refs if not colon or ref.kind == head.lower())
    raise SelectorError(f"there is no entity called {word.text}{advice(asked, names)}", word.position)


def _named(index: AtlasIndex, selector: Selector, around: Around) -> Selection:
    """Around a name; what only holds others stands for what it holds."""
    at = entity_of(index, around.name)
    kind = index.refs[at].kind
    if kind == "system" and not selector.filters:
        return _inside(index, (at,))
    key = {"system": "system", "domain": "domain", "group": "owner", "user": "owner"}.get(kind)
    if key is not None:
        held = Filter(key, (Word(index.refs[at].short(), around.name.position),))
        found = matches(index, (held, *selector.filters))
        layers = layers_of(index, found, _LAYERS)
        title = index.columns.titles[at]
        return Selection("found", title, _layered("Found", layers), tuple(_between(index, found)))
    return _around(index, at, around, sieve(index, selector.filters), through_shared=selector.through_shared)


def _around(index: AtlasIndex, at: int, around: Around, chosen: Sieve, *, through_shared: bool) -> Selection:
    """Who uses an entity, the APIs it offers when nothing but one step is shown, and what it uses."""
    close = max(around.uses, around.used_by) <= 1

    def walked(step: Callable[[int], tuple[int, ...]], steps: int) -> list[tuple[int, ...]]:
        return _walk(index, at, step, steps, through_shared=through_shared)

    left, right = walked(index.users, around.used_by), walked(index.uses, around.uses)
    if close and around.uses:
        right = [tuple(target for target in index.targets[at] if target != at)]
    # Who uses and is used stands where it is nearer; at the same distance, with the users.
    near = {node: far for far, layer in reversed([*enumerate(left, 1)]) for node in layer}
    offered = [
        api for api in index.sources[at] if close and around.used_by and index.is_api(api) and api != at
    ]
    near |= dict.fromkeys(offered, 0)
    right = [
        tuple(node for node in layer if near.get(node, far + 1) > far) for far, layer in enumerate(right, 1)
    ]
    placed = {*offered, *(node for layer in right for node in layer)}
    left = [tuple(node for node in layer if node not in placed) for layer in left]
    below = "Provided by" if index.is_api(at) else "Depends on"
    bunches = (
        *(Bunch(_step("Used by", far), layer) for far, layer in reversed([*enumerate(left, 1)])),
        Bunch("APIs provided", tuple(offered), ranked=True),
        Bunch("", (at,)),
        *(Bunch(_step(below, far), layer) for far, layer in enumerate(right, 1)),
    )
    filled = tuple(kept for bunch in bunches if (kept := _kept(bunch, chosen)).members)
    edges = _steps_between(index, filled, raw=close)
    return Selection("focus", index.columns.titles[at], filled, tuple(edges), (at,))


def _kept(bunch: Bunch, chosen: Sieve) -> Bunch:
    """What the filters let through; the entity in question always stays."""
    if not bunch.heading:
        return bunch
    return replace(bunch, members=tuple(filter(chosen.passes, bunch.members)))


def _walk(
    index: AtlasIndex, at: int, step: Callable[[int], tuple[int, ...]], steps: int, *, through_shared: bool
) -> list[tuple[int, ...]]:
    """The entities at one call, two calls, and so on."""
    seen = {at}
    layers: list[tuple[int, ...]] = [(at,)]
    for _ in range(steps):
        beyond: set[int] = set()
        for node in layers[-1]:
            if node == at or through_shared or not index.is_hub(node):
                beyond.update(step(node))
        beyond -= seen
        seen |= beyond
        layers.append(tuple(sorted(beyond)))
    return layers[1:]


def _step(heading: str, far: int) -> str:
    return heading if far == 1 else f"{heading}, step {far}"


def _steps_between(index: AtlasIndex, bunches: Sequence[Bunch], *, raw: bool) -> Iterator[tuple[int, int]]:
    """The edges from each column to the next, and past the APIs in between where those are shown."""
    column = {at: place for place, bunch in enumerate(bunches) for at in bunch.members}
    middle = next(place for place, bunch in enumerate(bunches) if not bunch.heading)
    for source, place in column.items():
        for target in index.targets[source] if raw else index.uses(source):
            end = column.get(target, -1)
            if end == place + 1 or (raw and place < end <= middle):
                yield source, target


def _inside(index: AtlasIndex, systems: Sequence[int]) -> Selection:
    """The members of systems in layers, between who uses them and what they use."""
    chosen = set(systems)
    members = tuple(
        at for at, system in enumerate(index.columns.systems)
        if system in chosen and index.columns.known[at] and index.refs[at].kind not in HOLDERS
    )  # fmt: skip
    own = set(members)
    before = sorted({end for at in members for end in index.sources[at]} - own)
    after = sorted({end for at in members for end in index.targets[at]} - own - {*before})
    bunches = (
        Bunch("Used by others", tuple(before)),
        *_layered("Members", layers_of(index, members, _LAYERS), ranked=True),
        Bunch("Depends on others", tuple(after)),
    )
    edges = [(end, at) for at in members for end in index.sources[at]]
    edges += [(at, end) for at in members for end in index.targets[at] if end not in own]
    title = ", ".join(index.columns.titles[at] for at in systems)
    both = set(before)
    # Who uses the system and is used by it stands on the left: an arrow back would cross everything.
    forward = tuple(sorted({edge for edge in edges if edge[1] not in both or edge[1] in own}))
    return Selection("system", title, tuple(bunch for bunch in bunches if bunch.members), forward)


def _along(index: AtlasIndex, path: tuple[Word, Word], *, through_shared: bool) -> Selection:
    """All shortest ways between two entities, in whichever direction there is one."""
    start, end = (entity_of(index, word) for word in path)
    names = (index.columns.titles[start], index.columns.titles[end])
    if start == end:
        raise SelectorError("a path leads from one entity to another", path[1].position)
    ways = find_ways(index, start, end, through_shared=through_shared)
    if ways is not None:
        return _path(names, (start, end), ways, _reaches(names[0], names[1], ways))
    ways = find_ways(index, end, start, through_shared=through_shared)
    if ways is not None:
        note = f"{names[0]} does not depend on {names[1]}, but {_reaches(names[1], names[0], ways)}"
        return _path(names, (start, end), ways, note)
    note = f"Neither of {names[0]} and {names[1]} depends on the other."
    if not through_shared and _shared_way(index, start, end):
        note = f"{names[0]} and {names[1]} meet only in services that many share; through:shared shows how."
    bunches = tuple(Bunch("", (at,)) for at in (start, end))
    return Selection("path", " -> ".join(names), bunches, (), (start, end), note)


def _shared_way(index: AtlasIndex, start: int, end: int) -> bool:
    ends = ((start, end), (end, start))
    return any(find_ways(index, *pair, through_shared=True) is not None for pair in ends)


def _reaches(source: str, target: str, ways: Ways) -> str:
    return f"{source} depends on {target} in {ways.calls} step{'' if ways.calls == 1 else 's'}."


def _path(names: tuple[str, str], ends: tuple[int, int], ways: Ways, note: str) -> Selection:
    bunches = tuple(Bunch("", layer) for layer in ways.layers)
    return Selection("path", " -> ".join(names), bunches, ways.edges, ends, note)


def _layered(heading: str, layers: Sequence[tuple[int, ...]], *, ranked: bool = False) -> tuple[Bunch, ...]:
    """The layers as columns, of which the first has the heading and the number of all."""
    total = sum(map(len, layers))
    return tuple(
        Bunch(f"{heading} ({total:,})" if place == 0 else "", layer, ranked)
        for place, layer in enumerate(layers)
    )


def _between(index: AtlasIndex, members: Iterable[int]) -> Iterator[tuple[int, int]]:
    own = set(members)
    return ((at, end) for at in sorted(own) for end in index.targets[at] if end in own and end != at)
