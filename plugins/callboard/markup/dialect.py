"""What a repository's `markdown_extensions` may change about how its pages are read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import islice
from typing import Final

from callboard.markup.options import OURS, Value
from callboard.markup.understood import BUNDLES, SWITCHABLE, canonical, options_of
from callboard.model import JsonValue

MATHS: Final = "pymdownx.arithmatex"
"""Always on, but who asks for it means every dollar to begin a formula."""

_MOST_ENTRIES: Final = 200
_MOST_REFUSED: Final = 50
_LONGEST_NAME: Final = 80
_LINKS: Final = "mdx_gh_links"


@dataclass(frozen=True, slots=True)
class Dialect:
    """What a repository's `markdown_extensions` change about how its Markdown is read.

    `extensions` are the switchable ones that are on and `options` are (extension, option, value), both
    sorted, so that equal dialects are equal values. `raw_html` is the operator's word that the source is
    trusted; no repository can set it.
    """

    extensions: tuple[str, ...] = ()
    options: tuple[tuple[str, str, Value], ...] = ()
    raw_html: bool = False

    def option(self, extension: str, option: str) -> Value | None:
        """The value that was chosen, None where none was."""
        found = (value for name, key, value in self.options if (name, key) == (extension, option))
        return next(found, None)


def read_dialect(value: JsonValue) -> tuple[Dialect, tuple[str, ...]]:
    """The dialect that `markdown_extensions` asks for, and what of it is refused.

    A refusal is `extension NAME`, `option EXTENSION.NAME`, or `option EXTENSION` where the options have no
    names; each is one line, and their length and number are bounded.
    """
    reading = _Reading()
    for name, options in _entries(value):
        reading.add(name, options)
    dialect = Dialect(
        tuple(sorted(reading.extensions)),
        tuple((*key, chosen) for key, chosen in sorted(reading.options.items())),
    )
    return dialect, tuple(reading.refused)


def _entries(value: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    """The names with their options: the value is a list of either, or a mapping."""
    items = value if isinstance(value, (list, tuple)) else [value]
    for item in islice(items, _MOST_ENTRIES):
        if isinstance(item, Mapping):
            yield from islice(item.items(), _MOST_ENTRIES)
        elif item is not None:
            yield str(item), None


@dataclass(slots=True)
class _Reading:
    extensions: set[str] = field(default_factory=set)
    options: dict[tuple[str, str], Value] = field(default_factory=dict)
    refused: dict[str, None] = field(default_factory=dict)

    def add(self, written: str, options: JsonValue, *, bundled: bool = False) -> None:
        name = canonical(str(written))
        if not name:
            self._refuse(f"extension {_one_line(written)}")
            return
        if name in BUNDLES:
            for member, chosen in () if bundled else _members(options):
                self.add(member, chosen, bundled=True)
            return
        if name in SWITCHABLE or name == MATHS:
            self.extensions.add(name)
        if str(written).strip() == _LINKS:
            self.options[name, "repo_url_shorthand"] = self.options[name, "social_url_shorthand"] = True
        self._choose(name, options)

    def _choose(self, extension: str, options: JsonValue) -> None:
        if options is None:
            return
        if not isinstance(options, Mapping):
            self._refuse(f"option {extension}")
            return
        readers = options_of(extension) or {}
        for option, written in islice(options.items(), _MOST_ENTRIES):
            reader = readers.get(option)
            value = reader(written) if reader else None
            if value is None:
                self._refuse(f"option {extension}.{_one_line(option)}")
            elif value != OURS:
                self.options[extension, option] = value

    def _refuse(self, what: str) -> None:
        if len(self.refused) < _MOST_REFUSED:
            self.refused.setdefault(what)


def _members(options: JsonValue) -> Iterator[tuple[str, JsonValue]]:
    return islice(options.items(), _MOST_ENTRIES) if isinstance(options, Mapping) else iter(())


def _one_line(value: object) -> str:
    words = " ".join(str(value)[: 2 * _LONGEST_NAME].split())
    return words[:_LONGEST_NAME]
