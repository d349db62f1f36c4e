"""The operator's guides from their files."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from callboard.errors import ConfigurationError
from callboard.guides.glossary import Term, read_glossary
from callboard.guides.tours import Tour, read_tour

MOST_TOURS: Final = 100
_MOST_BYTES: Final = 256 * 1024
_SLUG: Final = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")


@dataclass(frozen=True, slots=True)
class Guides:
    """The tours in order of their file names, and the glossary in alphabetical order."""

    tours: tuple[Tour, ...] = ()
    glossary: tuple[Term, ...] = ()


def read_guides(tours: Path, glossary: Path) -> Guides:
    """Read a folder of tours (`*.md`) and a glossary; what does not exist is empty.

    Raises:
        ConfigurationError: a file cannot be read, or is not what it should be.
    """
    terms = read_glossary(_text(glossary, glossary.name), glossary.name) if glossary.exists() else ()
    try:
        files = sorted(tours.glob("*.md")) if tours.is_dir() else []
    except OSError as error:
        raise ConfigurationError(f"tours: {tours} cannot be read: {error.strerror or error}") from error
    if len(files) > MOST_TOURS:
        raise ConfigurationError(f"tours: {tours} has {len(files)} tours; {MOST_TOURS} is the most")
    return Guides(tuple(_tour(file, f"{tours.name}/{file.name}") for file in files), terms)


def _tour(file: Path, place: str) -> Tour:
    if not _SLUG.fullmatch(file.stem):
        raise ConfigurationError(
            f"{place}: the name becomes an address; use lower-case letters, digits and hyphens"
        )
    return read_tour(file.stem, _text(file, place), place)


def _text(file: Path, place: str) -> str:
    try:
        # A pipe or a device would keep us waiting.
        if not file.is_file():
            raise ConfigurationError(f"{place}: this is not a file")
        with file.open("rb") as opened:
            data = opened.read(_MOST_BYTES + 1)
    except OSError as error:
        raise ConfigurationError(f"{place}: {file} cannot be read: {error.strerror or error}") from error
    if len(data) > _MOST_BYTES:
        raise ConfigurationError(f"{place}: the file has more than {_MOST_BYTES // 1024} KB")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise ConfigurationError(f"{place}: the file is not UTF-8") from error
