"""The same text in AsciiDoc as one component of Antora, without navigation and search.

Its user interface is the portal's own page around the article, made static, so that pages are of one size.
"""

from __future__ import annotations

import subprocess
from pathlib import Path

from acme.plan import Plan
from measuring import Contestant, emptied
from peers import program

from rivals.hugo import cut
from rivals.texts import write, write_pages

_PLAYBOOK = """site: {title: Acme, url: "https://portal.acme.example", start_page: "acme::index.adoc"}
content: {sources: [{url: ./content, branches: HEAD}]}
ui: {bundle: {url: ./ui}}
output: {dir: ./site}
runtime: {cache_dir: ./cache, fetch: false, log: {level: fatal, failure_level: none}}
"""


def make_project(plan: Plan, folder: Path, page: str) -> None:
    """Write pages, playbook and user interface; `page` is any page of a portal, for its shell."""
    module = folder / "content" / "modules" / "ROOT"
    write_pages(plan, module / "pages", "asciidoc", module)
    write(module / "pages" / "index.adoc", "= Acme\n")
    write(folder / "content" / "antora.yml", "name: acme\ntitle: Acme\nversion: ~\n")
    write(folder / "playbook.yml", _PLAYBOOK)
    head, _, tail = cut(page)
    write(
        folder / "ui" / "layouts" / "default.hbs",
        f"{head}<h1>{{{{page.title}}}}</h1>{{{{{{page.contents}}}}}}{tail}",
    )
    write(folder / "ui" / "layouts" / "404.hbs", head + tail)
    # Antora reads repositories; one commit is what it needs to see a work tree.
    for command in (["init", "-q"], ["add", "-A"], ["commit", "-q", "-m", "Begin"]):
        who = ["-c", "user.name=Bench", "-c", "user.email=bench@acme.example"]
        subprocess.run(["git", *who, *command], cwd=folder / "content", check=True)


def contestant(folder: Path) -> Contestant:
    """Antora, cold."""
    command = [str(program("antora")), "--quiet", "playbook.yml"]
    output = folder / "site"
    return Contestant("antora", command, folder, output, emptied(output, folder / "cache"))
