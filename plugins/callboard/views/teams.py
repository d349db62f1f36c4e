"""`/teams/`: the organisation as a tree and as a list."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from callboard.model import EntityRef
from callboard.views.body import Here, PageBody
from callboard.views.catalog import in_reading_order
from callboard.views.environment import render
from callboard.views.mention import Mention, mention, mention_any
from callboard.views.portfolio import Card, Portfolio
from callboard.views.team import TEAM_TYPE, TEAM_TYPES
from callboard.views.team_book import MOST_LEVELS

MOST_ROWS: Final = 1000


@dataclass(frozen=True, slots=True)
class TeamLine:
    """A group, what it stands under, and how many it has of everything, those below it included."""

    entity: Mention
    type: str
    team_type: str
    description: str
    parent: Mention | None
    members: int
    owned: int
    problems: int
    users: int


@dataclass(frozen=True, slots=True)
class Branch:
    """A group in the tree, and the groups below it."""

    line: TeamLine
    below: tuple[Branch, ...]


@dataclass(frozen=True, slots=True)
class TeamsView:
    """The index; `total` counts those that `more_href` leads to as well.

    `strangers` are owners that the catalog does not have, with how many entities name them; `types` are the
    types of teams that are in use, each with what it means and how many there are.
    """

    total: int
    lines: tuple[TeamLine, ...]
    tree: tuple[Branch, ...]
    types: tuple[tuple[str, str, int], ...]
    more_href: str
    strangers: tuple[tuple[Mention, int], ...]


def teams_page(portfolio: Portfolio) -> PageBody:
    """`/teams/`."""
    here = Here("teams/")
    cards = in_reading_order(portfolio.by_kind.get("group", ()))
    lines = {card.ref: _line(portfolio, here, card) for card in cards[:MOST_ROWS]}
    rest = cards[MOST_ROWS:]
    view = TeamsView(
        total=len(cards),
        lines=tuple(lines.values()),
        tree=_tree(lines, portfolio.teams.above),
        types=_types(lines.values()),
        more_href=here.to(f"catalog/{rest[0].ref.namespace}/group/") if rest else "",
        strangers=_strangers(portfolio, here),
    )
    return PageBody(
        here.address, "teams", "Teams", "Every team and what it owns", render("teams.html", page=view)
    )


def _line(portfolio: Portfolio, here: Here, card: Card) -> TeamLine:
    facts = portfolio.teams.of(card.ref)
    labels = portfolio.catalog.entities[card.ref].labels
    owners = {portfolio.cards[user].owner for user, _ in facts.incoming}
    return TeamLine(
        entity=mention(portfolio, here, card.ref),
        type=card.type,
        team_type=TEAM_TYPES.get(labels.get(TEAM_TYPE, ""), ("", ""))[0],
        description=card.description,
        parent=mention_any(portfolio, here, portfolio.teams.above.get(card.ref)),
        members=len(portfolio.catalog.targets(card.ref, "hasMember")),
        owned=len(facts.owned),
        problems=facts.errors + facts.warnings,
        users=len(owners - {None}),
    )


def _tree(lines: Mapping[EntityRef, TeamLine], above: Mapping[EntityRef, EntityRef]) -> tuple[Branch, ...]:
    """The groups that stand under none, with those below them; a circle begins where its first group is."""
    below: dict[EntityRef, list[EntityRef]] = defaultdict(list)
    for ref in lines:
        below[above.get(ref, ref)].append(ref)
    seen: set[EntityRef] = set()
    roots = [ref for ref in lines if above.get(ref) not in lines]
    grown = [_branch(ref, lines, below, seen, 1) for ref in roots]
    # A generator: whoever is reached from one of a circle does not begin another.
    grown += (_branch(ref, lines, below, seen, 1) for ref in lines if ref not in seen)
    return tuple(grown)


def _branch(
    ref: EntityRef,
    lines: Mapping[EntityRef, TeamLine],
    below: Mapping[EntityRef, Sequence[EntityRef]],
    seen: set[EntityRef],
    level: int,
) -> Branch:
    seen.add(ref)
    deeper = below.get(ref, ()) if level < MOST_LEVELS else ()
    children = tuple(_branch(child, lines, below, seen, level + 1) for child in deeper if child not in seen)
    return Branch(lines[ref], children)


def _types(lines: Iterable[TeamLine]) -> tuple[tuple[str, str, int], ...]:
    counts = Counter(line.team_type for line in lines)
    return tuple((name, meaning, counts[name]) for name, meaning in TEAM_TYPES.values() if counts[name])


def _strangers(portfolio: Portfolio, here: Here) -> tuple[tuple[Mention, int], ...]:
    """Owners that nobody defined: usually groups that live in an identity provider."""
    counts = Counter(
        card.owner for card in portfolio.cards.values() if card.owner and card.owner not in portfolio.cards
    )
    common = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    return tuple((mention(portfolio, here, ref), number) for ref, number in common[:MOST_ROWS])
