"""Values inside the groups of options: what MkDocs does not check by type."""

from __future__ import annotations

import difflib
from collections.abc import Mapping, Sequence

from callboard.errors import ConfigurationError


def whole_number(value: object, place: str, least: int, most: int) -> int:
    """A number of `mkdocs.yml`; `place` is its option, for the sentence.

    Raises:
        ConfigurationError: it is no whole number, or out of bounds.
    """
    if not isinstance(value, int) or isinstance(value, bool) or not least <= value <= most:
        raise ConfigurationError(f"{place}: expected a number from {least} to {most}, found {value!r}")
    return value


def check_keys(option: Mapping[object, object], known: Sequence[str], place: str) -> None:
    """Let only known keys pass.

    Raises:
        ConfigurationError: a key does not exist; the sentence says what may have been meant.
    """
    for key in option:
        if key not in known:
            close = difflib.get_close_matches(str(key), known, n=1)
            meant = f"did you mean {close[0]}?" if close else f"it has {', '.join(sorted(known))}"
            raise ConfigurationError(f"{place}: {key!r} is not known here; {meant}")
