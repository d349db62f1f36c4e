"""What stands in each repository, how it came to be, and how it changes."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from acme.blocks import Heading, Paragraph
from acme.descriptors import definition, organisation
from acme.pages import PICTURE, make_page, page_path, pages, picture
from acme.plan import Plan, name, word

ORGANISATION = "organisation"
DESCRIPTOR = "catalog-info.yaml"
# 2026-01-01T00:00:00Z; a repository begins an hour after the one before it and changes every three days.
_BEGIN, _HOUR, _DAYS = 1_767_225_600, 3_600, 259_200
_STEPS = 4


@dataclass(frozen=True, slots=True)
class Commit:
    """Files that a commit writes, by path; seconds since 1970."""

    message: str
    author: str
    seconds: int
    files: Mapping[str, bytes]


@dataclass(frozen=True, slots=True)
class Repository:
    """A repository's name and its history, oldest first."""

    name: str
    commits: tuple[Commit, ...]

    def files(self) -> dict[str, bytes]:
        """What is there in the end."""
        return {path: data for commit in self.commits for path, data in commit.files.items()}


def repository(plan: Plan, number: int, descriptor: str) -> Repository:
    """A repository: its descriptor and definition first, then its pages in a few steps, then a last hand."""
    start: dict[str, bytes] = {DESCRIPTOR: descriptor.encode()}
    if plan.entities_of(number) > 1:
        start["openapi.yaml"] = definition(number).encode()
    steps: list[dict[str, bytes]] = [start, *({} for _ in range(_STEPS))]
    if plan.pages:
        start["mkdocs.yml"] = _configuration(number)
        start["README.md"] = f"# {name(number)}\n\nThe {word(number)} platform; see `docs/`.\n".encode()
        start[f"docs/{PICTURE}"] = picture()
        made = list(pages(plan, number))
        for index, page in enumerate(made):
            steps[index % _STEPS][f"docs/{page.path}"] = page.markdown().encode()
        first = made[0]
        start["docs/index.md"] = replace(first, blocks=first.blocks[:1]).markdown().encode()
        steps[_STEPS]["docs/index.md"] = first.markdown().encode()
    commits = (
        Commit(_MESSAGES[step], f"Person {(number + step) % 40}", _time(number, step), files)
        for step, files in enumerate(steps)
        if files
    )
    return Repository(name(number), tuple(commits))


_MESSAGES = (
    "Begin",
    "Tell how it works",
    "Say what to do at night",
    "Note what was decided",
    "Finish the start page",
)


def organisation_repository(plan: Plan) -> Repository:
    """The repository of teams and domains."""
    files = {DESCRIPTOR: "---\n".join(organisation(plan)).encode()}
    return Repository(ORGANISATION, (Commit("Say who is who", "Person 0", _BEGIN, files),))


def chosen(plan: Plan, turn: int) -> int:
    """The repository that a turn changes: another one each time, and not the greatest hub if it can be."""
    return 1 + turn * 7919 % (plan.repositories - 1) if plan.repositories > 1 else 0


def change(plan: Plan, turn: int, descriptor: str) -> Commit:
    """What a turn changes in its repository: what a component is, and one page if there is any."""
    number = chosen(plan, turn)
    old = f"description: The worker of the {word(number)} platform"
    if old not in descriptor:
        old = f"description: The {word(number)} platform"
    head, found, rest = descriptor.partition(old)
    line, _, rest = rest.partition("\n")
    # In braces the description is the last thing before the closing one.
    end = "}" if line.endswith("}") else ""
    files = {DESCRIPTOR: f"{head}{found} since turn {turn}{end}\n{rest}".encode()}
    if plan.pages:
        index = (turn * 13 + 1) % plan.pages
        page = make_page(plan, number, index)
        added = (Heading(2, f"Turn {turn}"), Paragraph(f"What changed in turn {turn} stands here."))
        files[f"docs/{page_path(index)}"] = replace(page, blocks=(*page.blocks, *added)).markdown().encode()
    return Commit(f"Turn {turn}", f"Person {turn % 40}", _time(number, _STEPS + 1 + turn), files)


def _configuration(number: int) -> bytes:
    return f"site_name: {name(number)}\nsite_description: The {word(number)} platform\n".encode()


def _time(number: int, step: int) -> int:
    return _BEGIN + number * _HOUR + step * _DAYS
