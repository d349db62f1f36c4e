"""The options of the group `search`, read from what `mkdocs.yml` says."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from callboard.errors import ConfigurationError

SEARCH_OPTIONS: Final = ("full_text", "language")
"""The keys of the group."""

LANGUAGES: Final = frozenset(
    {
        *(
            "ar",
            "ca",
            "da",
            "de",
            "el",
            "en",
            "es",
            "et",
            "eu",
            "fi",
            "fr",
            "ga",
            "hi",
            "hu",
            "hy",
            "id",
            "it",
        ),
        *("lt", "ne", "nl", "no", "pl", "pt", "ro", "ru", "sr", "sv", "ta", "tr", "yi"),
    }
)
"""Languages whose words the indexer knows the stems of."""


@dataclass(frozen=True, slots=True)
class SearchOptions:
    """The group, checked: whether texts are indexed, and the language that decides which words are one."""

    full_text: bool = True
    language: str = "en"


def read_search_options(option: Mapping[object, object]) -> SearchOptions:
    """Read the group.

    Raises:
        ConfigurationError: a key does not exist, or a value makes no sense.
    """
    for key in option:
        if key not in SEARCH_OPTIONS:
            close = difflib.get_close_matches(str(key), SEARCH_OPTIONS, n=1)
            meant = f"did you mean {close[0]}?" if close else f"it has {', '.join(SEARCH_OPTIONS)}"
            raise ConfigurationError(f"search: {key!r} is not known here; {meant}")
    full_text, language = option.get("full_text", True), option.get("language", "en")
    if not isinstance(full_text, bool):
        raise ConfigurationError(f"search.full_text: expected true or false, found {full_text!r}")
    if not isinstance(language, str) or language not in LANGUAGES:
        raise ConfigurationError(
            f"search.language: expected one of {', '.join(sorted(LANGUAGES))}, found {language!r}"
        )
    return SearchOptions(full_text, language)
