"""Pages to compare, and what plain MkDocs with Material makes of them."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from callboard.markup import LinkKind, Renderer, split_front_matter
from callboard.markup.extensions import extension_options
from callboard.markup.understood import ALWAYS
from differential.page_rules import TITLE

OWN: Final = Path(__file__).resolve().parent / "pages"
"""Pages of this project, a group of constructs each."""

_CONSTRUCTS: Final = {
    name: re.compile(pattern, re.MULTILINE)
    for name, pattern in {
        "table": r"^ *\|?[ :]*-{2,}[ :]*\|",
        "code": r"^ *(?:```|~~~)",
        "box": r"^ *(?:!!!|\?\?\?)",
        "inner list": r"^ {2,6}(?:[-*+]|\d+\.) ",
        "HTML": r"^ *<(?!!--|https?:)[a-z]",
        "tab": r'^=== "',
        "task": r"^ *[-*] \[[ x]\]",
        "footnote": r"\[\^\w",
        "alert": r"^> \[!",
        "remark": r"<!--",
        "picture": r"!\[",
    }.items()
}
_MOST_OF_ONE: Final = 4
_LARGEST: Final = 60_000
_ARTICLE: Final = re.compile(r"<article [^>]*>(.*)</article>", re.DOTALL)
_NOT_MARKDOWN: Final = frozenset({"pymdownx.snippets"})


@dataclass(frozen=True, slots=True)
class Page:
    """A page by a name that says where it is from."""

    name: str
    text: str


def own_pages() -> list[Page]:
    """The pages of this project."""
    return [Page(path.stem, path.read_text(encoding="utf-8")) for path in sorted(OWN.glob("*.md"))]


def corpus_pages(corpus: Path) -> list[Page]:
    """The pages of every repository that have most constructs, the longer ones first."""
    found: dict[str, list[tuple[int, int, Page]]] = {}
    for path in sorted(corpus.rglob("*.md")):
        text = path.read_text(encoding="utf-8", errors="replace")
        name = path.relative_to(corpus).as_posix()
        repository = "/".join(name.split("/")[:2])
        if len(text) <= _LARGEST:
            found.setdefault(repository, []).append((_richness(text), len(text), Page(name, text)))
    best = (sorted(pages, key=lambda each: (-each[0], -each[1], each[2].name)) for pages in found.values())
    return [page for pages in best for richness, _, page in pages[:_MOST_OF_ONE] if richness]


def _richness(text: str) -> int:
    return sum(1 for pattern in _CONSTRUCTS.values() if pattern.search(text))


def our_html(page: Page, renderer: Renderer) -> str:
    """The body that we publish for a page whose links all lead where they say."""
    _, body = split_front_matter(page.text)
    return renderer.render(body, _as_written, title=TITLE).html


def _as_written(target: str, _kind: LinkKind) -> str:
    return target


def mkdocs_html(pages: Sequence[Page], folder: Path, more: Iterable[str] = ()) -> dict[str, str]:
    """What stands in the article of each page after `mkdocs build`, by the pages' names."""
    files = {page.name: f"page-{number:03}" for number, page in enumerate(pages)}
    (folder / "docs").mkdir(parents=True)
    for page in pages:
        (folder / "docs" / f"{files[page.name]}.md").write_text(page.text, encoding="utf-8")
    (folder / "mkdocs.yml").write_text(yaml.dump(_configuration(more)), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(folder / "mkdocs.yml")],
        env=os.environ | {"PYTHONUTF8": "1", "NO_MKDOCS_2_WARNING": "1", "DISABLE_MKDOCS_2_WARNING": "true"},
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return {name: _article(folder / "site" / f"{file}.html") for name, file in files.items()}


def _configuration(more: Iterable[str]) -> dict[str, Any]:
    options = _plain_options()
    names = [name for name in ALWAYS if name not in _NOT_MARKDOWN]
    return {
        "site_name": "Plain",
        "theme": {"name": "material", "font": False},
        "plugins": [],
        "use_directory_urls": False,
        "markdown_extensions": [{name: dict(options.get(name, {}))} for name in [*names, *more]],
    }


def _plain_options() -> Mapping[str, Mapping[str, Any]]:
    from pymdownx.superfences import fence_code_format

    options = extension_options()
    ours = options["pymdownx.superfences"]["custom_fences"]
    fences = [
        {"name": fence["name"], "class": fence["class"], "format": fence_code_format}
        for fence in ours
        if fence["name"] != "math"
    ]
    return options | {"pymdownx.superfences": {"custom_fences": fences}}


def _article(file: Path) -> str:
    found = _ARTICLE.search(file.read_text(encoding="utf-8"))
    assert found, file
    return found[1]
