"""Everything the pages are made of, gathered and indexed once."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Final

from callboard.annotations import AnnotationSettings
from callboard.apis import ApiSummary
from callboard.docs import Borrowed, DocsSet
from callboard.findings import Finding
from callboard.graph import EntityGraph, ImpactCounts, is_tier_one
from callboard.guides import Guides
from callboard.model import Catalog, Entity, EntityRef, History, SourceReport, entity_address
from callboard.views.environment import KIND_ICONS
from callboard.views.operate import runbook_in
from callboard.views.team_book import TeamBook, measure_teams

KIND_WORDS: Final = {
    "component": "Component",
    "api": "API",
    "resource": "Resource",
    "system": "System",
    "domain": "Domain",
    "group": "Group",
    "user": "User",
    "location": "Location",
    "template": "Template",
}
"""The nine kinds as people write them, in the order every list of kinds uses."""

KIND_PLURALS: Final = {
    "component": "Components",
    "api": "APIs",
    "resource": "Resources",
    "system": "Systems",
    "domain": "Domains",
    "group": "Groups",
    "user": "Users",
    "location": "Locations",
    "template": "Templates",
}

_RANKS: Final = {kind: rank for rank, kind in enumerate(KIND_WORDS)}
_SHORT: Final = 160
_MADE_FROM: Final = "backstage.io/source-template"
_NAME: Final = re.compile(r"[a-z0-9](?:[-a-z0-9_.]{0,61}[a-z0-9])?")


@dataclass(frozen=True, slots=True)
class Card:
    """What the portal says of an entity wherever it is listed or named."""

    ref: EntityRef
    label: str
    name: str
    kind: str
    icon: str
    type: str
    lifecycle: str
    owner: EntityRef | None
    system: EntityRef | None
    description: str
    address: str

    @property
    def kind_and_type(self) -> str:
        """`Component · service`."""
        return f"{self.kind} · {self.type}" if self.type else self.kind


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The catalog, its graph, documentation, APIs, sources and findings, with the indexes pages need.

    `annotations` says what annotations mean, as far as the operator's site knows. `implied` are groups and
    people that descriptors name and nobody has described: they have a page that says so. `made_from` has for
    a template the entities that name it as their origin; `runbooks` has for the documentation of an entity
    the address of the page in it that is one, so that whoever needs only this does not depend on all of it.

    `cards` follows the catalog's order; `problems` holds the findings of each entity in report order;
    `histories` are those of repositories, by key, as far as they were read. Nothing that makes one page may
    walk the catalog.
    """

    catalog: Catalog
    graph: EntityGraph
    docs: Mapping[EntityRef, DocsSet]
    apis: Mapping[EntityRef, ApiSummary]
    sources: tuple[SourceReport, ...]
    findings: tuple[Finding, ...]
    site_name: str
    cards: Mapping[EntityRef, Card] = field(repr=False)
    problems: Mapping[EntityRef, tuple[Finding, ...]] = field(repr=False)
    impact: Mapping[EntityRef, ImpactCounts] = field(repr=False)
    by_kind: Mapping[str, tuple[Card, ...]] = field(repr=False)
    annotations: AnnotationSettings = field(default_factory=AnnotationSettings, repr=False)
    implied: AbstractSet[EntityRef] = field(default=frozenset(), repr=False)
    borrowed: Mapping[EntityRef, Borrowed] = field(default_factory=dict, repr=False)
    versions: Mapping[EntityRef, tuple[DocsSet, ...]] = field(default_factory=dict, repr=False)
    teams: TeamBook = field(default_factory=TeamBook, repr=False)
    tier_one: AbstractSet[EntityRef] = field(default=frozenset(), repr=False)
    histories: Mapping[str, History] = field(default_factory=dict, repr=False)
    guides: Guides = field(default_factory=Guides, repr=False)
    made_from: Mapping[EntityRef, tuple[EntityRef, ...]] = field(default_factory=dict, repr=False)
    runbooks: Mapping[EntityRef, str] = field(default_factory=dict, repr=False)

    def documentation(self, ref: EntityRef) -> tuple[DocsSet, str] | None:
        """An entity's documentation, its own or shared, and the address in it where the entity's begins."""
        lent = self.borrowed.get(ref)
        docs = self.docs.get(lent.ref if lent else ref)
        return None if docs is None else (docs, lent.address if lent else "")

    def runbook(self, ref: EntityRef) -> str:
        """The address of the runbook in an entity's documentation, its own or shared; `""` without one."""
        lent = self.borrowed.get(ref)
        return self.runbooks.get(lent.ref if lent else ref, "")


