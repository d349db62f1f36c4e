"""What breaks when an entity breaks, in figures and names."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from callboard.graph import Impact
from callboard.model import EntityRef
from callboard.views.body import Here
from callboard.views.mention import Mention, mention
from callboard.views.portfolio import Portfolio

_CHIPS: Final = 8
_MOST_TO_TELL: Final = 500


@dataclass(frozen=True, slots=True)
class ImpactView:
    """The four figures, and the first names of those to tell; the rest is counted.

    `tier_one_chips` are entities, or the teams that own them where there are too many to name;
    `other_tier_one` counts the entities or teams without a chip. `to_tell` names the teams for a message.
    """

    title: str
    upgrade: bool
    direct: int
    within_two: int
    teams: int
    tier_one: int
    tier_one_by_team: bool
    tier_one_chips: tuple[Mention, ...]
    other_tier_one: int
    team_chips: tuple[Mention, ...]
    to_tell: str

    @property
    def more_teams(self) -> int:
        """How many teams have no chip."""
        return self.teams - len(self.team_chips)


def impact_view(portfolio: Portfolio, here: Here, ref: EntityRef, impact: Impact) -> ImpactView:
    """The impact of an entity; a library's users do not break with it but have to upgrade."""
    upgrade = portfolio.cards[ref].type.lower() == "library"
    by_team = len(impact.tier_one) > 2 * _CHIPS
    chips = _tier_one_teams(portfolio, here, impact) if by_team else _tier_one(portfolio, here, impact)
    return ImpactView(
        title="Users to upgrade" if upgrade else "If this breaks",
        upgrade=upgrade,
        direct=len(impact.direct),
        within_two=impact.within_two,
        teams=len(impact.teams),
        tier_one=len(impact.tier_one),
        tier_one_by_team=by_team,
        tier_one_chips=chips[: _CHIPS if by_team else None],
        other_tier_one=max(0, len(chips) - _CHIPS) if by_team else 0,
        team_chips=tuple(mention(portfolio, here, team, str(users)) for team, users in impact.teams[:_CHIPS]),
        to_tell=", ".join(mention(portfolio, here, team).label for team, _ in impact.teams[:_MOST_TO_TELL]),
    )


def _tier_one(portfolio: Portfolio, here: Here, impact: Impact) -> tuple[Mention, ...]:
    return tuple(
        mention(portfolio, here, reached, f"{calls} call{'' if calls == 1 else 's'}")
        for reached, calls in impact.tier_one
    )


def _tier_one_teams(portfolio: Portfolio, here: Here, impact: Impact) -> tuple[Mention, ...]:
    """Who owns them, most first; hundreds of names help nobody."""
    owners = (portfolio.cards[reached].owner for reached, _ in impact.tier_one if reached in portfolio.cards)
    counts = Counter(owner for owner in owners if owner is not None)
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple(mention(portfolio, here, owner, str(number)) for owner, number in common)
