"""What is true of every page."""

from __future__ import annotations

import re
from dataclasses import replace
from itertools import pairwise

import lxml.html
import pytest

from callboard.apis import ApiSummary, Operation
from callboard.docs import NavItem
from callboard.findings import finding
from callboard.graph import build_graph
from callboard.guides import Guides, Step, Term, Tour
from callboard.model import EntityRef, SourceReport, SourceState
from callboard.origin import Origin
from callboard.views import PageBody, Portfolio, compose, gather, home_panel
from unit.views.organisation import (
    KEY,
    REPOSITORY,
    World,
    acme_docs,
    acme_portfolio,
    bodies,
    empty_world,
    parsed,
)

HOSTILE = (
    "\"><img src=x onerror=alert(1)><script>alert('1')</script>{{ 7 * 7 }}{% raw %}</code></pre>\n\u202e"
)
_OURS = re.compile(r"(\.\./)*(assets/callboard/(atlas|catalog|hits|people|search)|api/atlas)\.js")
_ELEMENTS = frozenset(
    (
        "a", "article", "aside", "button", "caption", "code", "col", "colgroup", "dd", "details", "div", "dl", "dt", "fieldset", "form", "g",
        "h1", "h2", "h3", "header", "input", "kbd", "label", "legend", "li", "link", "main", "nav", "noscript", "ol", "option", "p", "path",
        "pre", "rect", "script", "section", "select", "span", "strong", "summary", "svg", "table", "tbody", "tfoot", "td",
        "text", "th", "thead", "title", "tr", "tspan", "ul", "use",
    )
)  # fmt: skip


def _hostile() -> Portfolio:
    """Every text that can come out of a repository, made of markup."""
    world = empty_world()
    links = [
        {"url": url, "title": HOSTILE} for url in ("javascript:alert(1)", f"https://x.example/{HOSTILE}")
    ]
    metadata = {
        "title": HOSTILE,
        "description": HOSTILE,
        "tags": [HOSTILE],
        "labels": {HOSTILE: HOSTILE},
        "annotations": {
            HOSTILE: HOSTILE,
            "backstage.io/edit-url": "javascript:alert(1)",
            "backstage.io/source-location": f"url:{HOSTILE}",
            "callboard.dev/tier": HOSTILE,
        },
        "links": links,
    }
    for kind in ("component", "api", "resource", "system", "domain", "group", "user", "location", "template"):
        spec = {
            "type": HOSTILE,
            "lifecycle": HOSTILE,
            "definition": HOSTILE,
            "profile": {"displayName": HOSTILE},
        }
        world.add(f"{kind}:x", metadata, **spec)
    ref = EntityRef.parse("component:x")
    stranger = EntityRef("component", HOSTILE, HOSTILE)
    world.relate(ref, "dependsOn", stranger)
    world.relate(ref, "ownedBy", EntityRef("group", "default", HOSTILE))
    world.relate(ref, "partOf", "system:x")
    world.relate(ref, "providesApi", "api:x")
    world.relate(ref, "consumesApi", "api:x")
    return _portfolio(world, ref)


def _portfolio(world: World, ref: EntityRef) -> Portfolio:
    api = EntityRef.parse("api:x")
    found = finding("ref-unknown", HOSTILE, Origin(KEY, HOSTILE, 1), hint=HOSTILE, entity=str(ref))
    catalog = replace(
        world.catalog([found]),
        repositories={KEY: replace(REPOSITORY, web_url="javascript:alert(1)", branch=HOSTILE)},
    )
    operation = Operation(HOSTILE, HOSTILE, HOSTILE, HOSTILE, deprecated=True, anchor="op-1")
    docs = replace(
        acme_docs(),
        ref=ref,
        title=HOSTILE,
        navigation=(NavItem(HOSTILE, ""), NavItem(HOSTILE, url=HOSTILE)),
        pages=tuple(replace(page, title=HOSTILE, description=HOSTILE) for page in acme_docs().pages),
    )
    return gather(
        catalog,
        build_graph(catalog),
        docs={ref: docs},
        apis={api: ApiSummary(HOSTILE, HOSTILE, HOSTILE, HOSTILE, (HOSTILE,), (operation,), HOSTILE)},
        sources=(SourceReport(HOSTILE, SourceState.FAILED, (), HOSTILE),),
        site_name=HOSTILE,
        guides=Guides(
            (Tour("x", HOSTILE, HOSTILE, (Step(HOSTILE, "catalog/", "", HOSTILE),), HOSTILE),),
            (Term(HOSTILE, HOSTILE),),
        ),
    )


def _trees(portfolio: Portfolio) -> dict[str, lxml.html.HtmlElement]:
    """Body, navigation and contents of every page, and the start page's overview."""
    trees = {page.address: parsed(page.html + page.navigation + page.toc) for page in compose(portfolio)}
    trees["(home)"] = parsed(home_panel(portfolio))
    return trees


@pytest.fixture(name="pages", scope="module")
def _pages() -> list[PageBody]:
    return list(compose(acme_portfolio()))


