"""The recipes for continuous integration name what there is."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from callboard.cli.main import callboard
from callboard.descriptors import read_plain


@pytest.fixture
def hook(root: Path) -> dict[str, Any]:
    """The one hook that the repository offers."""
    (only,) = read_plain((root / ".pre-commit-hooks.yaml").read_bytes())  # type: ignore[misc]
    return dict(only)


@pytest.mark.parametrize(
    ("path", "is_checked"),
    [
        ("catalog-info.yaml", True),
        ("services/shop/catalog-info.yml", True),
        ("my-catalog-info.yaml", False),
        ("catalog-info.yaml.tmpl", False),
        ("docs/index.md", False),
    ],
)
def test_the_hook_is_for_descriptors(hook: dict[str, Any], path: str, *, is_checked: bool) -> None:
    """In the root and in folders, by either ending."""
    assert bool(re.search(hook["files"], path)) is is_checked


def test_the_hook_runs_a_verb_that_takes_files(hook: dict[str, Any]) -> None:
    """The names of changed files become its arguments."""
    program, verb = shlex.split(hook["entry"])
    assert (program, hook["pass_filenames"]) == ("callboard", True)
    assert any(parameter.nargs == -1 for parameter in callboard.commands[verb].params)


def test_every_command_in_the_recipes_is_one(root: Path) -> None:
    """Each option that they use is there, and each format."""
    text = (root / "docs/how-to/check-in-ci.md").read_text()
    check = callboard.commands["check"]
    options = {spelling for parameter in check.params for spelling in parameter.opts}
    commands = re.findall(r"callboard check (--.*)", text)
    assert len(commands) >= 4
    for command in commands:
        assert set(re.findall(r"--[a-z]+", command)) <= options
    (form,) = (parameter for parameter in check.params if "--format" in parameter.opts)
    assert set(re.findall(r"--format ([a-z]+)", text)) <= set(form.type.choices)  # type: ignore[attr-defined]


def test_the_recipe_names_the_hook(root: Path, hook: dict[str, Any]) -> None:
    """By its id."""
    assert f"- id: {hook['id']}" in (root / "docs/how-to/check-in-ci.md").read_text()
