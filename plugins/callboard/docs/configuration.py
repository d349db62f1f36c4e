"""A repository's `mkdocs.yml`, read as data into a closed record.

Only the fields below exist. Plugins, hooks, themes, inheritance and extension names are never looked up, let
alone run (shared model of Jekyll's safe mode: the host decides, the repository writes).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from callboard.descriptors import YamlProblem, read_documents, read_plain
from callboard.findings import Finding, finding
from callboard.markup import is_understood
from callboard.model import JsonValue
from callboard.origin import Origin

_MAX_LISTED: Final = 10
_FILE_NAMES: Final = ("mkdocs.yml", "mkdocs.yaml")
# What would run code or read other files in MkDocs: its author should know that it does nothing here.
_ACTING: Final = ("INHERIT", "hooks", "extra_templates", "extra_javascript", "extra_css")
_HARMLESS_PLUGINS: Final = frozenset({"techdocs-core", "search"})
# Half of all files choose their icons with one of these, which no page can tell.
_HARMLESS_TAG: Final = "python/name:"


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
    return configuration, _dropped([*_wishes(value), *_tags(data)], configuration, origin)


def _dropped(
    wishes: Sequence[tuple[str, str]], configuration: Configuration, origin: Origin
) -> tuple[Finding, ...]:
    """One finding for all that was asked for in vain: each wish has a kind, `""` for a key, and a name."""
    if not wishes:
        return ()
    listed = ", ".join(f"{kind} {name[:60]}".strip() for kind, name in wishes[:_MAX_LISTED])
    return (
        finding(
            "docs-config",
            f"mkdocs.yml asks for what a crawled repository cannot have: {listed}",
            configuration.line_of(wishes[0][1].rpartition(".")[2]) or origin,
            hint="the pages are published without it",
        ),
    )


def _wishes(value: Mapping[str, JsonValue]) -> Iterator[tuple[str, str]]:
    for key in _ACTING:
        if key in value:
            yield "", key
    theme = value.get("theme")
    if isinstance(theme, Mapping) and "custom_dir" in theme:
        yield "", "theme.custom_dir"
    for name in _names(value.get("plugins")):
        if name not in _HARMLESS_PLUGINS:
            yield "plugin", name
    for name in _names(value.get("markdown_extensions")):
        if not is_understood(name):
            yield "extension", name


def _names(value: JsonValue) -> Iterator[str]:
    """The names in a list of plugins or extensions, each of which may have options."""
    items = value if isinstance(value, (list, tuple)) else [value] if isinstance(value, Mapping) else []
    for item in items:
        names = item if isinstance(item, Mapping) else [item]
        yield from (" ".join(str(name).split()) for name in names)


def _tags(data: bytes) -> Iterator[tuple[str, str]]:
    """The tags that would make MkDocs build an object or read the environment; here they mean nothing."""
    if b"!" not in data:
        return
    told = (warning for document in read_documents(data) for warning in document.warnings)
    for warning in dict.fromkeys(told):
        name = warning.rpartition(" ")[2].removeprefix("tag:yaml.org,2002:")
        if not name.startswith(_HARMLESS_TAG):
            yield "tag", name


def _text(value: JsonValue) -> str:
    return " ".join(value.split()) if isinstance(value, str) else ""
