"""The values of a `mkdocs.yml`, each of the type it must have, or not there."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from callboard.docs.configuration_keys import options_of
from callboard.docs.patterns import Patterns, compile_patterns
from callboard.docs.written import Written
from callboard.markup import is_external, is_web_address
from callboard.model import JsonValue

MAX_REDIRECTS: Final = 1_000
_MAX_TEXT: Final = 500
_MAX_LISTED: Final = 50
_HOST: Final = re.compile(r"[a-z0-9](?:[a-z0-9.-]{0,250}[a-z0-9])?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Snippets:
    """What the options of `pymdownx.snippets` say, as text: nothing here has been looked for."""

    base_path: tuple[str, ...] = ()
    auto_append: tuple[str, ...] = ()
    check_paths: bool = False


class ValueReader:
    """Takes values out of a mapping by type; `unusable` are the names and lines of those that do not fit."""

    def __init__(self, written: Written) -> None:
        self.unusable: Final[list[tuple[str, int]]] = []
        self._values = dict(written.pairs())

    def text(self, key: str) -> str:
        """A text on one line; numbers are text as well."""
        found = self._values.get(key)
        if found is None or found.value is None:
            return ""
        if isinstance(found.value, (str, int, float)) and not isinstance(found.value, bool):
            text = " ".join(str(found.value).split())
            if len(text) <= _MAX_TEXT:
                return text
        self._refuse(key, found)
        return ""

    def text_or_none(self, key: str) -> str | None:
        """A text, if only an empty one; None where there is no value."""
        text = self.text(key)
        return text if text or (key in self._values and self._values[key].value == "") else None

    def list_or_mapping(self, key: str) -> JsonValue:
        """The value as it is, where it can hold names."""
        found = self._values.get(key)
        if found is None or found.value is None or isinstance(found.value, (list, tuple, Mapping)):
            return found.value if found else None
        self._refuse(key, found)
        return None

    def nav(self) -> Written | None:
        """The navigation, where there is one."""
        found = self._values.get("nav")
        if found is None or not found.value:
            return None
        if isinstance(found.value, (str, list, tuple, Mapping)):
            return found
        self._refuse("nav", found)
        return None

    def patterns(self, key: str, always: tuple[str, ...] = ()) -> Patterns:
        """The lines of a text as patterns, after those that hold in every case."""
        found = self._values.get(key)
        value = found.value if found else None
        if found and not (value is None or isinstance(value, str)):
            self._refuse(key, found)
        compiled = compile_patterns([*always, *(value.split("\n") if isinstance(value, str) else ())])
        if found and compiled.refused:
            line = " ".join(compiled.refused[0].split())
            self._refuse(f"{key} ({line[:40]})", found)
        return compiled

    def web_address(self, key: str) -> str:
        """An address of the web without credentials, query or part, and without a slash at its end."""
        text = self.text(key).rstrip("/")
        if not text or _is_plain_address(text):
            return text
        self._refuse(key, self._values[key])
        return ""

    def redirects(self) -> dict[str, str]:
        """Old path to new path or address, from the options of the plugin `redirects`."""
        found: dict[str, str] = {}
        for options in options_of(self._values.get("plugins"), "redirects"):
            maps = options.get("redirect_maps")
            if maps is None:
                continue
            usable = {old: new for old, new in _texts_by_key(maps) if old not in found}
            if not isinstance(maps.value, Mapping) or len(usable) != len(maps.value):
                self._refuse("redirect_maps", maps)
            found |= usable
        if len(found) > MAX_REDIRECTS:
            self.unusable.append((f"redirect_maps (after the first {MAX_REDIRECTS})", 0))
        return dict(list(found.items())[:MAX_REDIRECTS])

    def snippets(self) -> Snippets:
        """The folders to take snippets from, and what is put behind every page."""
        base_path: list[str] = []
        auto_append: list[str] = []
        check_paths = False
        for options in options_of(self._values.get("markdown_extensions"), "pymdownx.snippets"):
            base_path += self._list(options, "base_path")
            auto_append += self._list(options, "auto_append")
            check = options.get("check_paths")
            check_paths = check_paths or (check is not None and check.value is True)
        return Snippets(tuple(base_path), tuple(auto_append), check_paths)

    def _list(self, options: Written, key: str) -> list[str]:
        found = options.get(key)
        if found is None:
            return []
        texts = [item.value for item in found.items() if isinstance(item.value, str)]
        if len(texts) != len(list(found.items())) or len(texts) > _MAX_LISTED:
            self._refuse(key, found)
        return texts[:_MAX_LISTED]

    def _refuse(self, key: str, found: Written) -> None:
        self.unusable.append((key, found.line))


def _texts_by_key(maps: Written) -> Iterator[tuple[str, str]]:
    for old, new in maps.pairs():
        if isinstance(new.value, str) and new.value.strip():
            target = new.value.strip()
            if len(target) <= _MAX_TEXT and (not is_external(target) or is_web_address(target)):
                yield old.strip(), target


def _is_plain_address(text: str) -> bool:
    if not is_web_address(text):
        return False
    parts = urlsplit(text)
    try:
        port = parts.port
    except ValueError:
        return False
    plain = not (parts.query or parts.fragment or ".." in parts.path.split("/") or "%" in parts.path)
    return plain and port != 0 and bool(_HOST.fullmatch(parts.hostname or ""))
