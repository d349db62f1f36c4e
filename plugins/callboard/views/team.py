"""What a team's page says beside its name: what it owns, who relies on it and on whom it does."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final

from callboard.model import Entity, EntityRef, docs_address
from callboard.views.body import Here
from callboard.views.dates import Day, Staleness, day_of, staleness
from callboard.views.dependencies import MOST_ROWS
from callboard.views.mention import Mention, mention, mention_any
from callboard.views.portfolio import KIND_PLURALS, Portfolio, kind_rank
from callboard.views.rows import Row, Table, row_of
from callboard.views.team_book import Edge
from callboard.views.urls import safe_url

TEAM_TYPE: Final = "callboard.dev/team-type"
TEAM_TYPES: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        "stream-aligned": ("Stream-aligned", "owns one flow of work from idea to operation"),
        "platform": ("Platform", "offers what other teams build on, as a product"),
        "enabling": ("Enabling", "helps other teams learn something, and leaves again"),
        "complicated-subsystem": ("Complicated subsystem", "owns a part that takes specialists"),
    }
)
"""The four types of teams of *Team Topologies*, by the value of the label: a name, and what it means here."""

_MOST_TEAMS: Final = 20
_MOST_NAMES: Final = 4
_MOST_PROBLEMS: Final = 10
_MOST_DOCS: Final = 20


@dataclass(frozen=True, slots=True)
class Neighbours:
    """Another team, and what is between the two: `theirs` and `ours` name entities, the rest is counted."""

    team: Mention | None
    theirs: tuple[Mention, ...]
    more_theirs: int
    ours: tuple[Mention, ...]
    more_ours: int


@dataclass(frozen=True, slots=True)
class TeamDocs:
    """A documentation set of the team's and when it last changed, as far as that is known."""

    entity: Mention
    href: str
    changed: Day | None
    stale: Staleness | None


@dataclass(frozen=True, slots=True)
class TeamProblems:
    """An entity of the team's and how much is wrong with it."""

    entity: Mention
    href: str
    errors: int
    warnings: int


@dataclass(frozen=True, slots=True)
class TeamView:
    """A team's page. `owned` holds a table for each kind; `users` and `uses` are other teams.

    `type` and `type_meaning` are those of Team Topologies, `""` where nobody said.
    """

    ref: str
    type: str
    type_meaning: str
    total: int
    owned: tuple[Table, ...]
    more_href: str
    users: tuple[Neighbours, ...]
    user_teams: int
    uses: tuple[Neighbours, ...]
    used_teams: int
    docs: tuple[TeamDocs, ...]
    more_docs: int
    errors: int
    warnings: int
    problems: tuple[TeamProblems, ...]
    mail: str


def team_view(portfolio: Portfolio, here: Here, entity: Entity, full_list: str) -> TeamView | None:
    """What there is to say of a team or person as an owner; None of one that owns nothing and is no group."""
    ref = entity.ref
    facts = portfolio.teams.of(ref)
    if ref.kind != "group" and not facts.owned:
        return None
    name, meaning = TEAM_TYPES.get(entity.labels.get(TEAM_TYPE, ""), ("", ""))
    users, user_teams = _neighbours(portfolio, here, facts.incoming, theirs=0)
    uses, used_teams = _neighbours(portfolio, here, facts.outgoing, theirs=1)
    docs = [owned for owned in facts.owned if owned in portfolio.docs]
    docs.sort(key=lambda owned: (_age(portfolio, owned), owned))
    owned = owned_tables(portfolio, here, ref, MOST_ROWS)
    shown = sum(len(table.rows) for table in owned)
    return TeamView(
        ref=ref.short(),
        type=name,
        type_meaning=meaning,
        total=len(facts.owned),
        owned=owned,
        more_href=here.to(full_list) + "#owns" if shown < len(facts.owned) else "",
        users=users,
        user_teams=user_teams,
        uses=uses,
        used_teams=used_teams,
        docs=tuple(_docs(portfolio, here, owned) for owned in docs[:_MOST_DOCS]),
        more_docs=max(0, len(docs) - _MOST_DOCS),
        errors=facts.errors,
        warnings=facts.warnings,
        problems=_problems(portfolio, here, facts.owned) if facts.errors or facts.warnings else (),
        mail=_mail(entity),
    )


