"""What breaks when an entity breaks, in figures and names."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from callboard.graph import Impact
from callboard.model import EntityRef
from callboard.views.body import Here
from callboard.views.mention import Mention, mention
from callboard.views.portfolio import Portfolio

_CHIPS: Final = 8


@dataclass(frozen=True, slots=True)
class ImpactView:
    """The four figures, and the first names of those to tell; the rest is counted."""

    title: str
    direct: int
    within_two: int
    teams: int
    tier_one: int
    tier_one_chips: tuple[Mention, ...]
    team_chips: tuple[Mention, ...]

    @property
    def more_tier_one(self) -> int:
        """How many tier-1 entities have no chip."""
        return self.tier_one - len(self.tier_one_chips)

    @property
    def more_teams(self) -> int:
        """How many teams have no chip."""
        return self.teams - len(self.team_chips)


def impact_view(portfolio: Portfolio, here: Here, ref: EntityRef, impact: Impact) -> ImpactView:
    """The impact of an entity; a library's users do not break with it but have to upgrade."""
    card = portfolio.cards[ref]
    return ImpactView(
        title="If this changes" if card.type == "library" else "If this breaks",
        direct=len(impact.direct),
        within_two=impact.within_two,
        teams=len(impact.teams),
        tier_one=len(impact.tier_one),
        tier_one_chips=tuple(
            mention(portfolio, here, reached, f"{calls} call{'' if calls == 1 else 's'}")
            for reached, calls in impact.tier_one[:_CHIPS]
        ),
        team_chips=tuple(mention(portfolio, here, team, str(users)) for team, users in impact.teams[:_CHIPS]),
    )
