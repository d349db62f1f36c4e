"""The words of the house, each with what it means."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from callboard.errors import ConfigurationError

MOST_TERMS: Final = 2_000

_DEFINITION: Final = re.compile(r":[ \t]++(\S.*+)")
_ON_ONE_LINE: Final = re.compile(r"([^:\s][^:]{0,79}+):[ \t]++(\S.*+)")


@dataclass(frozen=True, slots=True)
class Term:
    """A word and its meaning, both plain text."""

    word: str
    meaning: str


def read_glossary(text: str, place: str) -> tuple[Term, ...]:
    """The terms in alphabetical order; `Word: meaning`, or the word and below it `: meaning`.

    Raises:
        ConfigurationError: a line is neither, or a word stands twice; `place` names the file.
    """
    found: dict[str, Term] = {}
    waiting, last = "", ""
    for number, line in enumerate(text.splitlines(), start=1):
        definition, whole = _DEFINITION.fullmatch(line), _ON_ONE_LINE.fullmatch(line)
        if not line.strip() or line.startswith("# "):
            continue
        if last and line[0].isspace():
            term = found[last]
            found[last] = Term(term.word, f"{term.meaning} {line.strip()}")
        elif definition and waiting:
            last, waiting = _add(found, Term(waiting, definition[1].strip()), f"{place}:{number}"), ""
        elif whole and not waiting:
            last = _add(found, Term(whole[1].strip(), whole[2].strip()), f"{place}:{number}")
        elif waiting or definition:
            raise ConfigurationError(f"{place}:{number}: expected a word and its meaning, `Word: meaning`")
        else:
            waiting, last = line.strip(), ""
    if waiting:
        raise ConfigurationError(f"{place}: {waiting!r} has no meaning; write `{waiting}: what it is`")
    return tuple(found[key] for key in sorted(found))


def _add(found: dict[str, Term], term: Term, place: str) -> str:
    key = term.word.casefold()
    if key in found:
        raise ConfigurationError(f"{place}: {term.word!r} is explained twice")
    if len(found) >= MOST_TERMS:
        raise ConfigurationError(f"{place}: a glossary has at most {MOST_TERMS} words")
    found[key] = term
    return key
