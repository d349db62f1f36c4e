"""Which entity has documentation, and where it lies."""

from __future__ import annotations

from callboard.docs import DocsLibrary, NavItem
from unit.docs.repositories import REF, build, entity, first_text, texts


def owners(library: DocsLibrary) -> dict[str, list[str]]:
    """The files of each entity's pages."""
    return {ref.name: [page.path for page in docs.pages] for ref, docs in library.sets.items()}


def test_a_docs_folder_beside_the_descriptor_belongs_to_its_entity() -> None:
    """Nobody has to annotate anything."""
    library = build({"docs/index.md": "# Shop", "docs/run.md": "# Run", "other/x.md": "x"})
    assert owners(library) == {"shop": ["docs/index.md", "docs/run.md"]}
    assert not library.findings


def test_without_a_docs_folder_the_readme_is_the_documentation() -> None:
    """Every entity with any text gets docs."""
    assert owners(build({"README.md": "# Shop", "x/y.md": "no"})) == {"shop": ["README.md"]}


def test_a_readme_may_be_restructured_text() -> None:
    """Its title is the page's, its markup is rendered, and what is raw in it is text."""
    library = build({"README.rst": "The :ref:`Shop <x>`\n===================\n\n**bold** <b>\n"})
    (page,) = library.sets[entity().ref].pages
    assert page.title == "The Shop"
    assert "<strong>bold</strong> &lt;b&gt;" in first_text(library.sets[entity().ref])


def test_a_readme_that_is_plain_text_is_shown_as_written() -> None:
    """Line by line."""
    library = build({"README.txt": "Shop\n====\n<b>\n"})
    assert "Shop\n====\n&lt;b&gt;" in first_text(library.sets[entity().ref])


def test_sphinx_documentation_has_the_navigation_of_its_toctrees() -> None:
    """Titles come from the pages, the order from the toctree, and a kept set keeps it."""
    library = build(
        {
            "docs/index.rst": "Shop\n====\n\n.. toctree::\n\n   b\n   First <a>\n",
            "docs/a.rst": "A\n=\n\n:doc:`b`\n",
            "docs/b.rst": "####\nBee \n####\n\n.. automodule:: x\n",
        }
    )
    docs = library.sets[entity().ref]
    assert docs.navigation == (NavItem("Shop", ""), NavItem("Bee", "b/"), NavItem("First", "a/"))
    assert 'href="../b/"' in texts(docs)["docs/a.rst"]
    assert [found.code for found in library.findings] == ["docs-markup"]


def test_the_annotation_names_a_folder_relative_to_the_descriptor() -> None:
    """`dir:../b` of `a/catalog-info.yaml` is the folder `b`."""
    one = entity("a", path="a/catalog-info.yaml", annotations={REF: "dir:../b"})
    assert owners(build({"b/docs/index.md": "# B", "a/docs/index.md": "# A"}, one)) == {
        "a": ["b/docs/index.md"]
    }


def test_the_annotation_may_name_the_pages_folder_itself() -> None:
    """`dir:./docs` means its pages where the configuration lies among them or is missing."""
    one = entity(annotations={REF: "dir:./docs"})
    assert owners(build({"docs/index.md": "# A"}, one)) == {"shop": ["docs/index.md"]}
    inner = {"docs/mkdocs.yml": "site_name: Inner", "docs/a.md": "# A", "docs/index.md": "# I"}
    library = build(inner, one)
    assert owners(library) == {"shop": ["docs/index.md", "docs/a.md"]}
    assert library.sets[one.ref].title == "Inner"
    # A folder of any name, if it holds pages and not code with a README.
    other = entity(annotations={REF: "dir:./handbook"})
    assert owners(build({"handbook/a.md": "# A", "b.md": "# B"}, other)) == {"shop": ["handbook/a.md"]}
    package = {"handbook/README.md": "# R", "handbook/NOTES.md": "# N"}
    assert owners(build(package, other)) == {"shop": ["handbook/README.md"]}


def test_an_address_of_the_same_repository_is_a_folder_of_it() -> None:
    """`url:` is followed only inside what was crawled."""
    one = entity(annotations={REF: "url:https://github.com/acme/shop/tree/main/sub"})
    assert owners(build({"sub/docs/index.md": "# A", "docs/index.md": "no"}, one)) == {
        "shop": ["sub/docs/index.md"]
    }


