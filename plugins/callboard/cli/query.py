"""`callboard query`."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import click

from callboard.cli.terminal import printable
from callboard.errors import ConfigurationError, SourceError

if TYPE_CHECKING:
    from callboard.graph import EntityGraph, Selection

_CATALOG: Final = "api/catalog.json"
_PICTURE: Final = re.compile(r"<use [^>]*+/>")
_FORMS: Final = ("table", "json", "mermaid", "dot", "svg")


@click.command("query")
@click.argument("selector")
@click.option(
    "--site", default="site", show_default=True, metavar="DIR|URL",
    help="A built portal: its folder, its address, or its catalog.json.",
)  # fmt: skip
@click.option(
    "--format", "form", type=click.Choice(_FORMS), default="table", show_default=True,
    help="A table or JSON with every entity, or a drawing of at most 120 nodes.",
)  # fmt: skip
def query(*, selector: str, site: str, form: str) -> None:
    """Ask a published portal who uses what, in the words that its Atlas understands.

    A SELECTOR is a name (`2+name+1`: two steps of what it uses, one of who uses it), a path (`a -> b`), or
    filters: `kind:`, `type:`, `owner:`, `system:`, `domain:`, `lifecycle:`, `tag:`.

    Example: callboard query 'owner:payments type:service' --site https://portal.acme.example
    """
    from callboard.artifacts.published import published_catalog
    from callboard.graph import SelectorError, build_graph, select
    from callboard.sources import read_published

    try:
        graph = build_graph(published_catalog(read_published(_place(site))))
    except SourceError as error:
        # For a crawl one source of many; here there is nothing else to ask.
        raise ConfigurationError(str(error)) from error
    try:
        found = select(graph.index, selector)
    except SelectorError as error:
        raise ConfigurationError(f"the selector, {error}") from error
    if form == "table":
        for line in _table(graph, found):
            click.echo(printable(line).rstrip())
    elif form == "json":
        click.echo(json.dumps(_document(graph, selector, found), indent=2, sort_keys=True))
    else:
        click.echo(_drawn(graph, found, form, site), nl=False)


def _place(site: str) -> str:
    """Where the catalog of a site lies."""
    if site.endswith(".json"):
        return site
    if urlsplit(site).scheme in {"http", "https"}:
        return f"{site.rstrip('/')}/{_CATALOG}"
    return str(Path(site) / _CATALOG)


def _rows(graph: EntityGraph, found: Selection) -> Iterator[tuple[str, str, str, str, str, int]]:
    """Reference, where it stands, type, owner, lifecycle and number of users of every entity."""
    index = graph.index
    heading = ""
    for place, bunch in enumerate(found.bunches):
        heading = str(place + 1) if found.view == "path" else bunch.heading or heading
        where = "In question" if found.view == "focus" and not bunch.heading else heading.partition(" (")[0]
        for at in bunch.members:
            owner = index.columns.owners[at]
            named = index.refs[owner].short() if owner >= 0 else ""
            kind, life = index.columns.types[at], index.columns.lifecycles[at]
            yield index.refs[at].short(), where, kind, named, life, len(index.users(at))


def _table(graph: EntityGraph, found: Selection) -> Iterator[str]:
    rows = [("Entity", "Where", "Type", "Owner", "Lifecycle", "Users")]
    rows += [(*row[:5], str(row[5])) for row in _rows(graph, found)]
    widths = [min(60, max(len(row[column]) for row in rows)) for column in range(6)]
    for row in rows if len(rows) > 1 else ():
        yield "  ".join(text.ljust(width) for text, width in zip(row, widths, strict=True))
    yield _told(found)


def _told(found: Selection) -> str:
    total = len(found.members)
    return f"{found.note} {total:,} {'entity' if total == 1 else 'entities'}".strip()


def _document(graph: EntityGraph, selector: str, found: Selection) -> dict[str, Any]:
    keys = ("ref", "where", "type", "owner", "lifecycle", "users")
    refs = [str(ref) for ref in graph.index.refs]
    return {
        "schema": "callboard/query/v1",
        "selector": selector,
        "view": found.view,
        "note": found.note,
        "total": len(found.members),
        "entities": [
            dict(zip(keys, row, strict=True)) | {"ref": refs[at]}
            for row, at in zip(_rows(graph, found), found.members, strict=True)
        ],
        "uses": [[refs[source], refs[target]] for source, target in found.edges],
    }


def _drawn(graph: EntityGraph, found: Selection, form: str, site: str) -> str:
    from callboard.graph import dot_source, draw, mermaid_source, picture
    from callboard.model import entity_address

    drawn = picture(graph.index, graph.book, found)
    if form == "mermaid":
        return mermaid_source(drawn)
    if form == "dot":
        return dot_source(drawn)
    root = f"{site.rstrip('/')}/" if urlsplit(site).scheme in {"http", "https"} else ""
    svg = draw(drawn, href=lambda ref: root + entity_address(ref))
    if not svg:
        raise ConfigurationError("there is nothing to draw: one entity alone, or none")
    # The pictures of kinds lie in the portal's pages.
    svg = _PICTURE.sub("", svg)
    return svg.replace("<svg ", '<svg xmlns="http://www.w3.org/2000/svg" ', 1) + "\n"
