"""A repository's `mkdocs.yml`, read as data into a closed record.

Only the fields below exist. Plugins, hooks, themes, inheritance and extension names are never looked up, let
alone run (shared model of Jekyll's safe mode: the host decides, the repository writes).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from callboard.descriptors import YamlProblem, read_plain
from callboard.findings import Finding, finding
from callboard.model import JsonValue
from callboard.origin import Origin

_FILE_NAMES: Final = ("mkdocs.yml", "mkdocs.yaml")
# What would run code or read other files in MkDocs: its author should know that it does nothing here.
_ACTING: Final = ("INHERIT", "hooks", "extra_templates", "extra_javascript", "extra_css")
_HARMLESS_PLUGINS: Final = frozenset({"techdocs-core", "search"})


@dataclass(frozen=True, slots=True)
class Configuration:
    """What counts of a `mkdocs.yml`; `nav` is as written, None when there is none to follow."""

    site_name: str = ""
    docs_dir: str = "docs"
    nav: JsonValue = None
    origin: Origin | None = None
    lines: tuple[str, ...] = ()

    def line_of(self, text: str) -> Origin | None:
        """The place of the first line that holds this text."""
        if self.origin is None:
            return None
        number = next((count for count, line in enumerate(self.lines, 1) if text in line), 0)
        return self.origin.at(number)


def names_in(folder: str) -> tuple[str, ...]:
    """Where a folder's configuration would be."""
    return tuple(f"{folder}/{name}".lstrip("/") for name in _FILE_NAMES)


def read_configuration(data: bytes, origin: Origin) -> tuple[Configuration, tuple[Finding, ...]]:
    """The record of one file, and what in it is broken or is not going to happen."""
    lines = tuple(data.decode("utf-8", "replace").splitlines())
    fallback = Configuration(origin=origin, lines=lines)
    try:
        value = read_plain(data)
    except YamlProblem as problem:
        broken = finding(
            "docs-config",
            f"mkdocs.yml cannot be read: {problem.message}",
            origin.at(problem.line, problem.column),
            hint="the docs get a navigation made from their files",
        )
        return fallback, (broken,)
    if not isinstance(value, Mapping):
        empty = () if value is None else (finding("docs-config", "mkdocs.yml is not a mapping", origin),)
        return fallback, empty
    configuration = Configuration(
        site_name=_text(value.get("site_name")),
        docs_dir=_text(value.get("docs_dir")) or "docs",
        nav=value.get("nav") or None,
        origin=origin,
        lines=lines,
    )
    return configuration, _dropped(value, configuration, origin)


def _dropped(
    value: Mapping[str, JsonValue], configuration: Configuration, origin: Origin
) -> tuple[Finding, ...]:
    names = [key for key in _ACTING if key in value]
    theme = value.get("theme")
    if isinstance(theme, Mapping) and "custom_dir" in theme:
        names.append("theme.custom_dir")
    names += [f"plugin {name}" for name in _plugins(value.get("plugins")) if name not in _HARMLESS_PLUGINS]
    if not names:
        return ()
    key = names[0].split()[-1].rpartition(".")[2]
    listed = ", ".join(name[:60] for name in names[:10])
    place = configuration.line_of(key) or origin
    return (
        finding(
            "docs-config",
            f"mkdocs.yml asks for what a crawled repository cannot have: {listed}",
            place,
            hint="the pages are published without it",
        ),
    )


def _plugins(value: JsonValue) -> list[str]:
    if isinstance(value, Mapping):
        return [str(name) for name in value]
    if not isinstance(value, (list, tuple)):
        return []
    names: list[str] = []
    for item in value:
        names += [str(name) for name in item] if isinstance(item, Mapping) else [str(item)]
    return [re.sub(r"\s+", " ", name) for name in names]


def _text(value: JsonValue) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
