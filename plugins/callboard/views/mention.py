"""An entity named on a page: linked when it is in the catalog, marked when it is not."""

from __future__ import annotations

from typing import NamedTuple

from callboard.model import EntityRef, entity_address
from callboard.views.body import Here
from callboard.views.portfolio import Portfolio, kind_icon


class Mention(NamedTuple):
    """A name, its icon, and where it leads; `missing` says that it is not in the catalog.

    What is missing has no link, but for groups and people: they have a page that says who names them.

    `detail` is a word or two beside the name, e.g. `2 calls` or `via payment-api`.

    A tuple and not a dataclass, as are rows and links: a page has dozens, and tuples are made, compared and
    hashed by the interpreter itself.
    """

    label: str
    href: str
    icon: str
    detail: str = ""
    missing: bool = False

    @property
    def broken(self) -> bool:
        """Whether it is a fault that it is missing; teams and people often live in an identity provider."""
        return self.missing and self.icon not in {"group", "user"}


def mention(portfolio: Portfolio, here: Here, ref: EntityRef, detail: str = "") -> Mention:
    """Name an entity on the page `here`; a reference that leads nowhere is shown as it was written."""
    card = portfolio.cards.get(ref)
    if card is None:
        href = here.to(entity_address(ref)) if ref in portfolio.implied else ""
        return Mention(ref.short(), href, kind_icon(ref.kind), detail, missing=True)
    return Mention(card.label, here.to(card.address), card.icon, detail)


def mention_any(portfolio: Portfolio, here: Here, ref: EntityRef | None) -> Mention | None:
    """The mention of a reference that may not have been given."""
    return None if ref is None else mention(portfolio, here, ref)
