"""What a set asks of the rest of the portal when its links are answered, and what it is told.

The answers to a set's links depend on its own repository and on these replies alone. So as long as the
repository is the same and the rest of the portal replies alike, the set is what it was.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, TypeAlias

from callboard.docs.published import PublishedPage, PublishedPages, RepositoryFile
from callboard.model import EntityRef

Question: TypeAlias = "tuple[str, ...]"
"""What is asked about, `entity`, `file`, `page` or `place`, and its words."""
Reply: TypeAlias = "str | tuple[str, ...] | None"


@dataclass(slots=True)
class Inquiries:
    """Asks the rest of the portal, and remembers each question once with its reply."""

    published: PublishedPages
    replies: dict[Question, Reply] = field(default_factory=dict)

    def entity(self, text: str) -> str | None:
        """See `PublishedPages.entity`."""
        reply = self._ask("entity", text)
        return reply if isinstance(reply, str) else None

    def file(self, url: str) -> RepositoryFile | None:
        """See `ForgeAddresses.file`."""
        reply = self._ask("file", url)
        return RepositoryFile(*reply) if isinstance(reply, tuple) else None

    def page(self, repository: str, path: str) -> PublishedPage | None:
        """See `PublishedPages.page`."""
        reply = self._ask("page", repository, path)
        if not isinstance(reply, tuple):
            return None
        ref, path, address = reply
        return PublishedPage(EntityRef.parse(ref), path, address)

    def place(self, page: PublishedPage, fragment: str) -> str | None:
        """See `PublishedPages.place`."""
        reply = self._ask("place", str(page.ref), page.path, fragment)
        return reply if isinstance(reply, str) else None

    def _ask(self, *question: str) -> Reply:
        if question not in self.replies:
            self.replies[question] = _reply(self.published, question)
        return self.replies[question]


def replied_alike(replies: Iterable[tuple[Question, Reply]], published: PublishedPages) -> bool:
    """Whether the rest of the portal replies as it did."""
    return all(_reply(published, question) == reply for question, reply in replies)


def reply_records(replies: Iterable[tuple[Question, Reply]]) -> list[Any]:
    """Questions and replies as JSON knows them."""
    return [[question, reply] for question, reply in replies]


def replies_from(records: Iterable[Any]) -> tuple[tuple[Question, Reply], ...]:
    """The questions and replies that records were made from."""
    return tuple(
        (tuple(question), tuple(reply) if isinstance(reply, list) else reply) for question, reply in records
    )


def _reply(published: PublishedPages, question: Question) -> Reply:
    match question:
        case "entity", text:
            return published.entity(text)
        case "file", url:
            file = published.forges.file(url)
            return (file.repository, file.path) if file else None
        case "page", repository, path:
            page = published.page(repository, path)
            return (str(page.ref), page.path, page.address) if page else None
        case "place", ref, path, fragment:
            return published.place(EntityRef.parse(ref), path, fragment)
    raise ValueError(question)
