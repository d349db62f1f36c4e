"""What the rest of an organisation looks like from one repository: its portal's published catalog."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from callboard.artifacts.published import published_catalog
from callboard.errors import ConfigurationError, SourceError
from callboard.model import Catalog, Entity, EntityRef, Relation, entity_address
from callboard.sources import read_published
from callboard.views import redirect_page

_CATALOG: Final = "/api/catalog.json"
_PAGE: Final = "index.html"
_NOTHING: Final = Catalog({}, {}, {})
_OWNED: Final = ("ownedBy", "ownerOf")
# A query, a scheme or a fragment alone leads to no entity of another repository.
_LINK: Final = re.compile(r'href="([^"#?:]+)')


class Elsewhere:
    """The entities of a published `catalog.json`, read once and, from a file, again when it has changed.

    `root` is the address of the portal it was read from, with a slash at the end; `""` where it is a file.
    """

    def __init__(self, place: str = "") -> None:
        """Read the catalog; with no place there is nothing elsewhere.

        Raises:
            ConfigurationError: it cannot be read, or is no catalog.
        """
        self._place: Final = place
        self._seen: tuple[int, int] | None = None
        self._catalog = _NOTHING
        self.own: frozenset[EntityRef] = frozenset()
        """The entities of the repository itself, as it was built last."""
        self._foreign: Mapping[str, EntityRef] = {}
        self.refs: frozenset[EntityRef] = frozenset()
        is_address = urlsplit(place).scheme in {"http", "https"}
        self.root: Final = (
            f"{place.removesuffix(_CATALOG)}/" if is_address and place.endswith(_CATALOG) else ""
        )
        self._file: Final = Path(place) if place and not is_address else None
        if place:
            self._read()

    def refresh(self) -> None:
        """Read a file again that has changed.

        Raises:
            ConfigurationError: it cannot be read, or is no catalog any more.
        """
        if self._file is not None and self._status() != self._seen:
            self._read()

    def stand_ins(self, own: Catalog, named: Iterable[EntityRef]) -> Catalog:
        """The catalog of a repository together with what it names elsewhere, and with the owners of that.

        `named` are entities that its documentation links to.
        """
        self.own = frozenset(own.entities)
        told = {each.target for ref in own.entities for each in own.relations.get(ref, ())}
        shown = {ref for ref in told.union(named) if self._is_foreign(ref)}
        owned = [each for ref in sorted(shown) for each in self._owners(ref)]
        shown |= {each.target for each in owned if self._is_foreign(each.target)}
        if not shown:
            return own
        entities = {**own.entities, **{ref: self._catalog.entities[ref] for ref in shown}}
        return Catalog(_sorted(entities), _with(own.relations, owned), own.repositories, own.findings)

    def finished(self, address: str, data: bytes) -> bytes:
        """A file of the preview as it is served: what is elsewhere is to be seen in the portal itself."""
        if not self.root or not address.endswith(".html"):
            return data
        folder = address.removesuffix(_PAGE)
        if self._led_to(folder):
            return redirect_page(folder, self.root + folder).encode()
        return _LINK.sub(lambda link: self._link(folder, link), data.decode("utf-8")).encode()

    def _link(self, folder: str, link: re.Match[str]) -> str:
        address = posixpath.normpath(posixpath.join(folder, link[1]))
        return f'href="{escape(self.root)}{address}/' if self._led_to(f"{address}/") else link[0]

    def _led_to(self, address: str) -> bool:
        """Whether an address of the site is that of an entity elsewhere, or below it."""
        if not address.startswith("catalog/"):
            return False
        ref = self._foreign.get("/".join(address.split("/")[:4]) + "/")
        return ref is not None and ref not in self.own

    def _is_foreign(self, ref: EntityRef) -> bool:
        return ref in self.refs and ref not in self.own

    def _owners(self, ref: EntityRef) -> Iterator[Relation]:
        relations = self._catalog.relations.get(ref, ())
        return (each for each in relations if each.type == _OWNED[0] and each.target in self.refs)

    def _status(self) -> tuple[int, int] | None:
        try:
            status = self._file.stat() if self._file else None
        except OSError:
            return None
        return (status.st_mtime_ns, status.st_size) if status else None

    def _read(self) -> None:
        self._seen = self._status()
        try:
            self._catalog = published_catalog(read_published(self._place))
        except (SourceError, ConfigurationError) as error:
            raise ConfigurationError(f"--catalog {self._place}: {error}") from error
        self.refs = frozenset(self._catalog.entities)
        self._foreign = {entity_address(ref): ref for ref in self.refs}


def _sorted(entities: Mapping[EntityRef, Entity]) -> dict[EntityRef, Entity]:
    return {ref: entities[ref] for ref in sorted(entities)}


def _with(
    relations: Mapping[EntityRef, tuple[Relation, ...]], owned: Iterable[Relation]
) -> dict[EntityRef, tuple[Relation, ...]]:
    """The relations and these, from both sides, sorted, one of each."""
    made: dict[EntityRef, set[Relation]] = {ref: set(held) for ref, held in relations.items()}
    for each in owned:
        made.setdefault(each.source, set()).add(each)
        made.setdefault(each.target, set()).add(Relation(_OWNED[1], each.target, each.source))
    return {ref: tuple(sorted(made[ref])) for ref in sorted(made)}
