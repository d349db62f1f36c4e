"""Documentation as a project of MkDocs with Material, which Zensical reads as well.

Extensions and their options are those that Callboard reads pages with, but for its own; features and palette
are those that it sets; search is on; pages stand in no navigation, which is by far the cheapest way there is.
"""

from __future__ import annotations

import inspect
import json
from collections.abc import Mapping
from pathlib import Path

from acme.plan import Plan
from measuring import Contestant, emptied
from peers import program

from rivals.texts import write, write_pages

# Of no use without files beside the page, which Callboard reads before.
_LEFT_OUT = ("pymdownx.snippets",)
# Pictures of emoji as Material's manual has them. The index that Callboard chooses is copied whole for each
# new instance; Callboard makes one instance and MkDocs one a page, where it would double a page's cost.
_THEIRS = {
    "pymdownx.emoji": "{emoji_index: !!python/name:material.extensions.emoji.twemoji ,"
    " emoji_generator: !!python/name:material.extensions.emoji.to_svg }",
}
_HEAD = """site_name: Acme
site_url: https://portal.acme.example/
nav: [index.md]
not_in_nav: /*
plugins: [search]
theme:
  name: material
  font: false
  features: [navigation.tabs, navigation.top, content.code.annotate, content.code.copy,
    content.footnote.tooltips, content.tooltips, toc.follow]
  palette:
    - media: "(prefers-color-scheme: light)"
      scheme: default
      toggle: {icon: material/weather-night, name: Switch to dark mode}
    - media: "(prefers-color-scheme: dark)"
      scheme: slate
      toggle: {icon: material/weather-sunny, name: Switch to light mode}
markdown_extensions:
"""


def make_project(plan: Plan, folder: Path) -> None:
    """Write the pages and the configuration."""
    from callboard.markup.understood import ALWAYS

    write_pages(plan, folder / "docs", "markdown")
    write(folder / "docs" / "index.md", "# Acme\n")
    write(
        folder / "mkdocs.yml", _HEAD + "".join(_extension(name) for name in ALWAYS if name not in _LEFT_OUT)
    )


def mkdocs(folder: Path) -> Contestant:
    """MkDocs, which has no cache."""
    site = folder / "site"
    return Contestant("mkdocs", [str(program("mkdocs")), "build", "-q"], folder, site, emptied(site))


def zensical(folder: Path) -> Contestant:
    """Zensical, cold."""
    site = folder / "site"
    command = [str(program("zensical")), "build", "-f", "mkdocs.yml"]
    return Contestant("zensical", command, folder, site, emptied(site, folder / ".cache"))


def _extension(name: str) -> str:
    from callboard.markup.extensions import extension_options

    if name in _THEIRS:
        return f"  - {name}: {_THEIRS[name]}\n"
    options = extension_options().get(name)
    plain = {key: value for key, value in (options or {}).items() if key != "custom_fences"}
    return f"  - {name}: {_yaml(plain)}\n" if plain else f"  - {name}\n"


def _yaml(value: object) -> str:
    """In YAML's one-line form; a function by its name."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{key}: {_yaml(each)}" for key, each in value.items()) + "}"
    if inspect.isfunction(value):
        return f"!!python/name:{value.__module__}.{value.__name__} "
    return json.dumps(value)
