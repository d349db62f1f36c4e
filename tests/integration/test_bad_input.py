"""What an operator gets wrong: one clear sentence that names the place, and nothing else is lost."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from trees import write_tree

Build = Callable[[Path, str | Path], subprocess.CompletedProcess[str]]

GOOD = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: good}
spec: {type: library, lifecycle: production, owner: team}
"""


def findings(folder: Path) -> dict[str, str]:
    """Message by code of a built site's findings."""
    document = json.loads((folder / "site" / "api" / "findings.json").read_text())
    return {found["code"]: f"{found['origin']['path']}: {found['message']}" for found in document["findings"]}


def refused(done: subprocess.CompletedProcess[str], status: int, *words: str) -> None:
    """The run ended with this status, these words and no traceback."""
    assert done.returncode == status, done.stderr
    assert "Traceback" not in done.stderr
    assert all(word in done.stderr for word in words), done.stderr
    assert done.stderr.count("Error: ") == 1, done.stderr


def test_the_smallest_portal_builds(tmp_path: Path, build_minimal: Build) -> None:
    """A start page, four lines of configuration and a folder are enough, by relative or absolute path."""
    write_tree(tmp_path / "repositories", {"a/catalog-info.yaml": GOOD, "b/README.md": "# B\n"})
    for number, sources in enumerate(["../repositories", tmp_path / "repositories"]):
        folder = tmp_path / f"portal-{number}"
        done = build_minimal(folder, sources)
        assert done.returncode == 0, done.stderr
        assert (folder / "site" / "catalog" / "default" / "component" / "good" / "index.html").is_file()
        assert "repository-without-descriptor" in findings(folder)


def test_an_unreadable_source_costs_only_itself(tmp_path: Path, callboard) -> None:  # noqa: ANN001
    """The rest is published, the report names the source, and the status says degraded."""
    write_tree(
        tmp_path,
        {
            "mkdocs.yml": "site_name: X\ntheme: {name: material}\nplugins:\n  - callboard:\n      sources:\n"
            "        - directory: nowhere\n        - git: ./gone.git\n        - directory: repositories\n",
            "docs/index.md": "# X\n",
            "repositories/a/catalog-info.yaml": GOOD,
        },
    )
    done = callboard("build", "-f", tmp_path / "mkdocs.yml", "-d", tmp_path / "site")
    assert done.returncode == 3, done.stderr
    assert "directory: nowhere is failed: nowhere does not exist" in done.stderr
    assert "git: ./gone.git is failed" in done.stderr
    assert "Traceback" not in done.stderr
    assert (tmp_path / "site" / "catalog" / "default" / "component" / "good" / "index.html").is_file()
    assert "nowhere" in (tmp_path / "site" / "health" / "index.html").read_text()


@pytest.mark.parametrize(
    ("options", "words"),
    [
        ("{sources: missing.yaml}", ["missing.yaml does not exist", "create it"]),
        ("{souces: []}", ["souces", "did you mean sources"]),
        ("{sources: []}", ["no source is listed"]),
        ("{sources: [{direktory: x}]}", ["direktory", "did you mean directory"]),
        ("{sources: [{directory: x, brunch: main}]}", ["brunch", "did you mean branch"]),
        ("{sources: [{directory: x}], levels: {ref-unknwn: off}}", ["ref-unknwn"]),
        ("{sources: [{directory: x}], levels: {ref-unknown: fatal}}", ["fatal", "error, warn, info, off"]),
        ("{sources: 5}", ["sources"]),
        ("{sources: broken.yaml}", ["broken.yaml:3:1:"]),
    ],
)
def test_a_configuration_that_makes_no_sense_is_one_sentence(
    tmp_path: Path,
    callboard,  # noqa: ANN001
    options: str,
    words: list[str],
) -> None:
    """The option is named, with what was expected; the status is 2 and the old site stands."""
    write_tree(
        tmp_path,
        {
            "mkdocs.yml": f"site_name: X\ntheme: {{name: material}}\nplugins:\n  - callboard: {options}\n",
            "docs/index.md": "# X\n",
            "broken.yaml": "sources:\n  - [\n",
            "site/index.html": "old",
        },
    )
    refused(callboard("build", "-f", tmp_path / "mkdocs.yml", "-d", tmp_path / "site"), 2, *words)
    assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_a_missing_configuration_is_named(tmp_path: Path, callboard) -> None:  # noqa: ANN001
    """The sentence says which file is missing and how to name another."""
    refused(callboard("build", "-f", tmp_path / "mkdocs.yml"), 2, "mkdocs.yml does not exist", "-f")