@pytest.fixture(name="trees", scope="module", params=["acme", "hostile"])
def _all_trees(request: pytest.FixtureRequest) -> dict[str, lxml.html.HtmlElement]:
    return _trees(acme_portfolio() if request.param == "acme" else _hostile())


def test_every_page_has_an_address_of_its_own(pages: list[PageBody]) -> None:
    """Each address once, below a section, in lower case, ending in a slash."""
    addresses = [page.address for page in pages]
    assert len(addresses) == len(set(addresses))
    assert all(address.endswith("/") and address == address.lower() for address in addresses)
    sections = {"catalog", "atlas", "apis", "teams", "docs", "health", ""}
    assert all(page.section in sections for page in pages)


def test_every_entity_and_every_document_has_a_page(pages: list[PageBody]) -> None:
    """At the address that anybody can work out."""
    addresses = {page.address for page in pages}
    assert "catalog/default/component/payment-service/" in addresses
    assert "docs/default/component/payment-service/operations/runbook/" in addresses


def test_the_same_portfolio_gives_the_same_pages() -> None:
    """Byte for byte, whatever the order of a set was."""
    assert list(compose(acme_portfolio())) == list(compose(acme_portfolio()))


def test_every_internal_link_leads_somewhere(pages: list[PageBody]) -> None:
    """To a page, to an anchor of a page, or to a file of the portal's."""
    addresses = {page.address for page in pages} | {""}
    ids = {page.address: set(parsed(page.html).xpath("//@id")) for page in pages}
    for page in pages:
        for href in parsed(page.html + page.navigation).xpath("//a/@href"):
            if "//" in href:
                continue
            path, _, fragment = href.partition("#")
            target = _resolve(page.address, path)
            if target.startswith(("api/", "assets/")):
                continue
            assert target in addresses, (page.address, href)
            assert not fragment or fragment in ids[target], (page.address, href)


def _resolve(address: str, path: str) -> str:
    parts = address.split("/")[:-1]
    for part in path.partition("?")[0].split("/"):
        if part == "..":
            parts.pop()
        elif part not in {"", "."}:
            parts.append(part)
    joined = "/".join(parts)
    return f"{joined}/" if joined and not joined.endswith((".json", ".js")) else joined


def test_headings_skip_no_level(trees: dict[str, lxml.html.HtmlElement]) -> None:
    """One first-level heading a page, and never two levels down at once."""
    for address, tree in trees.items():
        levels = [int(heading.tag[1]) for heading in tree.xpath("//h1|//h2|//h3|//h4")]
        first = 2 if address == "(home)" else 1
        assert levels[0] == first, address
        assert levels.count(1) == (first == 1), address
        assert all(after - before <= 1 for before, after in pairwise(levels)), address


def test_tables_say_what_they_hold(trees: dict[str, lxml.html.HtmlElement]) -> None:
    """A caption, and a scope on every header cell."""
    for address, tree in trees.items():
        for table in tree.xpath("//table"):
            assert table.xpath("./caption//text()"), address
            assert all(cell.get("scope") for cell in table.xpath(".//th")), address


def test_names_lead_to_what_they_name(trees: dict[str, lxml.html.HtmlElement]) -> None:
    """Ids are unique, and every `aria-labelledby` names one of them."""
    for address, tree in trees.items():
        ids = tree.xpath("//@id")
        assert len(ids) == len(set(ids)), address
        assert set(tree.xpath("//@aria-labelledby")) <= set(ids), address
        assert all(nav.get("aria-label") for nav in tree.xpath("//nav")), address


def test_links_that_leave_the_portal_are_marked(trees: dict[str, lxml.html.HtmlElement]) -> None:
    """`noopener noreferrer` on all of them."""
    for address, tree in trees.items():
        for link in tree.xpath("//a[contains(@href, '//')]"):
            assert link.get("rel") == "noopener noreferrer", (address, link.get("href"))


def test_nothing_out_of_a_repository_becomes_markup() -> None:
    """No element, handler or address of a stranger is in any page."""
    for address, tree in _trees(_hostile()).items():
        for element in tree.iter():
            assert element.tag in _ELEMENTS, (address, element.tag)
            assert not [name for name in element.attrib if name.startswith("on") or name == "style"], address
            for name in ("href", "src", "action"):
                assert "javascript" not in element.get(name, ""), address
                assert "<" not in element.get(name, ""), address
        for script in tree.xpath("//script"):
            assert _OURS.fullmatch(script.get("src")), address
            assert not script.text, address
        assert [link.get("href") for link in tree.xpath("//link")] in (
            [],
            ["../assets/callboard/catalog.css"],
            ["../assets/callboard/atlas.css"],
            ["../../assets/callboard/atlas.css"],
        )


def test_hostile_text_is_told_as_it_was_written() -> None:
    """It is escaped once, not twice, and no template runs it."""
    page = bodies(_hostile())["catalog/default/component/x/"]
    (heading,) = parsed(page.html).xpath("//h1")
    assert heading.text == HOSTILE
    assert page.title == HOSTILE
    assert "49" not in (heading.text or "")
