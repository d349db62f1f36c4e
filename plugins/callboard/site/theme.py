"""What the portal adds to the theme of the operator's site, and nothing it would take away."""

from __future__ import annotations

import importlib.util
import re
from importlib.resources import files
from pathlib import Path
from typing import Final

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.nav import Link, Navigation
from mkdocs.structure.pages import Page

from callboard.views import SECTIONS

STYLESHEET: Final = "assets/callboard/callboard.css"
SCRIPT: Final = "assets/callboard/callboard.js"
SHELL: Final = "callboard/shell.html"

_THEMES_OWN_FONT: Final = {"text": "Roboto", "code": "Roboto Mono"}
_PALETTE: Final = [
    {
        "media": "(prefers-color-scheme: light)",
        "scheme": "default",
        "toggle": {"icon": "material/weather-night", "name": "Switch to dark mode"},
    },
    {
        "media": "(prefers-color-scheme: dark)",
        "scheme": "slate",
        "toggle": {"icon": "material/weather-sunny", "name": "Switch to light mode"},
    },
]


def overrides_folder() -> Path:
    """The folder of theme files: inside an installed package, beside `plugins/` in a checkout.

    Raises:
        FileNotFoundError: the installation is broken.
    """
    package = Path(str(files("callboard")))
    for folder in (package / "overrides", package.parent.parent / "overrides"):
        if (folder / SHELL).is_file():
            return folder
    raise FileNotFoundError(f"the theme files of callboard are missing beside {package}; install it again")


def icon_names() -> frozenset[str]:
    """The pictures that every page carries."""
    sprite = (overrides_folder() / "partials" / "callboard-icons.html").read_text("utf-8")
    return frozenset(re.findall(r'<symbol id="cb-icon-([a-z-]+)"', sprite))


def material_icons() -> Path | None:
    """The icons that come with the theme and that pages may name; None where it is not installed."""
    spec = importlib.util.find_spec("material")
    places = spec.submodule_search_locations if spec else None
    folders = (Path(place) / "templates" / ".icons" for place in places or ())
    return next((folder for folder in folders if folder.is_dir()), None)


def dress(config: MkDocsConfig) -> None:
    """Add our theme folder and assets, and defaults where the operator said nothing.

    The operator's own `custom_dir` stays in front of ours, so any of our files can be overridden by one at
    the same relative path.
    """
    folder = str(overrides_folder())
    if folder not in config.theme.dirs:
        config.theme.dirs.insert(1 if config.theme.custom_dir else 0, folder)
    if STYLESHEET not in config.extra_css:
        config.extra_css.insert(0, STYLESHEET)
    if SCRIPT not in config.extra_javascript:
        config.extra_javascript.insert(0, SCRIPT)
    if config.theme.name == "material":
        _add_defaults(config)


def _add_defaults(config: MkDocsConfig) -> None:
    theme = config.theme
    # The theme's own default asks another host for fonts on every page.
    if theme.get("font") == _THEMES_OWN_FONT:
        theme["font"] = False
    if not theme.get("palette"):
        theme["palette"] = _PALETTE
    if not theme.get("features"):
        theme["features"] = [
            "navigation.tabs",
            "navigation.top",
            "content.code.annotate",
            "content.code.copy",
            "content.footnote.tooltips",
            "content.tooltips",
            "toc.follow",
        ]


class SectionLink(Link):
    """A link to a portal section; unlike MkDocs' own it can be the active one."""

    def __init__(self, section: str) -> None:
        super().__init__(SECTIONS[section], f"{section}/")
        self.section: Final = section
        self.active = False


def add_sections(navigation: Navigation) -> list[SectionLink]:
    """Put links to the sections after the start page, save those that the operator's `nav` has already."""
    present = {item.url.strip("/") for item in navigation.items if isinstance(item, Link)}
    links = [SectionLink(section) for section in SECTIONS if section not in present]
    first = navigation.items[:1]
    after = 1 if first and isinstance(first[0], Page) and first[0].is_homepage else 0
    navigation.items[after:after] = links
    return links
