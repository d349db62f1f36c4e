"""The live preview of one repository."""

from __future__ import annotations

import http.server
import json
import threading
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from integration.previewing import serving
from trees import write_tree

PAGE = "catalog/default/component/pay/"
DOCS = "docs/default/component/pay/"
DESCRIPTOR = """apiVersion: backstage.io/v1alpha1
kind: Component
metadata:
  name: pay
  title: Pay
  annotations: {backstage.io/techdocs-ref: "dir:."}
spec:
  type: library
  lifecycle: production
  owner: till-team
  system: shop
  dependsOn: [component:ledger]
"""


def row(kind: str, name: str, title: str, **relations: str) -> dict[str, object]:
    """A row of a published catalog."""
    return {
        "ref": f"{kind.lower()}:default/{name}",
        "kind": kind,
        "namespace": "default",
        "name": name,
        "title": title,
        "type": "service",
        "lifecycle": "production",
        "description": "",
        "tags": [],
        "origin": {"repository": name, "path": "catalog-info.yaml", "line": 1, "column": 1, "commit": ""},
        "page": f"catalog/default/{kind.lower()}/{name}/",
        "relations": [{"type": type_, "target": target} for type_, target in relations.items()],
    }


CATALOG = {
    "schema": "callboard/catalog/v1",
    "generator": "callboard",
    "repositories": {},
    "entities": [
        row(
            "Component",
            "ledger",
            "The Ledger",
            ownedBy="group:default/books",
            dependsOn="component:default/other",
        ),
        row("Component", "other", "Somebody Else"),
        row("Component", "search", "The Search"),
        row("Group", "books", "Keepers of Books"),
        row("Group", "till-team", "The Tills"),
        row("System", "shop", "The Shop"),
    ],
}


@pytest.fixture(name="repository")
def _repository(tmp_path: Path) -> Path:
    write_tree(tmp_path, {"portal/api/catalog.json": json.dumps(CATALOG)})
    return write_tree(
        tmp_path / "pay",
        {
            ".git/HEAD": "ref: refs/heads/main\n",
            "catalog-info.yaml": DESCRIPTOR,
            # Of a repository, not of a portal.
            "mkdocs.yml": "site_name: Pay\n",
            "docs/index.md": "# Pay\n\nUses [the search](entity:component:search).\n",
            "docs/setup.md": "# Setup\n\nBefore\n",
        },
    )


@pytest.fixture(name="published")
def _published(tmp_path: Path) -> Iterator[str]:
    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    handler = partial(Quiet, directory=str(tmp_path))
    with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_address[1]}/portal/"
        server.shutdown()


def test_what_is_saved_shows(repository: Path) -> None:
    """In documentation, new pages and new folders among it, and in the descriptor."""
    with serving(repository) as preview:
        assert preview.shows(f"{DOCS}setup/", "<p>Before</p>")
        (repository / "docs" / "setup.md").write_text("# Setup\n\nAfter\n")
        assert preview.shows(f"{DOCS}setup/", "<p>After</p>")
        write_tree(repository / "docs" / "more", {"deep.md": "# Deep\n\nFirst\n"})
        assert preview.shows(f"{DOCS}more/deep/", "<p>First</p>")
        write_tree(repository / "docs" / "more", {"deep.md": "# Deep\n\nSecond\n"})
        assert preview.shows(f"{DOCS}more/deep/", "<p>Second</p>")
        (repository / "catalog-info.yaml").write_text(DESCRIPTOR.replace("title: Pay", "title: Payments"))
        assert preview.shows(PAGE, "<h1>Payments</h1>")
        (repository / "docs" / "setup.md").unlink()
        assert preview.hides(DOCS, "setup/")
        assert not preview.page(f"{DOCS}setup/")


def test_looking_for_changes_finds_them(repository: Path) -> None:
    """Where the system tells of none."""
    with serving(repository, "--poll") as preview:
        assert preview.shows(f"{DOCS}setup/", "<p>Before</p>")
        (repository / "docs" / "setup.md").write_text("# Setup\n\nAfter, and found\n")
        assert preview.shows(f"{DOCS}setup/", "<p>After, and found</p>")


