"""Icons by name, from a folder."""

from __future__ import annotations

from pathlib import Path

import pytest
from markdown import Markdown

from callboard.markup.extensions import extension_options, extensions
from callboard.markup.icons import read_icon
from callboard.markup.sanitising import sanitise_html

ICON = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24"><path d="M1 2z"/></svg>'
DRAWN = '<svg viewBox="0 0 24 24" xmlns="http://www.w3.org/2000/svg"><path d="M1 2z"></path></svg>'


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with one icon of each set."""
    for name in ("material/account", "octicons/x-16", "simple/x", "fontawesome/brands/github"):
        file = tmp_path / f"icons/{name}.svg"
        file.parent.mkdir(parents=True)
        file.write_text(ICON)
    return tmp_path / "icons"


def html(text: str, folder: Path) -> str:
    """Convert and sanitise."""
    markdown = Markdown(
        extensions=extensions(icons=folder), extension_configs=extension_options(), output_format="html"
    )
    return sanitise_html(markdown.convert(text))


@pytest.mark.parametrize(
    "name", ["material-account", "octicons-x-16", "simple-x", "fontawesome-brands-github"]
)
def test_an_icon_is_drawn_in_its_line(name: str, folder: Path) -> None:
    """With its outline and nothing else, and it survives the sanitiser."""
    assert html(f"a :{name}: b", folder) == f'<p>a <span class="twemoji">{DRAWN}</span> b</p>'


def test_an_icon_takes_attributes_and_stands_in_links_and_headings(folder: Path) -> None:
    """As Material's own icons do in cards and buttons."""
    page = html("# :material-account:{ .lg .middle } T\n\n[:octicons-x-16: A](b.md)", folder)
    assert f'<span class="twemoji lg middle">{DRAWN}</span> T</h1>' in page
    assert f'<a href="b.md"><span class="twemoji">{DRAWN}</span> A</a>' in page


@pytest.mark.parametrize(
    "text",
    [
        ":material-nothing:",
        ":material-../x:",
        ":material-/etc/passwd:",
        ":fontawesome-github:",
        ":fontawesome-other-github:",
        ":other-account:",
        ":material-" + "a-" * 40 + "a:",
        ":material-" + "a" * 300 + ":",
    ],
)
def test_an_unknown_icon_stays_as_text(text: str, folder: Path) -> None:
    """Whatever its name looks like."""
    assert html(text, folder) == f"<p>{text}</p>"


def test_code_has_no_icons(folder: Path) -> None:
    """The name is what is meant there."""
    assert html("`:material-account:`", folder) == "<p><code>:material-account:</code></p>"


@pytest.mark.parametrize(
    "content",
    [
        "",
        "no picture",
        '<svg><path d="M1 2z"/></svg>',
        '<svg viewBox="0 0 24 24"></svg>',
        '<svg viewBox="0 0 24 24"><path d="M1 2z&quot; onload=&quot;x"/></svg>',
        '<svg viewBox="0 0 24 24">' + '<path d="M1 2z"/>' * 21 + "</svg>",
        ICON + " " * 20_001,
    ],
    ids=range(7),
)
def test_a_file_that_is_no_icon_is_not_drawn(content: str, folder: Path) -> None:
    """Without a box, an outline, or with too much of either."""
    (folder / "material/odd.svg").write_text(content)
    assert read_icon(folder, "material/odd.svg") is None


def test_an_icon_outside_its_folder_is_not_read(folder: Path, tmp_path: Path) -> None:
    """Neither through a link nor through a name that climbs."""
    (tmp_path / "secret.svg").write_text(ICON)
    (folder / "material/link.svg").symlink_to(tmp_path / "secret.svg")
    assert read_icon(folder, "material/link.svg") is None
    assert read_icon(folder, "../secret.svg") is None
    assert html(":material-link:", folder) == "<p>:material-link:</p>"


def test_a_folder_that_is_not_there_has_no_icons(tmp_path: Path) -> None:
    """Nothing raises."""
    assert html(":material-account:", tmp_path / "none") == "<p>:material-account:</p>"
