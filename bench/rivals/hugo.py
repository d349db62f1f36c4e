"""Pages of a built portal as a project of Hugo: their bodies as content, the rest of the page as its layout.

Hugo then joins what Callboard joined, and writes pages of the same size. The body is what stands between the
shell's opening mark and the theme's script after the article; everything around it is made a layout for each
depth, with holes for title and address. The page's own scripts, icons and navigation are constant there.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from html import escape, unescape
from pathlib import Path

from measuring import Contestant, emptied
from peers import program

from rivals.texts import write

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


def make_project(site: Path, sections: Sequence[str], folder: Path) -> int:
    """Make a project of all pages of some sections, e.g. `catalog`; how many there are."""
    count = 0
    layouts: set[str] = set()
    for path, head, body, tail in _pages(site, sections):
        address = path.parent.relative_to(site)
        layout = f"{address.parts[0]}{len(address.parts)}"
        title, description = _told(_TITLE, head), _told(_DESCRIPTION, head)
        if layout not in layouts:
            layouts.add(layout)
            write(folder / "layouts" / "_default" / f"{layout}.html", _layout(head, tail, title))
        values = {"title": title, "description": description, "layout": layout}
        write(folder / "content" / f"{address}.html", f"{json.dumps(values)}\n{body}")
        count += 1
    write(folder / "hugo.toml", _CONFIGURATION)
    return count


def _pages(site: Path, sections: Sequence[str]) -> Iterator[tuple[Path, str, str, str]]:
    for section in sections:
        for path in sorted((site / section).rglob("index.html")):
            # Pages of whole kinds are few, large, and of a shell of their own; redirects have no body.
            if len(path.relative_to(site).parts) > 4 and BEGIN in (html := path.read_text(encoding="utf-8")):
                yield path, *cut(html)


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
