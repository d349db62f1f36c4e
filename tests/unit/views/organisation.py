"""A small organisation with everything a page can show, and pages as parsed HTML."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

import lxml.html

from callboard.apis import ApiSummary, Operation
from callboard.docs import DocsPage, DocsSet, HeldBodies, NavItem, PageText
from callboard.findings import Finding, finding
from callboard.graph import build_graph
from callboard.markup import TocItem
from callboard.model import (
    Catalog,
    Entity,
    EntityRef,
    JsonMapping,
    Relation,
    Repository,
    SourceReport,
    SourceState,
)
from callboard.origin import Origin
from callboard.views import PageBody, Portfolio, compose, gather

KEY = "acme/payment-service"
COMMIT = "0123456789abcdef0123456789abcdef01234567"
REPOSITORY = Repository(
    KEY, "payment-service", "acme", "https://github.com/acme/payment-service", "main", COMMIT
)

_PAIRS = {
    "ownedBy": "ownerOf",
    "providesApi": "apiProvidedBy",
    "consumesApi": "apiConsumedBy",
    "dependsOn": "dependencyOf",
    "partOf": "hasPart",
    "childOf": "parentOf",
    "memberOf": "hasMember",
}

PAYMENT = EntityRef.of("component", "default", "payment-service")
PAYMENT_API = EntityRef.of("api", "default", "payment-api")
ORBIT = EntityRef.of("group", "default", "orbit")


@dataclass
class World:
    """Entities and relations while they are being written down."""

    entities: dict[EntityRef, Entity]
    relations: dict[EntityRef, set[Relation]]

    def add(self, text: str, metadata: JsonMapping | None = None, **spec: object) -> EntityRef:
        """Add an entity by its reference, e.g. `component:pay`."""
        ref = EntityRef.parse(text)
        origin = Origin(KEY, "catalog-info.yaml", 1, 1, COMMIT)
        self.entities[ref] = Entity(
            ref,
            "v1",
            ref.kind.title(),
            ref.namespace,
            ref.name,
            {"name": ref.name, **(metadata or {})},
            spec,
            origin,
        )
        return ref

    def relate(self, source: EntityRef, relation: str, target: EntityRef | str, line: int = 5) -> None:
        """Add a relation and its other side."""
        other = EntityRef.parse(target) if isinstance(target, str) else target
        origin = Origin(KEY, "catalog-info.yaml", line, 7, COMMIT)
        self.relations.setdefault(source, set()).add(Relation(relation, source, other, origin))
        self.relations.setdefault(other, set()).add(Relation(_PAIRS[relation], other, source, origin))

    def catalog(self, findings: Iterable[Finding] = ()) -> Catalog:
        """What was written down, as a stitched catalog."""
        return Catalog(
            dict(sorted(self.entities.items())),
            {ref: tuple(sorted(held)) for ref, held in sorted(self.relations.items())},
            {KEY: REPOSITORY},
            tuple(findings),
        )


def empty_world() -> World:
    """A world without anything."""
    return World({}, {})


def acme() -> World:
    """A payment service with an API, a team, a system, a domain, and a reference that leads nowhere."""
    world = empty_world()
    links = [
        {"url": "https://logs.example/payments", "title": "Logs"},
        {"url": "https://grafana.example/d/payments", "title": "Numbers", "icon": "dashboard"},
        {"url": "https://runbooks.example/payments", "title": "Runbook"},
    ]
    world.add(
        "component:payment-service",
        {"description": "Takes the money", "links": links, "tags": ["tier-1"]},
        type="service",
        lifecycle="production",
    )
    world.add("component:shop", {"title": "The shop"}, type="website", lifecycle="experimental")
    world.add("api:payment-api", type="openapi", lifecycle="production", definition="openapi: 3.1.0\n")
    world.add("resource:ledger", type="database")
    world.add("system:checkout")
    world.add("domain:commerce")
    world.add("group:orbit", type="team", profile={"displayName": "Team Orbit"})
    world.add("group:department", type="department")
    world.add("user:ada")
    world.relate(PAYMENT, "ownedBy", ORBIT)
    world.relate(PAYMENT, "partOf", "system:checkout")
    world.relate(PAYMENT, "providesApi", PAYMENT_API)
    world.relate(PAYMENT, "dependsOn", "resource:ledger")
    world.relate(PAYMENT, "dependsOn", "component:kafka-clustr", 27)
    world.relate(PAYMENT_API, "ownedBy", "group:nobody-knows")
    world.relate(EntityRef.parse("component:shop"), "consumesApi", PAYMENT_API)
    world.relate(EntityRef.parse("component:shop"), "ownedBy", ORBIT)
    world.relate(EntityRef.parse("system:checkout"), "partOf", "domain:commerce")
    world.relate(EntityRef.parse("user:ada"), "memberOf", ORBIT)
    world.relate(ORBIT, "childOf", "group:department")
    return world


def acme_findings() -> tuple[Finding, ...]:
    """An error on a line, a note, and a finding without an entity."""
    origin = Origin(KEY, "catalog-info.yaml", 27, 16, COMMIT)
    return (
        finding(
            "ref-unknown",
            "component:kafka-clustr is not in the catalog",
            origin,
            hint="did you mean resource:ledger?",
            entity=str(PAYMENT),
        ),
        finding(
            "descriptor-skipped", "A skeleton", Origin(KEY, "skeleton/catalog-info.yaml"), entity=str(PAYMENT)
        ),
        finding("repository-without-descriptor", "Nothing here", Origin("acme/empty")),
    )


def acme_docs() -> DocsSet:
    """Three pages, one of them in a folder, and a link elsewhere."""
    toc = (TocItem("title", "Title", 1, (TocItem("first", "First", 2, ()),)),)
    pages = tuple(
        DocsPage(
            address,
            title,
            f"docs/{path}",
            "About",
            edit_url=f"https://github.com/acme/payment-service/edit/main/docs/{path}",
        )
        for address, title, path in (
            ("", "Home", "index.md"),
            ("architecture/", "Architecture", "architecture.md"),
            ("operations/runbook/", "Runbook", "operations/runbook.md"),
        )
    )
    navigation = (
        NavItem("Home", ""),
        NavItem("Operations", children=(NavItem("Runbook", "operations/runbook/"),)),
        NavItem("Architecture", "architecture/"),
        NavItem("Elsewhere", url="https://example.com/"),
    )
    texts = {
        page.address: PageText(f'<h1 id="title">{page.title}</h1><h2 id="first">First</h2>', toc)
        for page in pages
    }
    return DocsSet(PAYMENT, "Payment docs", pages, navigation, (), KEY, kept=HeldBodies(texts))


ACME_API = ApiSummary(
    "openapi",
    title="Payments",
    version="2.1",
    operations=(Operation("GET", "/payments", "List payments", "payments", anchor="get-payments"),),
)

ACME_SOURCES = (
    SourceReport("directory: acme", SourceState.FRESH, (KEY,)),
    SourceReport("git: broken", SourceState.FAILED, (), "The host is not known."),
)


def portfolio_of(world: World, **values: object) -> Portfolio:
    """The portfolio of a world."""
    catalog = world.catalog()
    return gather(catalog, build_graph(catalog), **values)  # type: ignore[arg-type]


def acme_portfolio(**changes: object) -> Portfolio:
    """The portfolio of `acme`, with everything; `changes` replace fields of it."""
    catalog = acme().catalog(acme_findings())
    portfolio = gather(
        catalog,
        build_graph(catalog),
        docs={PAYMENT: acme_docs()},
        apis={PAYMENT_API: ACME_API},
        sources=ACME_SOURCES,
        site_name="Acme",
    )
    return replace(portfolio, **changes) if changes else portfolio


def bodies(portfolio: Portfolio) -> Mapping[str, PageBody]:
    """Every page by its address."""
    return {page.address: page for page in compose(portfolio)}


def parsed(html: str) -> lxml.html.HtmlElement:
    """A fragment as a tree."""
    return lxml.html.fragment_fromstring(html, create_parent="main")


def text_of(element: lxml.html.HtmlElement) -> str:
    """The text in one line."""
    return " ".join(element.text_content().split())


def section(tree: lxml.html.HtmlElement, anchor: str) -> lxml.html.HtmlElement:
    """The section that a heading names."""
    (found,) = tree.xpath(f"//section[@aria-labelledby='{anchor}']")
    return found


def links(tree: lxml.html.HtmlElement) -> dict[str, str]:
    """Every link's address by its text, the first one of each text."""
    found: dict[str, str] = {}
    for anchor in tree.xpath(".//a[@href]"):
        found.setdefault(text_of(anchor), anchor.get("href"))
    return found
