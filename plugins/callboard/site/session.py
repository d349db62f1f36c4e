"""One build of a portal: what is read, and the values of its pages when somebody asks for them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property
from typing import Any, Final

from callboard.site.build import Portal, build_portal, open_mirrors, survey
from callboard.site.config import PortalSettings
from callboard.site.fingerprints import survey_digest
from callboard.site.outcome import Outcome, outcome_of
from callboard.site.release import ReleaseHead
from callboard.store import Store, digest_of


class Session:
    """From the survey to the end of a build; `before` is the head of the site that will be replaced.

    Where the survey has found what that site was made from, the portal is made only if something turns up
    that needs it after all.
    """

    def __init__(
        self, settings: PortalSettings, cache: Store, options: str, before: ReleaseHead | None
    ) -> None:
        """Survey the sources; `options` is a digest of the settings.

        Raises:
            CallboardError: the settings cannot be used.
        """
        self.settings: Final = settings
        self.cache: Final = cache
        self.before: Final = before
        self._mirrors: Final = open_mirrors(settings)
        self.snapshot: Final = survey(settings, self._mirrors)
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
        return build_portal(self.settings, self.snapshot, self.cache)

    @cached_property
    def outcome(self) -> Outcome:
        """What there is to tell."""
        if self.is_known:
            return Outcome.again(self.told_before, self.snapshot.sources)
        return outcome_of(self.portal)

    def text(self, make: Callable[[Portal], str], *inputs: str) -> str:
        """A text made from the portal and `inputs`, from the cache where it is known."""
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
