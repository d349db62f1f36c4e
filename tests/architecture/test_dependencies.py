"""What the project depends on: bounded, pinned, explained, and from nowhere in particular."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

_LOCKS = ("requirements.lock", "requirements-test.lock")
_HOSTS = re.compile(r"pypi\.org|pythonhosted|npmjs|yarnpkg|crates\.io|\bghcr\.io|docker\.io", re.IGNORECASE)
_SKIPPED = {
    ".venv",
    ".git",
    ".hypothesis",
    "site",
    ".callboard",
    ".callboard-bench",
    "node_modules",
    "catalog",
}


def _required(settings: dict[str, Any], *groups: str) -> Iterator[Requirement]:
    lines = list(settings["project"]["dependencies"])
    for group in groups:
        lines += [line for line in settings["dependency-groups"][group] if isinstance(line, str)]
    return map(Requirement, lines)


def _pins(root: Path, lock: str) -> dict[str, set[str]]:
    pins: dict[str, set[str]] = {}
    for name, version in re.findall(
        r"^([\w.-]+)==([^\s;]+)", (root / lock).read_text(encoding="utf-8"), re.MULTILINE
    ):
        pins.setdefault(canonicalize_name(name), set()).add(version)
    return pins


def test_every_runtime_dependency_has_a_lower_and_an_upper_bound(settings: dict[str, Any]) -> None:
    """A user's fresh install next year takes nothing that nobody here has tried the major of."""
    loose = [
        str(wanted)
        for wanted in _required(settings)
        if not {">=", "<"} <= {bound.operator for bound in wanted.specifier}
    ]
    assert loose == []


@pytest.mark.parametrize(
    ("lock", "groups"), [(_LOCKS[0], ["build"]), (_LOCKS[1], ["build", "test"])], ids=["site", "test"]
)
def test_the_lock_pins_every_dependency_in_its_range(
    root: Path, settings: dict[str, Any], lock: str, groups: list[str]
) -> None:
    """Nobody changes a range and forgets `dev.py lock`."""
    pins = _pins(root, lock)
    assert [
        str(wanted)
        for wanted in _required(settings, *groups)
        if not any(
            wanted.specifier.contains(Version(pin)) for pin in pins.get(canonicalize_name(wanted.name), ())
        )
    ] == []


def test_both_locks_agree(root: Path) -> None:
    """What is tested is what the portal is built with."""
    tested = _pins(root, _LOCKS[1])
    assert {name: pins for name, pins in _pins(root, _LOCKS[0]).items() if tested.get(name) != pins} == {}


@pytest.mark.parametrize("lock", _LOCKS)
def test_every_pin_has_a_digest_and_no_address(root: Path, lock: str) -> None:
    """A lock says what to take, never where from: that is pip's own configuration."""
    text = (root / lock).read_text(encoding="utf-8")
    assert "://" not in text
    assert "--index" not in text
    pins = re.split(r"^(?=[\w.-]+==)", text, flags=re.MULTILINE)[1:]
    assert [pin.split()[0] for pin in pins if "--hash=sha256:" not in pin] == []


def test_every_dependency_is_explained(root: Path, settings: dict[str, Any]) -> None:
    """Each has its row in docs/explanation/dependencies.md, and no row is left of one that went."""
    page = (root / "docs" / "explanation" / "dependencies.md").read_text(encoding="utf-8")
    explained = {canonicalize_name(name) for name in re.findall(r"^\| `([\w.-]+)", page, re.MULTILINE)}
    extras = [line for lines in settings["project"]["optional-dependencies"].values() for line in lines]
    wanted = {canonicalize_name(one.name) for one in _required(settings, "build", "test")}
    assert explained == wanted | {canonicalize_name(Requirement(line).name) for line in extras}


def test_no_file_names_a_registry(root: Path) -> None:
    """A clone works behind anybody's mirror."""
    named = [
        str(path.relative_to(root))
        for path in _text_files(root)
        if path != Path(__file__) and _HOSTS.search(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert named == []


def _text_files(root: Path) -> Iterator[Path]:
    kinds = {".py", ".toml", ".md", ".yml", ".yaml", ".lock", ".json", ".txt", ".sh", ".html", ".js", ""}
    for folder, folders, files in os.walk(root):
        folders[:] = sorted(name for name in folders if name not in _SKIPPED and not name.endswith("_cache"))
        yield from (path for path in map(Path(folder).joinpath, sorted(files)) if path.suffix in kinds)
