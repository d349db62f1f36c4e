"""The options of the group `docs`, read from what `mkdocs.yml` says."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from callboard.crawl import VersionPatterns
from callboard.docs import DocsSettings
from callboard.errors import ConfigurationError
from callboard.site.option_values import check_keys, whole_number

_NUMBERS: Final = {
    "history": (0, 100_000, 1000),
    "max_pages": (1, 100_000, DocsSettings().max_pages),
    "page_seconds": (1, 600, DocsSettings().page_seconds),
    "page_megabytes": (64, 16_384, DocsSettings().page_megabytes),
}  # fmt: skip
DOCS_OPTIONS: Final = (*_NUMBERS, "versions")
"""The keys of the group."""

_VERSION_OPTIONS: Final = ("tags", "branches", "keep")
_MOST_KEPT: Final = 50
_MOST_PATTERNS: Final = 20
_LONGEST_PATTERN: Final = 100


@dataclass(frozen=True, slots=True)
class DocsOptions:
    """The group, checked: how many commits are read, which versions are shown, and the limits of pages."""

    history: int
    versions: VersionPatterns
    limits: DocsSettings


def read_docs_options(option: Mapping[object, object]) -> DocsOptions:
    """Read the group.

    Raises:
        ConfigurationError: a key does not exist, or a value makes no sense.
    """
    check_keys(option, DOCS_OPTIONS, "docs")
    numbers = {name: whole_number(option.get(name, usual), "docs." + name, least, most)
               for name, (least, most, usual) in _NUMBERS.items()}  # fmt: skip
    return DocsOptions(
        history=numbers["history"],
        versions=_versions(option.get("versions", {})),
        limits=DocsSettings(
            max_pages=numbers["max_pages"],
            page_seconds=numbers["page_seconds"],
            page_megabytes=numbers["page_megabytes"],
        ),
    )


def _versions(option: object) -> VersionPatterns:
    if not isinstance(option, Mapping):
        raise ConfigurationError(f"docs.versions: expected a mapping such as `tags: [v*]`, found {option!r}")
    check_keys(option, _VERSION_OPTIONS, "docs.versions")
    usual = VersionPatterns()
    return VersionPatterns(
        tags=_patterns(option.get("tags", []), "docs.versions.tags"),
        branches=_patterns(option.get("branches", []), "docs.versions.branches"),
        keep=whole_number(option.get("keep", usual.keep), "docs.versions.keep", 1, _MOST_KEPT),
    )


def _patterns(value: object, place: str) -> tuple[str, ...]:
    if not isinstance(value, list) or len(value) > _MOST_PATTERNS:
        raise ConfigurationError(
            f"{place}: expected a list of at most {_MOST_PATTERNS} patterns such as `v*`, found {value!r}"
        )
    patterns = []
    for pattern in value:
        if not isinstance(pattern, str) or not 0 < len(pattern) <= _LONGEST_PATTERN:
            raise ConfigurationError(
                f"{place}: expected a pattern of at most {_LONGEST_PATTERN} characters, found {pattern!r}"
            )
        patterns.append(pattern)
    return tuple(patterns)
