"""Pages of a built portal as a project of Hugo: their bodies as content, the rest of the page as its layout.

Hugo then joins what Callboard joined, and writes pages of the same size. The body is what stands between the
shell's opening mark and the theme's script after the article; everything around it is made a layout for each
depth, with holes for title and address. The page's own scripts, icons and navigation are constant there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from html import escape, unescape
from pathlib import Path

from measuring import Contestant, emptied
from peers import program

BEGIN = '<div class="md-content cb-content" data-md-component="content">'
END = "<script>var target=document.getElementById(location.hash"
_TITLE = re.compile(r"<title>(.*?) - ")
_DESCRIPTION = re.compile(r'(?<=<meta name="description" content=")[^"]*')
_CANONICAL = re.compile(r'(?<=<link rel="canonical" href=")[^"]*')
_CONFIGURATION = """baseURL = "https://portal.acme.example/"
title = "Acme"
disableKinds = ["taxonomy", "term", "RSS", "sitemap", "section", "home", "404"]
[security]
allowContent = [".*"]
"""


def cut(html: str) -> tuple[str, str, str]:
    """What stands before the body, the body, and what stands after it.

    Raises:
        ValueError: the page is none of the shell's.
    """
    head, found, rest = html.partition(BEGIN)
    body, ended, tail = rest.partition(END)
    if not found or not ended:
        raise ValueError("the page has no body of ours")
    return head + found, body, ended + tail


def make_project(site: Path, section: str, folder: Path) -> int:
    """Make a project of all pages of a section, e.g. `catalog`; how many there are."""
    count = 0
    layouts: set[int] = set()
    for path, head, body, tail in _pages(site, section):
        address = path.parent.relative_to(site)
        depth = len(address.parts)
        title, description = _told(_TITLE, head), _told(_DESCRIPTION, head)
        if depth not in layouts:
            layouts.add(depth)
            _write(folder / "layouts" / "_default" / f"depth{depth}.html", _layout(head, tail, title))
        values = {"title": title, "description": description, "layout": f"depth{depth}"}
        matter = f"{json.dumps(values)}\n"
        _write(folder / "content" / f"{address}.html", matter + body)
        count += 1
    _write(folder / "hugo.toml", _CONFIGURATION)
    return count


def _pages(site: Path, section: str) -> Iterator[tuple[Path, str, str, str]]:
    for path in sorted((site / section).rglob("index.html")):
        # Pages of whole kinds are few, large, and of a shell of their own.
        if len(path.relative_to(site).parts) > 4:
            yield path, *cut(path.read_text(encoding="utf-8"))


def _layout(head: str, tail: str, title: str) -> str:
    """The shell around a page, with holes for what is the page's own."""
    before = _CANONICAL.sub("{{ .Permalink }}", _DESCRIPTION.sub("{{ .Description }}", _quoted(head)))
    before = re.sub(rf"(?<=[>\s]){re.escape(escape(title))}(?=[<\s])", "{{ .Title }}", before)
    return before + "{{ .Content }}" + _quoted(tail)


def _told(pattern: re.Pattern[str], head: str) -> str:
    """What a pattern finds in the head of a page, as text."""
    found = pattern.search(head)
    return unescape(found[found.lastindex or 0]) if found else ""


def _quoted(html: str) -> str:
    return html.replace("{{", '{{ "{{" }}')


def contestant(folder: Path, prepare: Callable[[], None] | None = None) -> Contestant:
    """Hugo, cold: it has nothing that a second run could reuse but what it writes."""
    output = folder / "public"
    command = [str(program("hugo")), "build", "--noBuildLock", "--cacheDir", str(folder / "cache")]
    return Contestant("hugo", command, folder, output, prepare or emptied(output, folder / "cache"))


def _write(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, encoding="utf-8")
