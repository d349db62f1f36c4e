"""What a build tells whoever started it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from callboard.findings import Finding, Level
from callboard.model import SourceReport, SourceState
from callboard.site.build import Portal

_SERIOUS: Final = (Level.ERROR, Level.WARN)
_SHOWN: Final = 10


@dataclass(frozen=True, slots=True)
class Outcome:
    """Counts, the first findings that somebody should look at, and what became of the sources.

    `counts` are the findings by level; `serious` are errors and warnings as text; `more` are not among them.
    """

    entities: int
    repositories: int
    counts: Mapping[str, int]
    serious: tuple[str, ...]
    more: int
    sources: tuple[SourceReport, ...] = ()

    @property
    def errors(self) -> int:
        """The findings at error level."""
        return self.counts.get(Level.ERROR.value, 0)

    @property
    def degraded(self) -> bool:
        """Whether a source is missing or not the newest."""
        return any(report.state is not SourceState.FRESH for report in self.sources)

    @property
    def summary(self) -> str:
        """One line on what was found."""
        warnings = self.counts.get(Level.WARN.value, 0)
        return (
            f"{self.entities} entities from {self.repositories} repositories, "
            f"{self.errors} errors and {warnings} warnings (see /health/)"
        )

    def kept(self) -> Mapping[str, Any]:
        """What the next build tells again when nothing has changed; it sees the sources itself."""
        return {
            "entities": self.entities,
            "repositories": self.repositories,
            "counts": dict(self.counts),
            "serious": list(self.serious),
            "more": self.more,
        }

    @classmethod
    def again(cls, kept: Mapping[str, Any], sources: tuple[SourceReport, ...]) -> Outcome:
        """The outcome of an earlier build, with the sources of this one."""
        return cls(
            entities=kept["entities"],
            repositories=kept["repositories"],
            counts=kept["counts"],
            serious=tuple(kept["serious"]),
            more=kept["more"],
            sources=sources,
        )


def outcome_of(portal: Portal) -> Outcome:
    """What there is to tell of a portal."""
    serious = [found for level in _SERIOUS for found in portal.findings if found.level is level]
    return Outcome(
        entities=len(portal.portfolio.catalog),
        repositories=len(portal.snapshot.repositories),
        counts=Counter(found.level.value for found in portal.findings),
        serious=tuple(map(_line, serious[:_SHOWN])),
        more=max(0, len(serious) - _SHOWN),
        sources=portal.snapshot.sources,
    )


def _line(found: Finding) -> str:
    repository = f"{found.origin.repository}/" if found.origin.path else ""
    return f"{repository}{found}"
