"""Documentation of a git repository with a past: dates, freshness and versions side by side."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Callable
from pathlib import Path

import lxml.html
import pytest

from integration.site_checks import dead_links, pages
from trees import write_tree

pytestmark = pytest.mark.git

CONFIGURATION = """site_name: Git
theme: {name: material, font: false}
plugins:
  - callboard:
      sources: [{git: ./pay, url: "https://github.com/acme/pay"}]
      docs: {versions: {tags: ["v*"], branches: ["release/*"], keep: 2}}
"""
DESCRIPTOR = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata: {name: pay}
spec: {type: library, lifecycle: production, owner: team}
"""
ROOT = "docs/default/component/pay/"


@pytest.fixture(name="folder", scope="module")
def _folder(tmp_path_factory: pytest.TempPathFactory, git_program: str) -> Path:
    """A repository with three tags, a release branch, and code that moved on without its documentation."""
    folder = tmp_path_factory.mktemp("versions")
    pay = folder / "pay"

    def git(*arguments: str, day: str = "2026-01-01") -> None:
        person = {"NAME": "Test", "EMAIL": "test@acme.example", "DATE": f"{day}T12:00:00Z"}
        environment = {
            f"GIT_{who}_{what}": value for who in ("AUTHOR", "COMMITTER") for what, value in person.items()
        }
        environment |= {"PATH": os.environ["PATH"], "HOME": str(folder), "GIT_CONFIG_NOSYSTEM": "1"}
        subprocess.run([git_program, *arguments], cwd=pay, env=environment, check=True, capture_output=True)

    def commit(day: str, files: dict[str, str]) -> None:
        write_tree(pay, files)
        git("add", ".")
        git("commit", "--quiet", "-m", day, day=day)

    write_tree(
        folder, {"mkdocs.yml": CONFIGURATION, "docs/index.md": "# Git\n", "pay/catalog-info.yaml": DESCRIPTOR}
    )
    git("init", "--quiet", "--initial-branch=trunk")
    commit(
        "2025-01-01",
        {"docs/index.md": "# Pay one\n\n[gone](gone.md) [guide](guide.md)\n", "docs/guide.md": "# Guide\n"},
    )
    git("tag", "v1.0")
    git("tag", "v1.10")
    git("branch", "release/2")
    commit(
        "2025-06-01", {"docs/index.md": "# Pay two\n\n[guide](guide.md) {{ git_revision_date_localized }}\n"}
    )
    git("tag", "nightly")
    commit("2026-01-15", {"src/main.py": "print()\n"})
    return folder


@pytest.fixture(name="site", scope="module")
def _site(folder: Path, callboard: Callable[..., subprocess.CompletedProcess[str]]) -> Path:
    done = callboard("build", "-f", folder / "mkdocs.yml", "-d", folder / "site")
    assert done.returncode == 0, done.stderr
    return folder / "site"


def article(site: Path, address: str) -> lxml.html.HtmlElement:
    """The documentation page at an address."""
    root = lxml.html.fromstring((site / address / "index.html").read_bytes())
    (found,) = root.xpath("//article")
    return found


def test_the_newest_versions_stand_beside_the_default_branch(site: Path) -> None:
    """As many as are kept, newest first; others are not published, and the palette leads to none of them."""
    published = {page.address for page in pages(site) if page.address.startswith(f"{ROOT}@")}
    assert published == {
        f"{ROOT}@{version}/{page}" for version in ("release-2", "v1.10") for page in ("", "guide/")
    }
    assert "Pay one" in article(site, f"{ROOT}@v1.10/").text_content()
    assert "Pay two" in article(site, ROOT).text_content()
    assert "@v1.10" not in (site / "api" / "search-index.js").read_text()


def test_a_reader_gets_from_one_version_to_another(site: Path) -> None:
    """The selector has them all; an old page says that it is one and is not for search engines."""
    hrefs = {link.get("href") for link in article(site, ROOT).xpath(".//a")}
    assert {"@v1.10/", "@release-2/"} <= hrefs
    old = lxml.html.fromstring((site / ROOT / "@v1.10" / "guide" / "index.html").read_bytes())
    assert old.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "../../guide/" in old.xpath("//article//a/@href")
    assert not [found for found in dead_links(site) if ROOT in found]


def test_pages_say_when_they_changed_and_that_their_code_did_since(site: Path) -> None:
    """From git, in the strip, in the text where it asks for the date, and in the index."""
    current = article(site, ROOT)
    assert current.xpath(".//time/@datetime").count("2025-06-01") >= 2
    assert "1 June 2025" in current.text_content()
    assert "15 Jan 2026" in current.text_content()
    assert "2025-01-01" in article(site, f"{ROOT}guide/").xpath(".//time/@datetime")
    assert "2025-06-01" in (site / "docs" / "index.html").read_text()


def test_what_is_wrong_in_an_old_version_is_nobodys_problem_now(site: Path) -> None:
    """Its dead link is marked on its page, and not among the findings."""
    assert article(site, f"{ROOT}@v1.10/").xpath(".//*[@class='cb-dead-link']")
    assert "docs-link" not in (site / "api" / "findings.json").read_text()


def test_a_second_build_makes_the_same_site(
    folder: Path, site: Path, callboard: Callable[..., subprocess.CompletedProcess[str]]
) -> None:
    """From what was kept of the first, without anything to ask for."""
    done = callboard("build", "--offline", "-f", folder / "mkdocs.yml", "-d", folder / "again")
    assert done.returncode in {0, 3}, done.stderr
    for page in pages(site):
        if page.address.startswith(ROOT):
            assert (folder / "again" / page.path.relative_to(site)).read_bytes() == page.path.read_bytes()
