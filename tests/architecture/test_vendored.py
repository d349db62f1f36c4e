"""Files of others that the project carries are the ones that it says they are."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

import pytest


@pytest.fixture(name="folder")
def _folder(root: Path) -> Path:
    return root / "overrides" / "assets" / "callboard" / "vendor"


def test_every_vendored_file_is_listed_with_its_licence(folder: Path) -> None:
    """Nothing lies there that the manifest does not name, and each name has its licence beside it."""
    manifest = json.loads((folder / "manifest.json").read_text("utf-8"))
    licences = {f"{name.removesuffix('.min.js')}.LICENSE" for name in manifest}
    assert {path.name for path in folder.iterdir()} == {*manifest, *licences, "manifest.json"}
    for name in licences:
        assert "Copyright" in (folder / name).read_text("utf-8")


def test_vendored_files_are_unchanged(folder: Path) -> None:
    """Size and digest are those of the release."""
    for name, told in json.loads((folder / "manifest.json").read_text("utf-8")).items():
        data = (folder / name).read_bytes()
        assert (len(data), hashlib.sha256(data).hexdigest()) == (told["bytes"], told["sha256"]), name
        assert told["version"] in name
        assert told["licence"] == "MIT"


def test_every_vendored_file_is_explained(folder: Path, root: Path) -> None:
    """Beside the packages: what it is for, and which release it is."""
    page = (root / "docs" / "explanation" / "dependencies.md").read_text("utf-8").lower()
    names = [
        name.removesuffix(".min.js") for name in json.loads((folder / "manifest.json").read_text("utf-8"))
    ]
    assert [name for name in names if f"| {' '.join(name.rsplit('-', 1))} |" not in page] == []


def test_scripts_ask_for_the_vendored_file(folder: Path) -> None:
    """The name of the release stands in one script, and nobody renews one without the other."""
    script = (folder.parent / "docs.js").read_text("utf-8")
    assert all(
        f"vendor/{name}" in script for name in json.loads((folder / "manifest.json").read_text("utf-8"))
    )
