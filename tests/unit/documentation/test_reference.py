"""The reference names everything there is, and nothing there is not."""

from __future__ import annotations

import re
from pathlib import Path

import click

from callboard.artifacts.documents import CATALOG_SCHEMA, ENTITY_SCHEMA, FINDINGS_SCHEMA, GRAPH_SCHEMA
from callboard.cli.main import callboard
from callboard.findings import RULES
from callboard.site.config import CallboardConfig


def _read(root: Path, name: str) -> str:
    return (root / "docs" / "reference" / name).read_text()


def test_every_rule_has_its_section_and_every_section_a_rule(root: Path) -> None:
    """The section says the level that the rule has."""
    sections = dict(
        re.findall(r"^### `([a-z-]+)`\n\n\*\*([a-z]+)\.\*\*", _read(root, "rules.md"), re.MULTILINE)
    )
    assert sections == {code: rule.level.value for code, rule in RULES.items()}


def test_every_option_has_its_section_and_every_section_an_option(root: Path) -> None:
    """The section says the default."""
    text = _read(root, "configuration.md")
    sections = re.findall(r"^## `([a-z_]+)`$", text, re.MULTILINE)
    assert sorted(sections) == sorted(name for name, _ in CallboardConfig._schema)
    for name, option in CallboardConfig._schema:
        if isinstance(option.default, str | bool):
            section = text.split(f"## `{name}`", 1)[1].split("\n## ", 1)[0]
            assert re.search(rf"Default\s+`{str(option.default).lower()}`", section), name


def test_every_verb_and_option_of_the_command_line_is_described(root: Path) -> None:
    """Each verb has a section, and each of its options a row in it."""
    text = _read(root, "command-line.md")
    for name, command in callboard.commands.items():
        section = text.split(f"## `callboard {name}`", 1)[1].split("\n## ", 1)[0]
        for option in command.params:
            if isinstance(option, click.Option):
                assert all(f"`{spelling}" in section for spelling in option.opts), (name, option.opts)
        assert "Example: " in (command.help or ""), name


def test_every_schema_is_described(root: Path) -> None:
    """Who reads our files finds each schema's name."""
    text = _read(root, "files.md")
    for schema in (CATALOG_SCHEMA, ENTITY_SCHEMA, FINDINGS_SCHEMA, GRAPH_SCHEMA):
        assert f"`{schema}`" in text
