"""What is searched by its words: documentation as it is read by default, and the operations of APIs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from html import escape

from callboard.apis import ApiSummary
from callboard.docs import DocsSet
from callboard.fulltext import SearchPage, SearchSet, digest_of_pages
from callboard.model import Catalog, Entity, EntityRef, entity_address
from callboard.store import Entries, digest_of
from callboard.views.interfaces import MOST_OPERATIONS, definition_address, has_definition_page
from callboard.views.portfolio import Portfolio


def search_sets(portfolio: Portfolio, weights: Entries) -> Iterator[SearchSet]:
    """A set for each documentation and each API with operations; pages that opt out are left out.

    How much there is to search in a set is kept in `weights`: nobody has to read what has not changed.
    """
    for ref, docs in sorted(portfolio.docs.items()):
        label = _label(portfolio, ref)
        pages = _docs_pages(docs, label)
        digest = digest_of("docs", docs.digest, label) if docs.digest else digest_of_pages(pages())
        yield from _set(portfolio, ref, pages, digest, weights)
    for ref, summary in sorted(portfolio.apis.items()):
        entity = portfolio.catalog.entities.get(ref)
        if entity is not None and summary.operations:
            pages = _api_pages(entity, summary, _label(portfolio, ref))
            yield from _set(portfolio, ref, pages, digest_of_pages(pages()), weights)


def domain_of(catalog: Catalog, ref: EntityRef) -> EntityRef | None:
    """The domain that an entity is part of, by itself or by its system."""
    own = _part_of(catalog, ref, "domain")
    system = _part_of(catalog, ref, "system")
    return own or (_part_of(catalog, system, "domain") if system else None)


def _set(
    portfolio: Portfolio,
    ref: EntityRef,
    pages: Callable[[], Iterable[SearchPage]],
    digest: str,
    weights: Entries,
) -> Iterator[SearchSet]:
    weight = _weight(digest, pages, weights)
    domain = domain_of(portfolio.catalog, ref)
    if weight:
        yield SearchSet(ref.short(), domain.short() if domain else "", weight, digest, pages)


def _weight(digest: str, pages: Callable[[], Iterable[SearchPage]], weights: Entries) -> int:
    key = digest_of("search-weight", digest)
    known = weights.get(key)
    if known is not None and known.isdigit():
        return int(known)
    weight = sum(len(page.html) for page in pages())
    weights.put(key, str(weight).encode())
    return weight


def _docs_pages(docs: DocsSet, label: str) -> Callable[[], Iterator[SearchPage]]:
    def pages() -> Iterator[SearchPage]:
        texts = docs.bodies()
        for page in docs.pages:
            if "search" not in page.hidden:
                yield SearchPage(docs.root + page.address, page.title, texts[page.address].html, label)

    return pages


def _api_pages(entity: Entity, summary: ApiSummary, label: str) -> Callable[[], Iterator[SearchPage]]:
    """One page with a heading for each operation, where the portal shows them."""
    apart = has_definition_page(entity)
    address = definition_address(entity) if apart else entity_address(entity.ref)
    shown = summary.operations if apart else summary.operations[:MOST_OPERATIONS]
    said = (f"<p>{escape(text)}</p>" for text in (summary.title, summary.description) if text)
    parts = [f"<h1>{escape(label)}</h1>", *said]
    for operation in shown:
        name = escape(f"{operation.verb} {operation.path}".strip())
        parts.append(f'<h2 id="op-{escape(operation.anchor)}">{name}</h2><p>{escape(operation.summary)}</p>')
    page = SearchPage(address, label, "".join(parts), label)
    return lambda: iter((page,))


def _label(portfolio: Portfolio, ref: EntityRef) -> str:
    """What people call an entity, with its name where that says more."""
    card = portfolio.cards.get(ref)
    if card is None:
        return ref.name
    spoken = card.label.lower().replace(" ", "-")
    return card.label if spoken == card.name.lower() else f"{card.label} {card.name}"


def _part_of(catalog: Catalog, ref: EntityRef, kind: str) -> EntityRef | None:
    return next((target for target in catalog.targets(ref, "partOf") if target.kind == kind), None)
