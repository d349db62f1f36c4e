"""What is on its way out: told on its own page, and to everybody who still uses it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from callboard.model import Entity, EntityRef, RefError
from callboard.views.body import Here
from callboard.views.mention import Mention, mention, mention_any
from callboard.views.portfolio import Portfolio
from callboard.views.source_links import entity_edit_url

REPLACED_BY: Final = "callboard.dev/replaced-by"
_MOST: Final = 10


@dataclass(frozen=True, slots=True)
class Deprecated:
    """The entity itself is on its way out; `edit_href` is where to say what replaces it."""

    replacement: Mention | None
    users: int
    edit_href: str


@dataclass(frozen=True, slots=True)
class UsesDeprecated:
    """The entity uses something that is on its way out."""

    entity: Mention
    replacement: Mention | None


@dataclass(frozen=True, slots=True)
class Deprecations:
    """What an entity's page says of it; `more` of `uses` are not named."""

    own: Deprecated | None
    uses: tuple[UsesDeprecated, ...]
    more: int


def is_deprecated(portfolio: Portfolio, ref: EntityRef) -> bool:
    """Whether an entity's lifecycle says that nobody should begin to use it."""
    card = portfolio.cards.get(ref)
    return card is not None and card.lifecycle.casefold() == "deprecated"


def deprecations(portfolio: Portfolio, here: Here, entity: Entity, users: int) -> Deprecations:
    """The banners of an entity's page; an API is used by who consumes it, and by who reaches through it."""
    ref = entity.ref
    own = None
    if is_deprecated(portfolio, ref):
        edit = entity_edit_url(entity, portfolio.catalog.origin_of(entity))
        own = Deprecated(mention_any(portfolio, here, _replacement(portfolio, ref)), users, edit)
    used = [target for target in portfolio.graph.outgoing(ref) if is_deprecated(portfolio, target)]
    if own is not None and ref.kind == "api":
        # Its provider going with it is no news.
        used = []
    told = tuple(
        UsesDeprecated(
            mention(portfolio, here, target), mention_any(portfolio, here, _replacement(portfolio, target))
        )
        for target in used[:_MOST]
    )
    return Deprecations(own, told, len(used) - len(told))


def _replacement(portfolio: Portfolio, ref: EntityRef) -> EntityRef | None:
    """What its annotation names, a reference as anywhere else; None for what is none."""
    stated = portfolio.catalog.entities[ref].annotations.get(REPLACED_BY, "")
    try:
        return EntityRef.parse(stated, default_kind=ref.kind, default_namespace=ref.namespace)
    except RefError:
        return None
