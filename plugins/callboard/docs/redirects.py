"""Old addresses that lead to where things are now: shared documentation, renamed entities, moved pages."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final

from callboard.docs.addresses import is_safe
from callboard.docs.values import Borrowed, DocsSet, Redirect
from callboard.findings import Finding, finding
from callboard.model import Catalog, Entity, EntityRef, docs_address, entity_address

ALIASES: Final = "callboard.dev/aliases"
_MOST_ALIASES: Final = 100
_REF_SEGMENTS: Final = 3
_SECTIONS: Final = ("catalog", "docs")


@dataclass(slots=True)
class Redirects:
    """Gathers redirects; an address that a page has, or that was redirected already, is not taken."""

    catalog: Catalog
    sets: Mapping[EntityRef, DocsSet]
    borrowed: Mapping[EntityRef, Borrowed]
    findings: list[Finding] = field(default_factory=list)
    _found: dict[str, Redirect] = field(default_factory=dict)

    def all(self, moved: Iterable[Iterable[Redirect]] = ()) -> tuple[Redirect, ...]:
        """Every redirect, in order of the addresses; `moved` are those that sets have within them."""
        for redirects in moved:
            for redirect in redirects:
                self._add(redirect.address, redirect.target)
        for ref, lent in sorted(self.borrowed.items()):
            self._add(docs_address(ref), docs_address(lent.ref) + lent.address)
        for entity in self.catalog:
            if ALIASES in entity.annotations:
                self._aliases(entity)
        return tuple(self._found[address] for address in sorted(self._found))

    def _aliases(self, entity: Entity) -> None:
        written = entity.annotations[ALIASES].replace(",", " ").split()
        for alias in written[:_MOST_ALIASES]:
            problem = self._alias(entity, alias)
            if problem:
                place = entity.place(f"metadata.annotations.{ALIASES}")
                hint = (
                    "write old references such as component:default/old-name, or old addresses below /docs/"
                )
                message = f"The alias {alias[:200]!r} {problem}"
                self.findings.append(
                    finding("alias-invalid", message, place, hint=hint, entity=str(entity.ref))
                )

    def _alias(self, entity: Entity, alias: str) -> str:
        """Take an alias, or say what is wrong with it."""
        if "/" in alias and alias.partition("/")[0] in {"", *_SECTIONS}:
            return self._old_address(entity, alias.strip("/").lower())
        try:
            old = EntityRef.parse(alias, default_kind=entity.ref.kind, default_namespace=entity.ref.namespace)
        except ValueError:
            return "is neither a reference nor an address"
        if not is_safe("/".join(old)):
            return "cannot be an address"
        if old in self.catalog.entities:
            return "is the name of an entity that exists"
        self._add(entity_address(old), entity_address(entity.ref))
        home = self._documentation(entity.ref)
        if home is not None:
            self._add(docs_address(old), docs_address(home.ref) + home.address)
            for page in self.sets[home.ref].pages:
                self._add(docs_address(old) + page.address, docs_address(home.ref) + page.address)
        return ""

    def _old_address(self, entity: Entity, address: str) -> str:
        section, *rest = address.split("/")
        if section not in _SECTIONS or len(rest) < _REF_SEGMENTS or not is_safe(address):
            return "is not an address of an entity or of its documentation"
        owner = EntityRef.of(rest[1], rest[0], rest[2])
        if owner != entity.ref and owner in self.catalog.entities:
            return "is an address of another entity"
        home = self._documentation(entity.ref)
        if section == "docs" and home is not None:
            return self._moved(home, f"{address}/")
        self._add(f"{address}/", entity_address(entity.ref))
        return ""

    def _moved(self, home: Borrowed, address: str) -> str:
        root = docs_address(home.ref)
        taken = {root + page.address for page in self.sets[home.ref].pages}
        if address in taken:
            return "is the address of a page that exists"
        self._add(address, root + home.address)
        return ""

    def _documentation(self, ref: EntityRef) -> Borrowed | None:
        return Borrowed(ref) if ref in self.sets else self.borrowed.get(ref)

    def _add(self, address: str, target: str) -> None:
        if address != target:
            self._found.setdefault(address, Redirect(address, target))


def moved_pages(docs: DocsSet, moved: Mapping[str, str]) -> Iterator[Redirect]:
    """The redirects inside a set, old address to new, that hide no page of it."""
    root = docs_address(docs.ref)
    taken = {page.address for page in docs.pages}
    for old, new in sorted(moved.items()):
        if old not in taken:
            yield Redirect(root + old, new if "://" in new else root + new)
