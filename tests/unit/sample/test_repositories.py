"""What the demonstration promises of its repositories' files, checked without the product."""

from __future__ import annotations

import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree as ET

import pytest

from unit.sample.organisation import REPOSITORIES, markdown_files, read_yaml

LINK = re.compile(r"!?\[[^\]]*\]\(([^)\s]+)\)")
HEADING = re.compile(r"^#{1,6} (.+)$", re.MULTILINE)
FENCE = re.compile(r"^( *)```.*?^\1```", re.MULTILINE | re.DOTALL)


def prose(path: Path) -> str:
    """Return a page's text without its code blocks."""
    return FENCE.sub("", path.read_text(encoding="utf-8"))


def anchors(path: Path) -> set[str]:
    """Return the anchors of a page's headings, as Python-Markdown makes them."""
    plain = (re.sub(r"[^\w\s-]", "", title).strip().lower() for title in HEADING.findall(prose(path)))
    return {re.sub(r"[-\s]+", "-", title) for title in plain}


def relative_links() -> list[tuple[Path, str]]:
    """Return every relative link and image of the repositories' Markdown, with its page."""
    return [
        (page, target)
        for page in markdown_files()
        for target in LINK.findall(prose(page))
        if "://" not in target and not target.startswith("mailto:")
    ]


def test_there_are_links_to_check() -> None:
    """The pages link one another, images and anchors, so the checks below look at something."""
    targets = [target for _, target in relative_links()]
    assert len(targets) > 40
    assert any(target.endswith(".svg") for target in targets)
    assert any(target.endswith(".png") for target in targets)
    assert any("#" in target for target in targets)


@pytest.mark.parametrize(("page", "target"), relative_links())
def test_relative_links_resolve(page: Path, target: str) -> None:
    """A relative link leads to a file of the same repository, and its anchor to a heading there."""
    address, _, anchor = unquote(target).partition("#")
    aim = (page.parent / address).resolve() if address else page
    repository = REPOSITORIES / page.relative_to(REPOSITORIES).parts[0]
    assert aim.exists()
    assert aim.is_relative_to(repository)
    assert not anchor or anchor in anchors(aim)


@pytest.mark.parametrize("page", markdown_files())
def test_every_page_begins_with_its_only_title(page: Path) -> None:
    """A page has one first-level heading, on its first line."""
    text = prose(page)
    assert text.startswith("# ")
    assert len(re.findall(r"^# ", text, re.MULTILINE)) == 1


def test_navigation_names_files_that_exist() -> None:
    """Every entry of a repository's own navigation is a page of its docs, and every page is in it."""
    for config in sorted(REPOSITORIES.rglob("mkdocs.yml")):
        (document,) = read_yaml(config)
        docs = config.parent / "docs"
        named = set(re.findall(r"[\w./-]+\.md", str(document["nav"])))
        assert named == {path.relative_to(docs).as_posix() for path in docs.rglob("*.md")}, config


def test_documentation_comes_in_three_shapes() -> None:
    """Some repositories order their pages, some only have a docs folder, and one has nothing but a README."""
    ordered = {path.parent for path in REPOSITORIES.rglob("mkdocs.yml")}
    with_docs = {path.parent for path in REPOSITORIES.rglob("docs") if "skeleton" not in path.parts}
    assert len(ordered) >= 2
    assert len(with_docs - ordered) >= 2
    assert [path.name for path in REPOSITORIES.glob("settlement-worker/**/*.md")] == ["README.md"]


def test_the_service_without_a_runbook_link_has_no_runbook_page_either() -> None:
    """`shipping-service` shows the portal's complaint without contradicting it."""
    assert not list(REPOSITORIES.glob("shipping-service/**/*runbook*"))
    assert len(list(REPOSITORIES.rglob("docs/runbook.md"))) >= 6


def test_drawings_are_inert() -> None:
    """SVG images hold shapes and text only: no script, no event, nothing from elsewhere."""
    drawings = sorted(REPOSITORIES.rglob("*.svg"))
    assert drawings
    for drawing in drawings:
        for node in ET.parse(drawing).iter():
            assert node.tag.rpartition("}")[2] not in {"script", "foreignObject", "image", "use"}
            assert not [name for name in node.attrib if name.startswith("on") or name.endswith("href")]


@pytest.mark.parametrize(
    "path",
    [
        "payment-service/CODEOWNERS",
        "payment-service/Dockerfile",
        "payment-service/charts/payment-service/Chart.yaml",
        "payment-service/docs/adr/0001-transactional-outbox.md",
        "payment-service/.github/workflows/deploy.yaml",
        "platform-workflows/.github/workflows/go-service-deploy.yaml",
        "terraform-modules/modules/rds-postgres/variables.tf",
        "notification-service/.backstage/catalog-info.yaml",
        "storefront/packages/gateway/catalog-info.yaml",
        "golden-paths/templates/go-microservice/skeleton/catalog-info.yaml",
        "golden-paths/templates/go-microservice/skeleton/charts/${{values.name}}/Chart.yaml",
    ],
)
def test_the_paved_road_is_on_show(path: str) -> None:
    """Each kind of file later screens read has its example."""
    assert (REPOSITORIES / path).is_file()


def test_the_database_comes_from_the_shared_module() -> None:
    """The payment service sets only variables the shared module declares, and refers to it by tag."""
    use = (REPOSITORIES / "payment-service/terraform/main.tf").read_text(encoding="utf-8")
    declared = (REPOSITORIES / "terraform-modules/modules/rds-postgres/variables.tf").read_text(
        encoding="utf-8"
    )
    assert "terraform-modules.git//modules/rds-postgres?ref=v2.3.0" in use
    block = use.split("\n}", 1)[0]
    given = set(re.findall(r"^  (\w+) += ", block, re.MULTILINE)) - {"source"}
    assert len(given) == 7
    assert given <= set(re.findall(r'^variable "(\w+)"', declared, re.MULTILINE))


def test_pipelines_give_the_shared_workflow_what_it_needs() -> None:
    """Every deployment passes all required inputs of the reusable workflow, and no unknown one."""
    shared = REPOSITORIES / "platform-workflows/.github/workflows/go-service-deploy.yaml"
    inputs = read_yaml(shared)[0]["on"]["workflow_call"]["inputs"]
    required = {name for name, value in inputs.items() if value.get("required")}
    callers = sorted(REPOSITORIES.glob("*/.github/workflows/deploy.yaml"))
    assert len(callers) >= 2
    for caller in callers:
        job = read_yaml(caller)[0]["jobs"]["deploy"]
        assert job["uses"].startswith("acme/platform-workflows/.github/workflows/go-service-deploy.yaml@")
        assert required <= set(job["with"]) <= set(inputs)
        chart = caller.parents[2] / job["with"]["helm-chart-path"]
        assert (chart / "Chart.yaml").is_file(), chart
