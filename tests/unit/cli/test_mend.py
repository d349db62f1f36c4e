"""`callboard check --fix` repairs what it was asked about, and shows what it does."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from callboard.cli.check import check
from callboard.cli.mend import diff
from callboard.crawl import open_checkouts
from callboard.errors import ConfigurationError, SourceError
from trees import write_tree

SHOP = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: shop
  tags: [Go]   # made of
spec: {type: service, lifecycle: experimental, owner: shopkeepers}
"""
MENDED = SHOP.replace("[Go]", "[go]").replace("owner: ", "owner: group:")
TEAM = """apiVersion: backstage.io/v1alpha1
kind: Group
metadata: {name: shopkeepers, tags: [Team]}
spec: {type: team, children: []}
"""


@pytest.fixture(name="shop")
def _shop(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    files = {".git/HEAD": "", "catalog-info.yaml": SHOP, "catalog/team.yaml": TEAM}
    folder = write_tree(tmp_path / "shop", files)
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str) -> Result:
    """Run the verb."""
    return CliRunner().invoke(check, arguments)


def test_fix_shows_and_writes_and_judges_what_is_there_afterwards(shop: Path) -> None:
    """A repair that makes another one possible is followed by it, and then nothing is wrong."""
    result = run("--fix")
    assert (shop / "catalog-info.yaml").read_text() == MENDED
    assert "tags: [team]" in (shop / "catalog" / "team.yaml").read_text()
    assert "-  tags: [Go]   # made of\n+  tags: [go]   # made of\n" in result.stdout
    assert "3 repairs made\n" in result.stdout
    assert result.exit_code == 0, result.output


def test_a_second_fix_changes_nothing(shop: Path) -> None:
    """The first one did all there was to do."""
    run("--fix")
    before = {path: path.stat().st_mtime_ns for path in shop.rglob("*.yaml")}
    result = run("--fix")
    assert "0 repairs made\n" in result.stdout
    assert {path: path.stat().st_mtime_ns for path in shop.rglob("*.yaml")} == before


@pytest.mark.parametrize("options", [["--diff"], ["--diff", "--fix"]])
def test_diff_writes_nothing(shop: Path, options: list[str]) -> None:
    """The status is that of the files as they are."""
    result = run(*options)
    assert (shop / "catalog-info.yaml").read_text() == SHOP
    assert "+  tags: [go]   # made of\n" in result.stdout
    assert "to make; --fix makes them\n" in result.stdout
    assert result.exit_code == 1


def test_only_what_was_asked_about_is_repaired(shop: Path) -> None:
    """A neighbour's file is read, for the groups that it defines, and not touched."""
    write_tree(shop, {"catalog/team.yaml": TEAM.replace("Team", "team"), "other/catalog-info.yaml": SHOP})
    run("--fix", "catalog-info.yaml")
    assert (shop / "catalog-info.yaml").read_text() == MENDED
    assert (shop / "other" / "catalog-info.yaml").read_text() == SHOP


def test_a_descriptor_that_is_passed_over_is_not_repaired(shop: Path) -> None:
    """Test data may be wrong on purpose."""
    write_tree(shop, {"tests/catalog-info.yaml": SHOP})
    run("--fix")
    assert (shop / "tests" / "catalog-info.yaml").read_text() == SHOP


def test_a_report_for_a_machine_has_standard_output_to_itself(shop: Path) -> None:
    """The changes are on standard error."""
    result = run("--fix", "--format", "json")
    assert json.loads(result.stdout)["findings"] == []
    assert "+  tags: [go]" in result.stderr


def test_a_repaired_file_keeps_its_mode(shop: Path) -> None:
    """Whoever could read it before can read it now, and nobody else."""
    (shop / "catalog-info.yaml").chmod(0o600)
    run("--fix")
    assert (shop / "catalog-info.yaml").stat().st_mode & 0o777 == 0o600


