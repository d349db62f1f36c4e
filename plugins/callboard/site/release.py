"""A published site: which files it holds, and what they were made from.

What is known of the site that was published last decides what has to be made anew. It lies in the cache,
bound to the site by a digest that the site carries itself (`api/release.json`): a site that somebody has
replaced, or a cache that belongs to another one, is written anew as a whole.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Final, NamedTuple, TypeVar

from callboard import __version__
from callboard.site.read_lines import LineTable, NumberedReads, Numbers, lines_from
from callboard.site.shell import ShellKey, ShellPress
from callboard.site.units import MadeUnit
from callboard.store import Store, digest_of, seal
from callboard.views import ValueDigests, read_from

_Kept = TypeVar("_Kept")

MARKER: Final = "api/release.json"
_UP: Final = frozenset({"", ".", ".."})
_FORMAT: Final = 4


@dataclass(frozen=True, slots=True)
class UnitRecord:
    """A unit under a key that says what it was made from."""

    key: str
    made: MadeUnit


class Stamp(NamedTuple):
    """What is known of a file that belongs to no unit; `size` in bytes."""

    digest: str
    size: int

    @classmethod
    def of(cls, data: bytes) -> Stamp:
        """What there is to know of a file."""
        return cls(digest_of(data), len(data))


@dataclass(frozen=True, slots=True)
class Release:
    """What the portal's part of a site holds: its units by name, and its overviews."""

    units: Mapping[str, UnitRecord]
    overviews: Mapping[str, Stamp]

    def digest(self) -> str:
        """Equal where all files are equal."""
        units = (part for name in sorted(self.units) for part in (name, self.units[name].key))
        return digest_of(*units, "", files_digest(self.overviews))

    def files(self) -> Iterator[str]:
        """The addresses of all files."""
        yield from self.overviews
        for unit in self.units.values():
            yield from unit.made.files

    def sizes(self) -> Iterator[tuple[str, int]]:
        """The addresses of all files, with their bytes."""
        yield from sizes_of(self.overviews)
        for unit in self.units.values():
            yield from zip(unit.made.files, unit.made.sizes, strict=True)


def sizes_of(files: Mapping[str, Stamp]) -> Iterator[tuple[str, int]]:
    """The addresses of files, with their bytes."""
    return ((address, stamp.size) for address, stamp in files.items())


def files_digest(files: Mapping[str, Stamp]) -> str:
    """A digest of files, from their addresses and their own digests."""
    return digest_of(*(part for address in sorted(files) for part in (address, files[address].digest)))


@dataclass(frozen=True, slots=True)
class Origins:
    """What the portal's part of a site was made from.

    `survey` says what was read, `inputs` that and the shells and settings of the pages; `""` where it is not
    known. `told` is what the run told whoever started it.
    """

    survey: str = ""
    inputs: str = ""
    shells: tuple[ShellKey, ...] = ()
    told: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReleaseHead:
    """What is known of a published site without looking at its files.

    `portal` is the digest of the portal's part and `host` are the files of the host's;
    `pages` counts the pages of both.
    """

    portal: str
    host: Mapping[str, Stamp]
    pages: int = 0
    origins: Origins = field(default_factory=Origins)

    @property
    def digest(self) -> str:
        """What the site carries; equal for sites whose files are equal."""
        return digest_of(self.portal, files_digest(self.host))

    def marker(self) -> bytes:
        """The file that binds the site to this."""
        document = {
            "generator": f"callboard {__version__}",
            "release": self.digest,
            "schema": "callboard/release/v1",
        }
        return json.dumps(document, sort_keys=True, separators=(",", ":")).encode() + b"\n"


class UnitKeys:
    """The key of a unit: what it has read, as it is now, the shells around it, and `base` for everything."""

    def __init__(self, values: ValueDigests, press: ShellPress, base: str) -> None:
        self._values: Final = values
        self._press: Final = press
        self._base: Final = base
        self._known: Final[dict[str, bytes]] = {}
        self._lines: Sequence[str] = ()
        self._by_number: list[bytes] = []

    def key(self, made: MadeUnit) -> str:
        """Equal keys, equal files."""
        # Seals have an order of their own, which is the same whatever numbers the lines have.
        reads = b"".join(sorted(self._seals(made.reads)))
        shells = (self._press.digest(shell) for shell in sorted(made.shells))
        return digest_of(self._base, made.name, reads, *shells)

    def _seals(self, reads: Sequence[str]) -> Iterable[bytes]:
        if not isinstance(reads, NumberedReads):
            return map(self._seal, reads)
        if reads.lines is not self._lines:
            self._lines, self._by_number = reads.lines, list(map(self._seal, reads.lines))
        return map(self._by_number.__getitem__, reads.numbers)

    def _seal(self, text: str) -> bytes:
        """Stands for a read and its value; most are those of many units."""
        sealed = self._known.get(text)
        if sealed is None:
            line = f"{text}\n{self._values.of(read_from(text))}"
            sealed = self._known[text] = seal(line.encode("utf-8", "surrogatepass"))
        return sealed