def test_what_leaves_the_repository_leads_to_no_documentation() -> None:
    """Paths above the root, foreign addresses and unknown forms are findings."""
    for reference in (
        "dir:../..",
        "url:https://github.com/acme/shop-evil/tree/main",
        "gs://x",
        "dir:nowhere",
    ):
        library = build({"docs/index.md": "# A"}, entity(annotations={REF: reference}))
        assert not library.sets
        assert [(found.code, found.entity) for found in library.findings] == [
            ("docs-missing", "component:default/shop")
        ], reference


def test_the_first_kind_of_a_folder_owns_its_docs() -> None:
    """A component comes before an API; both do not get the same docs twice."""
    library = build({"docs/index.md": "# A"}, entity("a", kind="API"), entity("z"))
    assert owners(library) == {"z": ["docs/index.md"]}


def test_an_annotated_neighbour_keeps_the_folder_for_itself() -> None:
    """Where somebody claimed the docs, nobody gets them by default."""
    claimed = entity("api", kind="API", annotations={REF: "dir:."})
    assert owners(build({"docs/index.md": "# A"}, entity("a"), claimed)) == {"api": ["docs/index.md"]}


def test_an_entity_documented_elsewhere_has_no_docs_of_its_own() -> None:
    """`techdocs-entity` wins over everything beside the descriptor."""
    one = entity(annotations={"backstage.io/techdocs-entity": "system:x"})
    assert owners(build({"docs/index.md": "# A"}, one)) == {}


def test_the_configuration_is_data() -> None:
    """Name, folder and navigation count; what would act is told once and does nothing."""
    yaml = (
        "site_name: The Shop\ndocs_dir: src\nINHERIT: ../../etc/passwd\nhooks: [hook.py]\n"
        "theme: {custom_dir: evil}\nplugins: [techdocs-core, search, macros]\nextra: !!python/name:os.system x\n"
    )
    library = build({"mkdocs.yml": yaml, "src/index.md": "# Hello", "docs/index.md": "no"})
    docs = library.sets[entity().ref]
    assert docs.title == "The Shop"
    assert [page.path for page in docs.pages] == ["src/index.md"]
    (found,) = library.findings
    assert found.code == "docs-config"
    assert found.origin.line == 3
    assert all(word in found.message for word in ("INHERIT", "hooks", "theme.custom_dir", "plugin macros"))
    assert "search" not in found.message


def test_what_the_pages_do_without_is_told() -> None:
    """Extensions that are not understood and tags that would act are named, with the line of the first."""
    yaml = (
        "markdown_extensions:\n- toc: {permalink: true}\n- markdown.extensions.extra\n- subprocess:Popen: {args: [x]}\n"
        "extra:\n  icon: !!python/name:materialx.emoji.twemoji\n  run: !!python/object/apply:os.system [x]\n"
        "site_name: !ENV TOKEN\n"
    )
    (found,) = build({"mkdocs.yml": yaml, "docs/index.md": "# A"}).findings
    assert found.origin.line == 4
    assert found.message.endswith(": extension subprocess:Popen, tag python/object/apply:os.system, tag !ENV")


def test_a_navigation_full_of_mistakes_is_a_hundred_findings_and_a_number() -> None:
    """What leads nowhere is told up to a limit, and a section too deep is told, not lost in silence."""
    entries = "".join(f"- T: p{number}.md\n" for number in range(105))
    library = build({"mkdocs.yml": f"nav:\n- index.md\n{entries}", "docs/index.md": "# A"})
    assert len(library.findings) == 101
    assert "5 more entries of the navigation lead nowhere" in {found.message for found in library.findings}
    deep = f"nav: {'[{a: ' * 20}index.md{'}]' * 20}\n"
    (found,) = build({"mkdocs.yml": deep, "docs/index.md": "# A"}).findings
    assert "deeper than 12" in found.message


def test_a_broken_configuration_costs_only_itself() -> None:
    """The pages are published with a navigation made from the files."""
    library = build({"mkdocs.yml": "nav: [a: b: c\n - x", "docs/index.md": "# A", "docs/b.md": "# B"})
    assert [item.title for item in library.sets[entity().ref].navigation] == ["A", "B"]
    assert [found.code for found in library.findings] == ["docs-config"]


def test_docs_dir_does_not_leave_the_repository() -> None:
    """The usual folder is taken instead."""
    library = build({"mkdocs.yml": "docs_dir: ../../etc\n", "docs/index.md": "# A"})
    assert owners(library) == {"shop": ["docs/index.md"]}
    assert [str(found.origin) for found in library.findings] == ["mkdocs.yml:1"]
