"""What is wrong in somebody's repository, as a value.

A user's mistake is never an exception: it is collected as a `Finding`, costs no neighbour anything, and feeds
every report. `RULES` is the whole list of codes; `docs/reference/rules.md` has a section for each.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from callboard.errors import ConfigurationError
from callboard.origin import Origin


class Level(StrEnum):
    """How much a finding matters; `OFF` exists only in the operator's settings."""

    ERROR = "error"
    WARN = "warn"
    INFO = "info"
    OFF = "off"


_RANK: Final = {Level.ERROR: 0, Level.WARN: 1, Level.INFO: 2, Level.OFF: 3}


@dataclass(frozen=True, slots=True)
class Rule:
    """A code that findings carry, its level unless the operator says otherwise, and what it means."""

    code: str
    level: Level
    title: str


_RULES: Final = (
    Rule("source-failed", Level.ERROR, "A source could not be read"),
    Rule("history-missing", Level.INFO, "The history of a repository could not be read"),
    Rule("version-missing", Level.WARN, "A version of the documentation could not be read"),
    Rule("repository-without-descriptor", Level.INFO, "A repository has no descriptor"),
    Rule("file-refused", Level.WARN, "A file is a link, a special file or has an unsafe path"),
    Rule("file-too-large", Level.WARN, "A file is over the size limit"),
    Rule("git-contained", Level.INFO, "Something in a repository that git would act on does nothing here"),
    Rule("descriptor-skipped", Level.INFO, "A file only looks like a descriptor"),
    Rule("descriptor-empty", Level.WARN, "A descriptor holds no document"),
    Rule("yaml-syntax", Level.ERROR, "The file is not YAML"),
    Rule("yaml-limit", Level.ERROR, "The file is larger or deeper than any descriptor needs to be"),
    Rule("indentation-lost", Level.ERROR, "The file has lost its indentation"),
    Rule("envelope-invalid", Level.ERROR, "The document is not an entity"),
    Rule("kind-unknown", Level.WARN, "The kind or apiVersion is not known"),
    Rule("field-invalid", Level.ERROR, "A field has the wrong type or value"),
    Rule("field-misspelled", Level.WARN, "A field looks like another one, misspelt"),
    Rule("annotation-misspelled", Level.WARN, "An annotation means nothing and looks like one that does"),
    Rule("name-invalid", Level.ERROR, "A name, namespace, tag, label or annotation key is malformed"),
    Rule("ref-invalid", Level.ERROR, "An entity reference cannot be read"),
    Rule("ref-duplicate", Level.ERROR, "Two descriptors define the same entity"),
    Rule("ref-unknown", Level.ERROR, "A reference names an entity that is not in the catalog"),
    Rule("owner-unknown", Level.WARN, "An owner or member is not in the catalog"),
    Rule("location-missing", Level.ERROR, "A Location names a file that is not there"),
    Rule("location-foreign", Level.INFO, "A Location points outside its repository"),
    Rule("placeholder-failed", Level.ERROR, "A $text, $json or $yaml file cannot be used"),
    Rule("link-unsafe", Level.WARN, "A link is not http, https or mailto and is not rendered"),
    Rule("runbook-missing", Level.WARN, "A production service has no runbook"),
    Rule("definition-invalid", Level.WARN, "An API definition cannot be read"),
    Rule("alias-invalid", Level.WARN, "An alias is not an old name or address of its entity"),
    Rule("docs-missing", Level.WARN, "A techdocs-ref leads to no documentation"),
    Rule("docs-config", Level.WARN, "A setting in a repository's mkdocs.yml is not used"),
    Rule("docs-nav", Level.WARN, "A navigation entry leads nowhere"),
    Rule("docs-link", Level.WARN, "A link in a documentation page leads nowhere"),
    Rule("docs-anchor", Level.WARN, "A link names a heading that the page does not have"),
    Rule("docs-snippet", Level.WARN, "A file that a page includes is not put into it"),
    Rule("docs-file", Level.INFO, "A file of the documentation is not published"),
    Rule("docs-markup", Level.INFO, "A page uses markup that is only shown as text"),
    Rule("docs-page", Level.WARN, "A documentation page cannot be rendered"),
)

RULES: Final[Mapping[str, Rule]] = MappingProxyType({rule.code: rule for rule in _RULES})
"""Every code, in the order of a crawl."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that is wrong, where, and what to do about it.

    `message` is one sentence in plain text (never markup), `hint` what to do; `entity` is the canonical
    reference of the entity whose page should show it, `""` when there is none.
    """

    code: str
    level: Level
    message: str
    origin: Origin
    hint: str = ""
    entity: str = ""

    def __str__(self) -> str:
        """`path:line:col level code message; hint`: the text form of every report."""
        tail = f"; {self.hint}" if self.hint else ""
        return f"{self.origin} {self.level} {self.code} {self.message}{tail}"


def finding(code: str, message: str, origin: Origin, *, hint: str = "", entity: str = "") -> Finding:
    """Make a finding at its rule's own level.

    Raises:
        KeyError: `code` is not one of `RULES`; a fault of ours, not of a user.
    """
    return Finding(code, RULES[code].level, message, origin, hint, entity)


def apply_levels(findings: Iterable[Finding], levels: Mapping[str, Level]) -> tuple[Finding, ...]:
    """Give the findings at the operator's levels, without those that are switched off, in report order."""
    changed = (replace(found, level=levels.get(found.code, found.level)) for found in findings)
    return in_order(found for found in changed if found.level is not Level.OFF)


def in_order(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort for every report: by repository, file, place, level and code; twins are told once."""
    return tuple(sorted(set(findings), key=_report_order))


def _report_order(found: Finding) -> tuple[str, str, int, int, int, str, str]:
    origin = found.origin
    rank = _RANK[found.level]
    return origin.repository, origin.path, origin.line, origin.column, rank, found.code, found.message


def read_levels(settings: Mapping[str, object]) -> dict[str, Level]:
    """Check the operator's `levels` option.

    Raises:
        ConfigurationError: a code or a level does not exist.
    """
    levels: dict[str, Level] = {}
    for code, level in settings.items():
        if code not in RULES:
            raise ConfigurationError(
                f"levels: no rule is called {code!r}; docs/reference/rules.md lists them"
            )
        # YAML 1.1 readers turn a bare `off` into False before anybody sees the word.
        word = "off" if level is False else str(level)
        if word not in set(Level):
            raise ConfigurationError(f"levels: {code}: {word!r} is not one of error, warn, info, off")
        levels[code] = Level(word)
    return levels