def gather(
    catalog: Catalog,
    graph: EntityGraph,
    *,
    docs: Mapping[EntityRef, DocsSet] = MappingProxyType({}),
    apis: Mapping[EntityRef, ApiSummary] = MappingProxyType({}),
    sources: tuple[SourceReport, ...] = (),
    findings: tuple[Finding, ...] | None = None,
    site_name: str = "Callboard",
    annotations: AnnotationSettings | None = None,
    icons: Mapping[str, str] = MappingProxyType({}),
    borrowed: Mapping[EntityRef, Borrowed] = MappingProxyType({}),
    versions: Mapping[EntityRef, tuple[DocsSet, ...]] = MappingProxyType({}),
    histories: Mapping[str, History] = MappingProxyType({}),
    guides: Guides | None = None,
) -> Portfolio:
    """Index everything once; `findings` are those of the whole run, by default the catalog's own."""
    cards = {entity.ref: card_of(catalog, entity, icons) for entity in catalog}
    told = catalog.findings if findings is None else findings
    problems = _by_entity(told)
    return Portfolio(
        catalog=catalog,
        graph=graph,
        docs=docs,
        apis=apis,
        sources=sources,
        findings=told,
        site_name=site_name,
        cards=MappingProxyType(cards),
        problems=problems,
        impact=graph.impact_counts(),
        by_kind=_by_kind(cards.values()),
        annotations=annotations or AnnotationSettings(),
        implied=frozenset(ref for ref in catalog.relations if ref not in cards and _may_be_implied(ref)),
        borrowed=borrowed,
        versions=versions,
        teams=measure_teams(catalog, graph, problems),
        tier_one=frozenset(entity.ref for entity in catalog if is_tier_one(entity)),
        histories=histories,
        guides=guides or Guides(),
        made_from=_by_template(catalog),
        runbooks={ref: address for ref, held in docs.items() if (address := runbook_in(held))},
    )


def card_of(catalog: Catalog, entity: Entity, icons: Mapping[str, str] = MappingProxyType({})) -> Card:
    """The card of an entity; owner and system as the catalog's relations have them.

    `icons` are the pictures of kinds that are not Backstage's, by kind in lower case.
    """
    ref = entity.ref
    return Card(
        ref=ref,
        label=entity.title,
        name=entity.name,
        kind=KIND_WORDS.get(ref.kind, entity.kind),
        icon=icons.get(ref.kind) or kind_icon(ref.kind),
        type=entity.type,
        lifecycle=entity.lifecycle,
        owner=catalog.target(ref, "ownedBy"),
        system=_holder(catalog, ref, "domain" if ref.kind == "system" else "system"),
        description=shorten(entity.description),
        address=entity_address(ref),
    )


def kind_word(kind: str) -> str:
    """A kind as people write it."""
    return KIND_WORDS.get(kind, kind.capitalize())


def kind_rank(kind: str) -> int:
    """Where a kind stands in lists; unknown ones come last."""
    return _RANKS.get(kind, len(_RANKS))


def kind_icon(kind: str) -> str:
    """The name of a kind's icon."""
    return kind if kind in KIND_ICONS else "generic"


def shorten(text: str, limit: int = _SHORT) -> str:
    """One line of at most `limit` characters, cut between words where that is possible."""
    line = " ".join(text[: limit * 4].split())
    if len(line) <= limit:
        return line
    cut = line[:limit].rsplit(" ", 1)[0].rstrip(" ,;:.-")
    return f"{cut}…"


def _may_be_implied(ref: EntityRef) -> bool:
    """Whether a reference that leads nowhere gets a page: any text may be a name, not any an address."""
    return ref.kind in {"group", "user"} and bool(
        _NAME.fullmatch(ref.namespace) and _NAME.fullmatch(ref.name)
    )


def _holder(catalog: Catalog, ref: EntityRef, kind: str) -> EntityRef | None:
    return next((target for target in catalog.targets(ref, "partOf") if target.kind == kind), None)


def _by_entity(findings: Iterable[Finding]) -> Mapping[EntityRef, tuple[Finding, ...]]:
    sorted_out: dict[str, list[Finding]] = defaultdict(list)
    for found in findings:
        if found.entity:
            sorted_out[found.entity].append(found)
    return MappingProxyType({EntityRef.parse(text): tuple(found) for text, found in sorted_out.items()})


def _by_template(catalog: Catalog) -> Mapping[EntityRef, tuple[EntityRef, ...]]:
    templates = {str(ref): ref for ref in catalog.entities if ref.kind == "template"}
    templates |= {ref.short(): ref for ref in templates.values()}
    made: dict[EntityRef, list[EntityRef]] = defaultdict(list)
    for entity in catalog if templates else ():
        template = templates.get(entity.annotations.get(_MADE_FROM, "").lower())
        if template is not None:
            made[template].append(entity.ref)
    return MappingProxyType({template: tuple(refs) for template, refs in made.items()})


def _by_kind(cards: Iterable[Card]) -> Mapping[str, tuple[Card, ...]]:
    sorted_out: dict[str, list[Card]] = {kind: [] for kind in KIND_WORDS}
    for card in cards:
        sorted_out.setdefault(card.ref.kind, []).append(card)
    return MappingProxyType({kind: tuple(found) for kind, found in sorted_out.items() if found})
