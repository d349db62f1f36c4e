"""The pages of a set read, and what has to be drafted of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Final

from callboard.docs.drafts import DraftJob
from callboard.docs.files import RESTRUCTURED_ENDINGS
from callboard.docs.layout import Layout
from callboard.docs.pages import PageSource, decoded, read_page
from callboard.docs.paths import folder_of, inside
from callboard.docs.reading import FileReader
from callboard.docs.roots import DocsRoot
from callboard.docs.snippets import Snippets
from callboard.docs.titles import fallback_title
from callboard.errors import SourceError
from callboard.findings import Finding, finding
from callboard.markup import Dialect

_SNIPPET_HINT: Final = "only text files of the same repository can be put in, by their path from its root"


@dataclass(slots=True)
class PageJobs:
    """Reads the pages of a set; `inputs` are the other files that went into them, with their digests.

    `group` is what the set is called where its time is counted.
    """

    root: DocsRoot
    layout: Layout
    reader: FileReader
    group: str
    icons: Path | None = None
    findings: list[Finding] = field(default_factory=list)
    inputs: dict[str, str] = field(default_factory=dict)
    _titles: dict[str, str] = field(init=False)

    def __post_init__(self) -> None:
        self._titles = self.layout.authored.titles()

    def all(self) -> Iterator[tuple[PageSource, DraftJob]]:
        """Every page that can be read, in reading order, with its job."""
        for path in self.layout.pages:
            try:
                source = self.source(path)
            except SourceError as error:
                origin = self.root.source.repository.origin(path)
                self.findings.append(finding("docs-page", f"The page cannot be read: {error}", origin))
                continue
            self.findings += source.findings
            yield source, self._job(source)

    def source(self, path: str) -> PageSource:
        """A page of the layout as it is written.

        Raises:
            SourceError: it cannot be read.
        """
        address, stated = self.layout.pages[path], self._titles
        title = fallback_title(self.root, self.layout, path, address)
        page = read_page(
            path, address, self.reader.read(path), title, self.root.source.repository.origin(path)
        )
        return replace(page, title=stated[path]) if stated.get(path) else page

    def _job(self, source: PageSource) -> DraftJob:
        snippets = Snippets(self._snippet, self._folders(source.path))
        restructured = source.path.lower().endswith(RESTRUCTURED_ENDINGS)
        text = snippets.expanded(source.body, restructured=restructured, folder=folder_of(source.path))
        appended = () if restructured else self.layout.configuration_of(source.path).snippets.auto_append
        for name in appended:
            text = snippets.appended(text, name)
        self.findings += self._refused(source, snippets)
        self.inputs |= {path: self.reader.digest(path) for path in snippets.used}
        return DraftJob(
            path=source.path,
            title=source.title,
            text=text,
            written=source.body,
            first_line=source.first_line,
            group=self.group,
            dialect=self._dialect(source.path),
            icons=self.icons,
        )

    def _dialect(self, path: str) -> Dialect:
        dialect = self.layout.configuration_of(path).dialect
        return replace(dialect, raw_html=True) if self.root.source.repository.raw_html else dialect

    def _refused(self, source: PageSource, snippets: Snippets) -> Iterator[Finding]:
        origin = self.root.source.repository.origin(source.path)
        for refusal in snippets.refusals:
            line = source.first_line + refusal.line if refusal.line else 0
            yield finding("docs-snippet", refusal.message, origin.at(line), hint=_SNIPPET_HINT)

    def _folders(self, path: str) -> tuple[str, ...]:
        """Where a page's snippets may be: where its author says, beside the configuration, in the docs."""
        configuration = self.layout.configuration_of(path)
        beside = folder_of(configuration.origin.path) if configuration.origin else self.root.asked
        stated = (inside(beside, base.lstrip("/") or ".") for base in configuration.snippets.base_path)
        folders = (*stated, beside, "", self.root.folder)
        return tuple(dict.fromkeys(folder for folder in folders if folder is not None))

    def _snippet(self, path: str) -> str | None:
        if path not in self.root.files.known:
            return None
        try:
            return decoded(self.reader.read(path))[0].replace("\r\n", "\n")
        except SourceError:
            return None
