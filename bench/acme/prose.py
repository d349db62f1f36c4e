"""Words as people use them: a few all the time, and most of them hardly ever."""

from __future__ import annotations

import random
from itertools import accumulate

from acme.plan import WORDS

_COMMON = (
    "the of to and a in is for that it on with as this be are by an from when not or which at we can has "
    "each one all its if before after only must than into more first second between where while same may "
    "service request response queue database client server team deploy release cluster region latency "
    "error retry timeout index schema event message topic partition replica backup restore alert "
    "dashboard runbook incident owner contract version field value table record batch cache worker job "
    "limit quota key secret role policy audit trace metric log sample window budget target"
).split()
_ONSETS = (
    "b",
    "br",
    "c",
    "ch",
    "d",
    "dr",
    "f",
    "g",
    "gr",
    "h",
    "l",
    "m",
    "n",
    "p",
    "pr",
    "r",
    "s",
    "st",
    "t",
    "v",
)
_NUCLEI = ("a", "e", "i", "o", "u", "ea", "io", "ou")
_CODAS = ("", "l", "m", "n", "r", "s", "t", "nd", "ct")


def _rare() -> list[str]:
    """Words that look like words, in an order that has nothing to do with the alphabet."""
    syllables = [f"{a}{b}{c}" for a in _ONSETS for b in _NUCLEI for c in _CODAS]
    chance = random.Random("vocabulary")
    made = {chance.choice(syllables) + chance.choice(syllables) for _ in range(9000)}
    words = sorted(made - set(_COMMON) - set(WORDS))
    chance.shuffle(words)
    return words


VOCABULARY = [*_COMMON, *WORDS, *_rare()]
# Zipf's law with Mandelbrot's shift: the n-th word is used about 1/n as often as the first.
_WEIGHTS = list(accumulate(1 / (rank + 2.7) for rank in range(len(VOCABULARY))))


def words(chance: random.Random, count: int) -> list[str]:
    """This many words."""
    return chance.choices(VOCABULARY, cum_weights=_WEIGHTS, k=count)


def sentence(chance: random.Random) -> str:
    """One sentence; now and then a word is stressed or is code."""
    found = words(chance, 6 + int(14 * chance.random() ** 2))
    found[0] = found[0].capitalize()
    at = chance.randrange(1, len(found) - 1)
    trick = chance.random()
    if trick < 0.12:
        found[at] = f"`{found[at]}_{found[0].lower()}`"
    elif trick < 0.2:
        found[at] = f"**{found[at]}**"
    elif trick < 0.4:
        found[at] += ","
    return " ".join(found) + "."


def paragraph(chance: random.Random, least: int = 2, most: int = 7) -> str:
    """A few sentences on lines of their own, as who writes for `git diff` does."""
    return "\n".join(sentence(chance) for _ in range(chance.randint(least, most)))


def title(chance: random.Random) -> str:
    """A heading."""
    return " ".join(words(chance, chance.randint(2, 5))).capitalize()
