"""The live preview of a whole portal."""

from __future__ import annotations

import os
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from integration.previewing import serving
from trees import write_tree

PAGE = "catalog/default/component/pay/"
DESCRIPTOR = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: pay, title: NAME}
spec: {type: library, lifecycle: production, owner: team}
"""


@pytest.fixture(name="portal")
def _portal(tmp_path: Path) -> Path:
    return write_tree(
        tmp_path / "portal",
        {
            "mkdocs.yml": "site_name: First\ntheme: {name: material, font: false}\n"
            "plugins: [{callboard: {sources: [{directory: repositories}]}}]\n",
            "docs/index.md": "# X\n",
            "docs/guide.md": "# Guide\n\nBefore\n",
            "repositories/a/catalog-info.yaml": DESCRIPTOR.replace("NAME", "Before"),
        },
    )


def test_what_is_saved_shows(portal: Path) -> None:
    """Pages follow a repository's descriptor and documentation, a new repository, and the operator's own pages."""
    descriptor = portal / "repositories" / "a" / "catalog-info.yaml"
    with serving(portal) as preview:
        assert preview.shows(PAGE, "<h1>Before</h1>")
        descriptor.write_text(DESCRIPTOR.replace("NAME", "After"))
        assert preview.shows(PAGE, "<h1>After</h1>")
        write_tree(portal / "repositories" / "b", {"catalog-info.yaml": DESCRIPTOR.replace("pay", "till")})
        assert preview.shows("catalog/default/component/till/", "<h1>NAME</h1>")
        # A folder that is new is watched like those that were there.
        write_tree(portal / "repositories" / "b", {"catalog-info.yaml": DESCRIPTOR.replace("pay", "desk")})
        assert preview.shows("catalog/default/component/desk/", "<h1>NAME</h1>")
        assert preview.hides("catalog/", "default/component/till/")
        assert not preview.page("catalog/default/component/till/")
        (portal / "docs" / "guide.md").write_text("# Guide\n\nLater\n")
        assert preview.shows("guide/", "<p>Later</p>")
        assert "/livereload/" in preview.page("guide/")


def test_the_start_page_follows_the_catalog(portal: Path) -> None:
    """Its overview counts what there is, although nothing of the operator's has changed."""
    with serving(portal) as preview:
        assert preview.shows("", "catalog/?kind=component")
        before = preview.page("")
        group = DESCRIPTOR.replace("Component", "Group").replace("pay", "team").replace("library", "team")
        group = group.replace("spec: {", "spec: {children: [], ")
        write_tree(portal / "repositories" / "a", {"catalog-info.yaml": f"{DESCRIPTOR}---\n{group}"})
        assert preview.shows("", "catalog/?kind=group")
        assert "catalog/?kind=group" not in before


def test_a_mistake_leaves_the_last_good_site(portal: Path) -> None:
    """It is told in one sentence, and what is mended shows."""
    configuration = portal / "mkdocs.yml"
    good = configuration.read_text()
    with serving(portal) as preview:
        assert preview.shows("", "First")
        configuration.write_text(good.replace("sources:", "sauces:"))
        assert preview.says("callboard has no such option; did you mean sources?")
        assert "the last good site is still served" in preview.said()
        assert "Traceback" not in preview.said()
        assert "<h1>Before</h1>" in preview.page(PAGE)
        configuration.write_text(good.replace("First", "Second"))
        assert preview.shows("", "Second")
        (portal / "repositories" / "a" / "catalog-info.yaml").write_text("kind: [")
        assert preview.shows("health/", "yaml-syntax")


def test_an_address_in_use_is_a_sentence(portal: Path) -> None:
    """Nobody waits for a build to learn it."""
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        status, said = _run(portal, "--address", f"127.0.0.1:{port}")
    assert status == 2
    assert said.startswith(f"Error: 127.0.0.1:{port} cannot be served at: ")
    assert len(said.splitlines()) == 1


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("-f", "mkdocs.yml", "--repository", "."), "-f serves a whole portal"),
        (("--address", "8000"), "--address 8000: expected host:port"),
        (("--repository", "nowhere"), "--repository nowhere: does not exist"),
        (("--catalog", "mkdocs.yml"), "--catalog mkdocs.yml: this is no catalog.json"),
        (("-f", "nowhere.yml"), "nowhere.yml does not exist"),
    ],
)
def test_what_makes_no_sense_is_a_sentence(portal: Path, options: tuple[str, ...], sentence: str) -> None:
    """With the status of a command that cannot be used."""
    status, said = _run(portal, *options)
    assert status == 2
    assert said.startswith(f"Error: {sentence}")


def _run(folder: Path, *options: str) -> tuple[int, str]:
    path = os.pathsep.join(str(Path(place).resolve()) for place in sys.path if place)
    done = subprocess.run(
        [sys.executable, "-m", "callboard", "serve", *options],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
        timeout=90,
    )
    return done.returncode, done.stderr