class Releases:
    """What is known of the site at one place."""

    def __init__(self, cache: Store, site: Path) -> None:
        self._cache: Final = cache
        self._site: Final = site
        self._slot: Final = digest_of("release", str(site.absolute()))

    def head(self) -> ReleaseHead | None:
        """What was published last; None where that is not known, or there is another site by now."""
        data = self._cache.get(self._slot)
        if not data:
            return None
        head = _read(data, _head_from)
        if head is None or not _stays_inside(head.host):
            return None
        try:
            carried = (self._site / MARKER).read_bytes()
        except OSError:
            return None
        return head if carried == head.marker() else None

    def whole(self, head: ReleaseHead) -> Release | None:
        """All of it; None where it is lost."""
        data = self._cache.get(self._body(head))
        release = _read(data, _release_from) if data else None
        return release if release and _stays_inside(release.files()) else None

    def save(self, head: ReleaseHead, release: Release | None) -> None:
        """Remember what was published; None: the same as before."""
        if release is not None:
            self._cache.put(self._body(head), json.dumps(_document(release), separators=(",", ":")).encode())
        origins = head.origins
        from_what = [origins.survey, origins.inputs, origins.shells, dict(origins.told)]
        document = [_FORMAT, head.portal, dict(head.host), head.pages, from_what]
        self._cache.put(self._slot, json.dumps(document, separators=(",", ":")).encode())

    def forget(self) -> None:
        """Trust nothing at the site until it is published again."""
        self._cache.put(self._slot, b"")

    def _body(self, head: ReleaseHead) -> str:
        return digest_of(self._slot, head.portal)


def _read(data: bytes, make: Callable[[list[Any]], _Kept | None]) -> _Kept | None:
    """What was kept, if it is that: a cache may come from anywhere."""
    try:
        return make(json.loads(data))
    except (ValueError, TypeError, LookupError, OverflowError, RecursionError):
        return None


def _stays_inside(addresses: Iterable[str]) -> bool:
    """Whether all of these are below the site: what is kept of it decides what is removed there."""
    return all(map(_is_inside, addresses))


def _is_inside(address: str) -> bool:
    parts = address.split("/")
    return _UP.isdisjoint(parts) and "\\" not in address and ":" not in parts[0]


def _head_from(document: list[Any]) -> ReleaseHead | None:
    """The head that was kept; None of another release of this program."""
    if document[0] != _FORMAT:
        return None
    _, portal, host, pages, (survey, inputs, shells, told) = document
    origins = Origins(survey, inputs, tuple(ShellKey(*shell) for shell in shells), told)
    return ReleaseHead(portal, _stamps(host), pages, origins)


def _document(release: Release) -> list[object]:
    """Reads and shells stand in many units: they are numbered."""
    lines = LineTable([record.made.reads for record in release.units.values()])
    shells = Numbers[ShellKey]()
    units = {
        name: [
            record.key,
            record.made.files,
            record.made.sizes,
            record.made.framed,
            lines.numbers(record.made.reads),
            shells.of(record.made.shells),
            record.made.yielded,
            record.made.lost,
        ]
        for name, record in release.units.items()
    }
    return [lines.lines, shells.known, units, dict(release.overviews)]


def _release_from(document: list[Any]) -> Release:
    kept, shells, units, overviews = document
    lines = lines_from(kept)
    keys = [ShellKey(*shell) for shell in shells]
    records = {
        name: UnitRecord(
            key,
            MadeUnit(
                name,
                tuple(files),
                tuple(sizes),
                framed,
                NumberedReads(lines, reads),
                tuple(keys[number] for number in around),
                tuple(yielded),
                tuple(lost),
            ),
        )
        for name, (key, files, sizes, framed, reads, around, yielded, lost) in units.items()
    }
    return Release(records, _stamps(overviews))


def _stamps(files: Mapping[str, list[Any]]) -> dict[str, Stamp]:
    return {address: Stamp(*stamp) for address, stamp in files.items()}