def test_a_site_without_the_plugin_is_named(tmp_path: Path, callboard) -> None:  # noqa: ANN001
    """`callboard build` on an ordinary MkDocs site says what is missing."""
    write_tree(tmp_path, {"mkdocs.yml": "site_name: X\n", "docs/index.md": "# X\n"})
    refused(callboard("build", "-f", tmp_path / "mkdocs.yml"), 2, "does not use callboard")


def test_an_empty_organisation_still_has_a_portal(tmp_path: Path, build_minimal: Build) -> None:
    """An empty folder of repositories is a failed source, and every section is there all the same."""
    (tmp_path / "empty").mkdir()
    done = build_minimal(tmp_path, tmp_path / "empty")
    assert done.returncode == 3
    assert "holds no repositories" in done.stderr
    for section in ("catalog", "apis", "teams", "docs", "health"):
        assert (tmp_path / "site" / section / "index.html").is_file()


def test_an_empty_descriptor_is_a_finding(tmp_path: Path, build_minimal: Build) -> None:
    """A file of 0 bytes is named, and its neighbour is published."""
    write_tree(tmp_path / "repositories", {"a/catalog-info.yaml": "", "b/catalog-info.yaml": GOOD})
    done = build_minimal(tmp_path, "repositories")
    assert done.returncode == 0, done.stderr
    assert findings(tmp_path)["descriptor-empty"].startswith("catalog-info.yaml:")
    assert (tmp_path / "site" / "catalog" / "default" / "component" / "good" / "index.html").is_file()


def test_strict_keeps_the_old_site(tmp_path: Path, callboard) -> None:  # noqa: ANN001
    """With --strict a finding at error level publishes nothing and ends with status 4."""
    write_tree(
        tmp_path,
        {
            "mkdocs.yml": "site_name: X\ntheme: {name: material}\nplugins:\n  - callboard:\n"
            "      sources: [{directory: repositories}]\n",
            "docs/index.md": "# X\n",
            "repositories/a/catalog-info.yaml": GOOD.replace("owner: team", "owner: team, system: nowhere"),
            "site/index.html": "old",
        },
    )
    done = callboard("build", "--strict", "-f", tmp_path / "mkdocs.yml", "-d", tmp_path / "site")
    assert done.returncode == 4, done.stderr
    assert (tmp_path / "site" / "index.html").read_text() == "old"
    assert not (tmp_path / ".site.new").exists()


def test_a_page_of_the_operator_wins(tmp_path: Path, build_minimal: Build) -> None:
    """A page of the operator's own at a portal address is kept, with a warning."""
    write_tree(tmp_path, {"repositories/a/catalog-info.yaml": GOOD, "docs/teams/index.md": "# Our teams\n"})
    done = build_minimal(tmp_path, "repositories")
    assert done.returncode == 0
    assert "teams/ is a page of your own" in done.stderr
    assert "Our teams" in (tmp_path / "site" / "teams" / "index.html").read_text()


def test_a_mistake_on_a_page_of_the_operator_is_one_sentence(tmp_path: Path, callboard) -> None:  # noqa: ANN001
    """A page that MkDocs cannot build is named, and the old site stands."""
    write_tree(
        tmp_path,
        {
            "mkdocs.yml": "site_name: X\ntheme: {name: material}\nplugins:\n  - callboard:\n"
            "      sources: [{directory: repositories}]\n",
            "docs/index.md": "---\ntemplate: nowhere.html\n---\n# X\n",
            "repositories/a/catalog-info.yaml": GOOD,
            "site/index.html": "old",
        },
    )
    refused(callboard("build", "-f", tmp_path / "mkdocs.yml", "-d", tmp_path / "site"), 4, "nowhere.html")
    assert (tmp_path / "site" / "index.html").read_text() == "old"


def test_mkdocs_itself_says_it_in_a_sentence_too(tmp_path: Path) -> None:
    """`mkdocs build` ends with our words and no traceback."""
    write_tree(
        tmp_path,
        {
            "mkdocs.yml": "site_name: X\ntheme: {name: material}\nplugins:\n  - callboard: {sources: gone.yaml}\n",
            "docs/index.md": "# X\n",
        },
    )
    command = [sys.executable, "-m", "mkdocs", "build", "-q", "-f", str(tmp_path / "mkdocs.yml")]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "gone.yaml does not exist" in done.stderr
    assert "Traceback" not in done.stderr
