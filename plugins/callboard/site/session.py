"""One build of a portal: what is read, and the values of its pages when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Final, NamedTuple

from callboard.model import Snapshot
from callboard.progress import SILENT, Progress
from callboard.site.build import Portal, build_portal, open_mirrors, survey
from callboard.site.config import PortalSettings
from callboard.site.fingerprints import survey_digest
from callboard.site.outcome import Outcome, outcome_of
from callboard.site.release import ReleaseHead
from callboard.sources import GitMirrors
from callboard.store import Store, digest_of


@dataclass(frozen=True, slots=True)
class Stages:
    """The two stages of a build that a preview does in its own way."""

    survey: Callable[[PortalSettings, GitMirrors, Progress], Snapshot] = survey
    build: Callable[[PortalSettings, Snapshot, Store, Progress], Portal] = build_portal


class AskedText(NamedTuple):
    """A text that a page of the operator's shows, and how it was made from the portal."""

    make: Callable[[Portal], str]
    text: str


class Session:
    """From the survey to the end of a build; `before` is the head of the site that will be replaced.

    Where the survey has found what that site was made from, the portal is made only if something turns up
    that needs it after all.
    """

    def __init__(
        self,
        settings: PortalSettings,
        cache: Store,
        options: str,
        before: ReleaseHead | None,
        *,
        progress: Progress = SILENT,
        stages: Stages | None = None,
    ) -> None:
        """Survey the sources; `options` is a digest of the settings.

        Raises:
            CallboardError: the settings cannot be used.
        """
        self.settings: Final = settings
        self.cache: Final = cache
        self.before: Final = before
        self._progress: Final = progress
        self._stages: Final = stages or Stages()
        self._mirrors: Final = open_mirrors(settings)
        self.snapshot: Final = self._stages.survey(settings, self._mirrors, progress)
        self.texts: Final[dict[tuple[str, ...], AskedText]] = {}
        self.digest: Final = survey_digest(options, self.snapshot)

    @property
    def is_known(self) -> bool:
        """Whether the site that will be replaced was made from the same."""
        return self.before is not None and bool(self.digest) and self.before.origins.survey == self.digest

    @property
    def told_before(self) -> Mapping[str, Any]:
        """What the build of the published site told."""
        return self.before.origins.told if self.before else {}

    @cached_property
    def portal(self) -> Portal:
        """The values of all pages.

        Raises:
            CallboardError: the settings cannot be used.
        """
        return self._stages.build(self.settings, self.snapshot, self.cache, self._progress)

    @cached_property
    def outcome(self) -> Outcome:
        """What there is to tell."""
        if self.is_known:
            return Outcome.again(self.told_before, self.snapshot.sources)
        return outcome_of(self.portal)

    def text(self, make: Callable[[Portal], str], *inputs: str) -> str:
        """A text made from the portal and `inputs`, from the cache where it is known."""
        text = self._text(make, *inputs)
        self.texts[inputs] = AskedText(make, text)
        return text

    def _text(self, make: Callable[[Portal], str], *inputs: str) -> str:
        if not self.digest:
            return make(self.portal)
        key = digest_of("text", self.digest, *inputs)
        known = self.cache.get(key)
        if known is not None:
            return known.decode()
        text = make(self.portal)
        self.cache.put(key, text.encode("utf-8", "replace"))
        return text

    def close(self) -> None:
        """End what reads repositories."""
        self._mirrors.close()
