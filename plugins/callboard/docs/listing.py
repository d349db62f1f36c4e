"""The files below the docs that are no pages: readers are told of them, and led to where they are."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from callboard.docs.assets import is_picture
from callboard.docs.files import PAGE_ENDINGS, RepositoryFiles
from callboard.docs.values import DocsFile
from callboard.findings import Finding, finding
from callboard.model import Repository, Tree, file_url

_MOST_FILES: Final = 1_000
_SILENT: Final = frozenset({"mkdocs.yml", "mkdocs.yaml", "catalog-info.yaml", "conf.py", "requirements.txt"})
# What a browser would run, and what servers and crawlers take for orders.
_ACTING_ENDINGS: Final = (
    ".html", ".htm", ".xhtml", ".shtml", ".js", ".mjs", ".css", ".xml", ".xsl", ".wasm", ".php", ".svgz",
)  # fmt: skip
_ACTING_NAMES: Final = frozenset(
    {".htaccess", "_headers", "_redirects", "cname", "robots.txt", "staticwebapp.config.json", "web.config"}
)


def other_files(
    files: RepositoryFiles, folders: Iterable[str], pages: Iterable[str], tree: Tree, repository: Repository
) -> tuple[DocsFile, ...]:
    """What is neither a page nor a picture nor the configuration of a generator, in order of the paths."""
    published = frozenset(pages)
    paths = sorted({path for folder in folders for path in files.below(folder)} - published)
    chosen = [path for path in paths if _is_listed(path)][:_MOST_FILES]
    return tuple(DocsFile(path, tree.files[path].size, file_url(repository, path)) for path in chosen)


def unpublished_files(
    files: RepositoryFiles, folders: Iterable[str], repository: Repository
) -> Iterator[Finding]:
    """One finding for all files that would act if they were published, so that nobody wonders."""
    acting = sorted({path for folder in folders for path in files.below(folder) if _acts(path)})
    if acting:
        more = f" and {len(acting) - 1} more" if len(acting) > 1 else ""
        message = f"{acting[0]}{more} would act on browsers or servers, and is not published"
        yield finding("docs-file", message, repository.origin(acting[0]), hint="it is listed among the files")


def _is_listed(path: str) -> bool:
    name = path.rpartition("/")[2].lower()
    hidden = any(part.startswith(".") for part in path.split("/"))
    return not (hidden or name in _SILENT or name.endswith(PAGE_ENDINGS) or is_picture(name))


def _acts(path: str) -> bool:
    name = path.rpartition("/")[2].lower()
    return name.endswith(_ACTING_ENDINGS) or name in _ACTING_NAMES
