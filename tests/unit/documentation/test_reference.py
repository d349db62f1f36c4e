"""The reference names everything there is, and nothing there is not."""

from __future__ import annotations

import re
from pathlib import Path

import click

from callboard.artifacts.documents import CATALOG_SCHEMA, ENTITY_SCHEMA, FINDINGS_SCHEMA, GRAPH_SCHEMA
from callboard.cli.main import callboard
from callboard.crawl import VersionPatterns
from callboard.crawl.settings import SOURCE_OPTIONS
from callboard.findings import RULES
from callboard.site.config import CallboardConfig
from callboard.site.docs_options import DOCS_OPTIONS, read_docs_options


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


def test_every_option_of_the_docs_group_is_described(root: Path) -> None:
    """Each has an entry, which says the default where that is a number."""
    section = _read(root, "configuration.md").split("## `docs`", 1)[1].split("\n## ", 1)[0]
    entries = dict(re.findall(r"^- `([a-z_]+)`:(.*?)(?=^- |\Z)", section, re.MULTILINE | re.DOTALL))
    assert sorted(entries) == sorted(DOCS_OPTIONS)
    usual = read_docs_options({})
    numbers = {"history": usual.history, "versions": usual.versions.keep} | {
        name: getattr(usual.limits, name) for name in DOCS_OPTIONS if hasattr(usual.limits, name)
    }
    for name, number in numbers.items():
        assert re.search(rf"Default\s+`{number}`", entries[name]), name
    for name in VersionPatterns.__dataclass_fields__:
        assert f"`{name}`" in entries["versions"]


def test_every_option_of_a_source_is_described(root: Path) -> None:
    """Each type of source has a section, and each of its options a row in it."""
    text = _read(root, "sources.md")
    for name, options in SOURCE_OPTIONS.items():
        section = text.split(f"\n## `{name}`", 1)[1].split("\n## ", 1)[0]
        assert sorted(re.findall(r"^\| `([a-z_]+)` \|", section, re.MULTILINE)) == sorted(options)


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