@pytest.mark.parametrize("path", ["link.yaml", "folder/catalog-info.yaml"])
def test_nothing_is_written_through_a_link_that_is_named(shop: Path, path: str) -> None:
    """Neither the last step of a path nor one before it may be a link."""
    outside = write_tree(shop.parent / "outside", {"catalog-info.yaml": SHOP})
    (shop / "link.yaml").symlink_to(outside / "catalog-info.yaml")
    (shop / "folder").symlink_to(outside)
    result = run("--fix", path)
    assert isinstance(result.exception, ConfigurationError)
    assert (outside / "catalog-info.yaml").read_text() == SHOP


def test_a_link_that_is_found_is_not_followed(shop: Path) -> None:
    """A repository cannot have a file outside it repaired."""
    outside = write_tree(shop.parent / "outside", {"catalog-info.yaml": SHOP})
    (shop / "catalog-info.yaml").unlink()
    (shop / "catalog-info.yaml").symlink_to(outside / "catalog-info.yaml")
    run("--fix")
    assert (outside / "catalog-info.yaml").read_text() == SHOP


def test_a_file_that_changed_meanwhile_is_not_overwritten(shop: Path) -> None:
    """What somebody else wrote, or put a link to in its place, stays."""
    checkouts = open_checkouts([shop], shop)
    with pytest.raises(SourceError, match="has changed since it was read"):
        checkouts.rewrite("shop", "catalog-info.yaml", b"other", b"new")
    (shop / "moved.yaml").write_text(SHOP)
    (shop / "catalog-info.yaml").unlink()
    (shop / "catalog-info.yaml").symlink_to("moved.yaml")
    with pytest.raises(SourceError, match="has changed since it was read"):
        checkouts.rewrite("shop", "catalog-info.yaml", SHOP.encode(), b"new")
    assert (shop / "moved.yaml").read_text() == SHOP


def test_a_write_protected_file_is_told_and_costs_no_neighbour(
    shop: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its findings remain; the other file is repaired."""
    monkeypatch.setattr(os, "access", lambda path, mode: "team" not in str(path))
    result = run("--fix")
    assert "catalog/team.yaml: not repaired: catalog/team.yaml is write-protected\n" in result.stdout
    assert "1 repair made\n" in result.stdout
    assert (shop / "catalog" / "team.yaml").read_text() == TEAM
    assert "[go]" in (shop / "catalog-info.yaml").read_text()
    assert result.exit_code == 1


def test_what_cannot_be_repaired_is_left_and_told(shop: Path) -> None:
    """A tag over two lines has no place where it could be edited."""
    write_tree(shop, {"catalog-info.yaml": SHOP.replace("[Go]", "[Front\n   End]")})
    result = run("--fix")
    assert "catalog-info.yaml:5: left for you: set metadata.tags.0 to front-end" in result.stdout
    assert result.exit_code == 1


def test_a_diff_commands_no_terminal() -> None:
    """Colours, cursor movements and commands of a CI runner in a file are text."""
    lines = list(diff("x", b"a: \x1b[31m\r\n::error::\r\nb\r\n", b"a: \x1b[31m\r\n::error::\r\nc\r\n"))
    assert lines[:2] == ["--- x", "+++ x"]
    assert "\x1b" not in "".join(lines)
    assert "::" not in "".join(lines)
    assert lines[-2:] == ["-b", "+c"]


def test_a_file_with_too_many_repairs_is_counted_instead_of_shown(shop: Path) -> None:
    """The repairs are made all the same."""
    tags = ", ".join(f"T{number}" for number in range(201))
    write_tree(shop, {"catalog-info.yaml": SHOP.replace("Go", tags)})
    result = run("--fix", "catalog-info.yaml")
    assert "catalog-info.yaml: 201 repairs, too many to show\n" in result.stdout
    assert "T" not in (shop / "catalog-info.yaml").read_text()