def owned_tables(portfolio: Portfolio, here: Here, ref: EntityRef, most: int | None) -> tuple[Table, ...]:
    """What a team and those below it own, by kind; together at most so many rows."""
    kinds: dict[str, list[EntityRef]] = defaultdict(list)
    for owned in portfolio.teams.of(ref).owned:
        kinds[owned.kind].append(owned)
    tables, room, team = [], most, mention(portfolio, here, ref)
    for number, kind in enumerate(sorted(kinds, key=lambda kind: (kind_rank(kind), kind))):
        members = sorted(kinds[kind], key=lambda owned: (portfolio.cards[owned].label.casefold(), owned))
        rows = tuple(row_of(portfolio, here, owned) for owned in members[:room])
        title = KIND_PLURALS.get(kind, portfolio.cards[members[0]].kind)
        tables.append(Table(f"owns-{number}", title, _without_owner(rows, team), len(members)))
        room = None if room is None else room - len(rows)
    return tuple(tables)


def _without_owner(rows: tuple[Row, ...], team: Mention) -> tuple[Row, ...]:
    """Who owns what is told only where it is not always the team itself."""
    if any(row.owner != team for row in rows):
        return rows
    return tuple(row._replace(owner=None) for row in rows)


def _neighbours(
    portfolio: Portfolio, here: Here, edges: Sequence[Edge], *, theirs: int
) -> tuple[tuple[Neighbours, ...], int]:
    """The teams at the end `theirs` of uses, those with most entities first, and how many there are."""
    between: dict[EntityRef | None, tuple[Counter[EntityRef], Counter[EntityRef]]] = {}
    for edge in edges:
        owner = portfolio.cards[edge[theirs]].owner
        there, here_ends = between.setdefault(owner, (Counter(), Counter()))
        there[edge[theirs]] += 1
        here_ends[edge[1 - theirs]] += 1
    order = sorted(between.items(), key=lambda item: (item[0] is None, -len(item[1][0]), item[0] or _NOBODY))
    told = tuple(
        Neighbours(
            mention_any(portfolio, here, team),
            *_most_common(portfolio, here, there),
            *_most_common(portfolio, here, ours),
        )
        for team, (there, ours) in order[:_MOST_TEAMS]
    )
    return told, sum(team is not None for team in between)


_NOBODY: Final = EntityRef("", "", "")


def _most_common(
    portfolio: Portfolio, here: Here, counts: Counter[EntityRef]
) -> tuple[tuple[Mention, ...], int]:
    common = sorted(counts, key=lambda ref: (-counts[ref], ref))
    named = tuple(mention(portfolio, here, ref) for ref in common[:_MOST_NAMES])
    return named, len(common) - len(named)


def _age(portfolio: Portfolio, ref: EntityRef) -> int:
    """The oldest first; what nobody knows the age of comes last."""
    changed = portfolio.docs[ref].changed
    return changed.at if changed else 1 << 62


def _docs(portfolio: Portfolio, here: Here, ref: EntityRef) -> TeamDocs:
    docs = portfolio.docs[ref]
    href = here.to(docs_address(ref))
    return TeamDocs(
        mention(portfolio, here, ref), href, day_of(docs.changed), staleness(docs.changed, docs.code_changed)
    )


def _problems(portfolio: Portfolio, here: Here, owned: Iterable[EntityRef]) -> tuple[TeamProblems, ...]:
    """The entities with most errors, then most warnings."""
    found = []
    for ref in owned:
        levels = Counter(problem.level.value for problem in portfolio.problems.get(ref, ()))
        if levels["error"] or levels["warn"]:
            found.append((-levels["error"], -levels["warn"], ref))
    return tuple(
        TeamProblems(
            mention(portfolio, here, ref),
            f"{here.to(portfolio.cards[ref].address)}#problems",
            -errors,
            -warnings,
        )
        for errors, warnings, ref in sorted(found)[:_MOST_PROBLEMS]
    )


def _mail(entity: Entity) -> str:
    """The mailbox of a group; a person's is nobody's business here."""
    profile = entity.spec.get("profile")
    mail = profile.get("email") if isinstance(profile, Mapping) and entity.ref.kind == "group" else None
    return safe_url(f"mailto:{mail}") if isinstance(mail, str) and "@" in mail else ""