def test_what_is_elsewhere_leads_to_the_portal(repository: Path, published: str) -> None:
    """With its title and owner, but for nothing more than the repository names."""
    with serving(repository, "--catalog", f"{published}api/catalog.json") as preview:
        assert preview.shows(PAGE, "The Ledger")
        page = preview.page(PAGE)
        for kind, name, title in (
            ("group", "till-team", "The Tills"),
            ("system", "shop", "The Shop"),
            ("component", "ledger", "The Ledger"),
        ):
            assert title in page
            assert f'href="{published}catalog/default/{kind}/{name}/"' in page
        assert f'href="{published}catalog/default/component/search/"' in preview.page(DOCS)
        # Scripts know local addresses only.
        assert f"{published}catalog/default/component/ledger/" in preview.page(
            "catalog/default/component/ledger/"
        )
        held = {each["ref"]: each for each in json.loads(preview.page("api/catalog.json"))["entities"]}
        assert {ref.removeprefix("component:default/") for ref in held if ref.startswith("component")} == {
            "ledger",
            "pay",
            "search",
        }
        assert {"type": "ownedBy", "target": "group:default/books"} in held["component:default/ledger"][
            "relations"
        ]
        assert "ref-unknown" not in preview.said()
        # Defined here, it is no longer elsewhere.
        own = DESCRIPTOR.replace("name: pay", "name: ledger").replace("title: Pay", "title: The Ledger")
        (repository / "catalog-info.yaml").write_text(f"{DESCRIPTOR}---\n{own}")
        assert preview.shows("catalog/default/component/ledger/", "<h1>The Ledger</h1>")
        assert preview.shows(PAGE, 'href="../ledger/"')


def test_a_file_of_a_catalog_will_do(repository: Path, tmp_path: Path) -> None:
    """What is elsewhere then has a page of its own in the preview; a new catalog is read at the next change."""
    catalog = tmp_path / "portal" / "api" / "catalog.json"
    with serving(repository, "--catalog", str(catalog)) as preview:
        assert preview.shows("catalog/default/component/ledger/", "Keepers of Books")
        assert preview.shows("catalog/default/component/search/", "The Search")
        assert 'href="../ledger/"' in preview.page(PAGE)
        catalog.write_text(json.dumps(CATALOG).replace("The Ledger", "The Great Ledger"))
        (repository / "docs" / "setup.md").write_text("# Setup\n\nAfter\n")
        assert preview.shows(PAGE, "The Great Ledger")


def test_findings_come_and_go(repository: Path, published: str) -> None:
    """The terminal tells each once, where it is, and when it is mended; the server goes on."""
    descriptor, page = repository / "catalog-info.yaml", repository / "docs" / "setup.md"
    with serving(repository, "--catalog", f"{published}api/catalog.json") as preview:
        assert preview.says("Serving http")
        descriptor.write_text(DESCRIPTOR.replace("component:ledger", "component:legder"))
        assert preview.says(
            "catalog-info.yaml:12:15 error ref-unknown component:legder is not in the catalog"
        )
        assert preview.says("    12 |   dependsOn: [component:legder]")
        page.write_text("# Setup\n\n[Nowhere](nowhere.md)\n")
        assert preview.says("docs/setup.md:3")
        assert preview.said().count("catalog-info.yaml:12:15") == 1
        descriptor.write_text("kind: [")
        assert preview.says("yaml-syntax")
        descriptor.write_text(DESCRIPTOR)
        assert preview.shows(PAGE, "<h1>Pay</h1>")
        assert preview.says("mended: catalog-info.yaml")
        page.write_bytes(b"# Setup\n\n\xff\xfe\0 still here\n")
        assert preview.shows(f"{DOCS}setup/", "still here")
        assert "Traceback" not in preview.said()


def test_a_folder_of_a_repository_may_be_named(repository: Path, tmp_path: Path) -> None:
    """From anywhere; findings have the path that a person there would type."""
    (repository / "docs" / "setup.md").write_text("# Setup\n\n[Nowhere](nowhere.md)\n")
    with serving(tmp_path, "--repository", "pay") as preview:
        assert preview.says("pay/docs/setup.md:3")
        assert preview.shows(f"{DOCS}setup/", "Nowhere")


def test_nothing_is_left_behind(repository: Path, tmp_path: Path) -> None:
    """Neither in the repository nor beside it, when the preview is told to end."""
    before = {path.relative_to(repository) for path in repository.rglob("*")}
    with serving(repository) as preview:
        assert preview.shows(f"{DOCS}setup/", "<p>Before</p>")
        assert list(tmp_path.glob("callboard_*"))
    assert preview.process.returncode == 0
    assert not list(tmp_path.glob("callboard_*"))
    assert {path.relative_to(repository) for path in repository.rglob("*")} == before
