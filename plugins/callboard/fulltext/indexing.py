"""The indexer, a program that comes with a package: pages go in, the files that a browser loads come out.

It is talked to as the packages around it do. Its command line reads pages from a folder, in whatever order
the file system lists them, which shows in what it makes of them; and it reads and writes thousands of small
files. Its Python package waits a tenth of a second for each answer, and hands its process the whole
environment.
"""

from __future__ import annotations

import base64
from collections.abc import Generator, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Any, Final, TypeAlias, cast

from callboard.errors import FullTextError
from callboard.fulltext.bundle import Bundle
from callboard.fulltext.conversation import Conversation, RefusedError

SECONDS: Final = 120
"""A shard costs a few seconds; on a busy machine, many times that."""

EXCLUDED: Final = (".headerlink", "svg", "annotation", "button")
"""What no reader would call the text of a page: CSS selectors."""

_Steps: TypeAlias = Generator[Mapping[str, object], dict[str, Any], Bundle]
_NO_WORDS: Final = "was not able to build an index"


@dataclass(frozen=True, slots=True)
class Indexer:
    """The program; `version` is a part of whatever stands for its output."""

    program: Path
    version: str
    language: str = "en"
    seconds: float = SECONDS

    def index(self, pages: Iterable[tuple[str, str]]) -> Bundle:
        """The files that the indexer makes of documents, given with their addresses (ending in `/`).

        Raises:
            FullTextError: it did not do it, or not in time.
        """
        (made,) = self.index_together([pages])
        if isinstance(made, FullTextError):
            raise made
        return made

    def index_together(self, shards: Sequence[Iterable[tuple[str, str]]]) -> list[Bundle | FullTextError]:
        """Several indexes at a time, each in a process of its own; an index that failed is the error."""
        made: dict[int, Bundle | FullTextError] = {}
        with ExitStack() as stack:
            talks: dict[int, tuple[Conversation, _Steps]] = {}
            for number, pages in enumerate(shards):
                try:
                    talk = Conversation(self.program, "--service", seconds=self.seconds)
                    stack.callback(talk.close)
                    steps = self._steps(pages)
                    talk.say(next(steps))
                    talks[number] = talk, steps
                except FullTextError as error:
                    made[number] = error
            while talks:
                for number, (talk, steps) in list(talks.items()):
                    done = _go_on(talk, steps)
                    if done is not None:
                        made[number] = done
                        del talks[number]
        return [made[number] for number in range(len(shards))]

    def _steps(self, pages: Iterable[tuple[str, str]]) -> _Steps:
        """What is said to the indexer, to whom its answers are sent; in the end, its files."""
        settings = {"force_language": self.language, "exclude_selectors": EXCLUDED}
        index = (yield {"type": "NewIndex", "config": settings})["index_id"]
        for address, document in sorted(pages):
            # Half a character is no text to the indexer.
            text = document.encode("utf-8", "replace").decode()
            page = {"file_path": _path_of(address), "file_contents": text}
            yield {"type": "AddFile", "index_id": index, **page}
        try:
            files = (yield {"type": "GetFiles", "index_id": index})["files"]
        except RefusedError as error:
            # Pages without a single word are no fault: there is nothing to find in them.
            if _NO_WORDS not in str(error):
                raise
            return {}
        return dict(sorted((file["path"], base64.b64decode(file["content"])) for file in files))


def _go_on(talk: Conversation, steps: _Steps) -> Bundle | FullTextError | None:
    """Take an answer and say what comes next; None where something does."""
    try:
        try:
            answer = talk.answer()
        except RefusedError as error:
            talk.say(steps.throw(error))
        else:
            talk.say(steps.send(answer))
    except StopIteration as end:
        return cast("Bundle", end.value)
    except FullTextError as error:
        return error
    return None


def find_indexer(language: str = "en") -> Indexer | None:
    """The indexer of this installation; None where there is none for this machine."""
    try:
        from pagefind_bin import get_executable

        return Indexer(Path(get_executable()), version("pagefind-bin"), language)
    except (ImportError, FileNotFoundError, PackageNotFoundError):
        return None


def _path_of(address: str) -> str:
    if address.startswith("/") or ".." in address.split("/") or "\0" in address:
        raise FullTextError(f"a page has the address {address!r}, which is outside the site")
    return f"{address}index.html"
