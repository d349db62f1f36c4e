"""Pages turned into drafts, by workers that may die over them.

A draft depends on nothing but what its job says, so it is kept under the job's own digest: whatever else
changes in the portal, a page that has not changed is not rendered again.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.metadata import version
from pathlib import Path
from typing import Any, Final, NamedTuple

from callboard.docs.files import MARKDOWN_ENDINGS, RESTRUCTURED_ENDINGS
from callboard.graph import render_dot
from callboard.isolation import Executor, Failure, Limits, Watch
from callboard.markup import (
    Dialect,
    Draft,
    HeadingLines,
    LinkKind,
    OpenLink,
    Places,
    Renderer,
    TocItem,
    Tools,
    as_written,
    quicken,
)
from callboard.store import digest_of, digest_of_code

_MAKERS: Final = ("docs", "graph", "markup", "model")


@dataclass(frozen=True, slots=True)
class DraftJob:
    """A page to draft: all that its draft depends on.

    `text` is what is rendered, `written` what stands in the file after `first_line` other lines; they
    differ where snippets were put in.
    """

    path: str
    title: str
    text: str
    written: str
    first_line: int
    group: str
    """Whose page it is: a documentation set as a whole has a time limit, too."""
    dialect: Dialect = field(default_factory=Dialect)
    icons: Path | None = None

    def digest(self) -> str:
        """A digest of all that the draft depends on, the programs that make it among them."""
        ending = self.path.rpartition(".")[2].lower()
        place = str(self.first_line)
        written = "" if self.written is self.text else self.written
        read_as = repr((self.dialect, self.icons is not None))
        return digest_of(versions(), ending, self.title, place, read_as, self.text, written)


class PackedDraft(NamedTuple):
    """A draft, and the places in it once more, as JSON; `problem` is the draft's.

    So a worker has all the work with it, and who takes it only puts it away.
    """

    packed: bytes
    places: bytes
    problem: str

    @classmethod
    def of(cls, draft: Draft) -> PackedDraft:
        """Pack a draft."""
        return cls(as_json(draft_record(draft)), as_json(places_record(draft.places)), draft.problem)


def draft_pages(
    jobs: Iterable[DraftJob],
    limits: Limits,
    executor: Executor,
    watch: Watch[DraftJob] | None = None,
) -> Iterator[tuple[DraftJob, PackedDraft]]:
    """Each job with its draft, in order; a page that its worker could not stand is shown as it was written.

    Jobs are asked for as they are needed, see `stream_isolated`; `watch` is told of them.
    """
    answers = executor.isolated(
        _packed_page, jobs, limits, weigh=_weight, group=_group, prepare=_make_renderers, watch=watch
    )
    for job, answer in answers:
        yield job, _notice(job, answer) if isinstance(answer, Failure) else answer


def _weight(job: DraftJob) -> int:
    return len(job.text)


def _group(job: DraftJob) -> str:
    return job.group


def _make_renderers(jobs: Iterable[DraftJob]) -> None:
    """Workers that are forked find them made."""
    for dialect, icons in {(job.dialect, job.icons) for job in jobs}:
        _renderer(dialect, icons)


def _packed_page(job: DraftJob) -> PackedDraft:
    return PackedDraft.of(draft_page(job))


def draft_page(job: DraftJob) -> Draft:
    """The draft of one page; what a worker does."""
    path, lines = job.path.lower(), HeadingLines(job.written, job.first_line)
    if path.endswith(MARKDOWN_ENDINGS):
        return _renderer(job.dialect, job.icons).draft(job.text, title=job.title, lines=lines)
    if path.endswith(RESTRUCTURED_ENDINGS):
        return _renderer(job.dialect, job.icons).draft_restructured(job.text, title=job.title, lines=lines)
    return as_written(job.text, job.title)


@lru_cache(maxsize=32)
def _renderer(dialect: Dialect, icons: Path | None) -> Renderer:
    quicken()
    return Renderer(dialect, Tools(icons, _drawn))


def _drawn(source: str) -> str | None:
    """The SVG of a Graphviz source; how long that takes only the worker's own limits say."""
    rendered = render_dot(source)
    return rendered.svg if rendered else None


def _notice(job: DraftJob, failure: Failure) -> PackedDraft:
    return PackedDraft.of(as_written(job.text, job.title, f"The page {failure.reason}"))


def draft_record(draft: Draft) -> list[Any]:
    """A draft as JSON knows it; its title nobody asks for again."""
    return [
        draft.html,
        [[link.target, link.kind, link.attributes, link.words, link.nested] for link in draft.links],
        [_toc_record(item) for item in draft.toc],
        places_record(draft.places),
        draft.problem,
        draft.foreign,
    ]


def draft_from(record: Sequence[Any]) -> Draft:
    """The draft that a record was made from."""
    html, links, toc, places, problem, foreign = record
    return Draft(
        html=html,
        links=tuple(_link(*link) for link in links),
        title="",
        toc=tuple(_toc_item(*item) for item in toc),
        places=places_from(places),
        problem=problem,
        foreign=tuple(foreign),
    )


def places_record(places: Places) -> list[Any]:
    """Places as JSON knows them."""
    return [sorted(places.ids), places.aliases]


def places_from(record: Sequence[Any]) -> Places:
    """The places that a record was made from."""
    ids, aliases = record
    return Places(frozenset(ids), dict(aliases))


def as_json(value: object) -> bytes:
    """A value on one line."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")


def _link(target: str, kind: str, attributes: list[list[str]], words: str, nested: bool) -> OpenLink:  # noqa: FBT001  # a field of a record
    return OpenLink(target, _KINDS[kind], tuple((name, value) for name, value in attributes), words, nested)


_KINDS: Final[Mapping[str, LinkKind]] = {kind.value: kind for kind in LinkKind}


def _toc_record(item: TocItem) -> list[Any]:
    return [item.id, item.title, item.level, item.line, [_toc_record(child) for child in item.children]]


def _toc_item(place: str, title: str, level: int, line: int, children: list[list[Any]]) -> TocItem:
    return TocItem(place, title, level, tuple(_toc_item(*child) for child in children), line)


@cache
def versions() -> str:
    """What makes drafts and links: another release of any of it makes others."""
    made_by = ("callboard", "docutils", "latex2mathml", "markdown", "nh3", "pygments", "pymdown-extensions")
    return " ".join((*(f"{name}={version(name)}" for name in made_by), f"code={digest_of_code(*_MAKERS)}"))
