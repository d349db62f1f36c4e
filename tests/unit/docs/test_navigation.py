"""What a navigation can lead to beside pages, toctrees, and the limits of it all."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence

from callboard.docs import DocsAsset, NavItem
from callboard.docs.addresses import asset_address
from callboard.docs.layout import Layout, lay_out
from callboard.docs.mounts import Mount
from callboard.docs.navigation import Navigation, nowhere
from callboard.docs.roots import DocsRoot, find_roots
from callboard.docs.values import DocsSettings
from callboard.model import Catalog, RepositorySnapshot, Snapshot
from unit.docs.repositories import REPOSITORY, MemoryTree, build, entity

PNG = b"\x89PNG\r\n\x1a\n...."


def laid_out(files: Mapping[str, str]) -> tuple[DocsRoot, Layout]:
    """The one root of a repository, and its layout."""
    one = entity()
    catalog = Catalog(entities={one.ref: one}, relations={}, repositories={REPOSITORY.key: REPOSITORY})
    tree = MemoryTree({path: text.encode() for path, text in files.items()})
    (root,) = find_roots(catalog, Snapshot((RepositorySnapshot(REPOSITORY, tree),))).roots
    return root, lay_out(root, DocsSettings())


def navigation(
    files: Mapping[str, str],
    file_link: Callable[[str], str] = nowhere,
    toctrees: Mapping[str, Sequence[tuple[str, str]]] | None = None,
) -> Navigation:
    """The navigation of a repository whose pages are called by their paths."""
    root, layout = laid_out(files)
    titles = {path: path.removeprefix("docs/") for path in layout.pages}
    return Navigation(root, layout, layout.pages, titles, file_link, toctrees or {})


def test_a_file_that_is_no_page_is_linked_to_where_it_can_be_seen() -> None:
    """Below the docs or elsewhere; an excluded one nowhere."""
    files = {
        "mkdocs.yml": "exclude_docs: c.pdf\nnav: [index.md, {A: a.pdf}, b_c.html, c.pdf]",
        "docs/index.md": "",
        **dict.fromkeys(("docs/a.pdf", "docs/b_c.html", "docs/c.pdf"), ""),
    }
    links = {"docs/a.pdf": "a.pdf", "docs/b_c.html": "https://example.com/b", "docs/c.pdf": "c.pdf"}
    built = navigation(files, links.__getitem__)
    assert built.build() == (
        NavItem("index.md", ""),
        NavItem("A", "a.pdf"),
        NavItem("B c", url="https://example.com/b"),
    )
    assert [found.message for found in built.findings] == [
        "The navigation names c.pdf, which exclude_docs or draft_docs keeps out"
    ]


def test_toctrees_are_followed_from_the_start_page() -> None:
    """With titles, links, absolute paths and patterns; each page once, and what is left at the end."""
    files = {
        f"docs/{name}": ""
        for name in (
            "index.rst",
            "guide/index.rst",
            "guide/setup.md",
            "guide/run.rst",
            "n/b.rst",
            "n/a.rst",
            "z.md",
        )
    }
    toctrees = {
        "docs/index.rst": [
            ("", "self"),
            ("", "guide/index"),
            ("", "The web <https://example.com>"),
            ("", "Evil <javascript:alert(1)>"),
            ("Notes", "n/*"),
            ("", "gone"),
            ("", "../../outside"),
        ],
        "docs/guide/index.rst": [("", "Set up <setup>"), ("", "/guide/run.rst"), ("", "index")],
        "docs/guide/run.rst": [("", "/index"), ("", "/guide/setup")],
    }
    assert navigation(files, toctrees=toctrees).build() == (
        NavItem("index.rst", ""),
        NavItem(
            "guide/index.rst",
            "guide/",
            children=(NavItem("Set up", "guide/setup/"), NavItem("guide/run.rst", "guide/run/")),
        ),
        NavItem("The web", url="https://example.com"),
        NavItem("Notes", "n/a/"),
        NavItem("Notes", "n/b/"),
        NavItem("More", children=(NavItem("z.md", "z/"),)),
    )


def test_many_pages_that_no_toctree_names_stand_in_their_folders() -> None:
    """A list of them would be no navigation."""
    files = {"docs/index.rst": "", "docs/a.rst": "", **{f"docs/x/{number}.rst": "" for number in range(51)}}
    items = navigation(files, toctrees={"docs/index.rst": [("", "a")]}).build()
    assert [(item.title, len(item.children)) for item in items] == [("index.rst", 0), ("a.rst", 0), ("X", 51)]


def test_a_chain_of_toctrees_ends() -> None:
    """At twelve levels; what is deeper is among the rest."""
    files = {"docs/index.rst": "", **{f"docs/p{number}.rst": "" for number in range(20)}}
    toctrees = {f"docs/p{number}.rst": [("", f"p{number + 1}")] for number in range(20)}
    items = navigation(files, toctrees={"docs/index.rst": [("", "p0")], **toctrees}).build()
    assert [item.title for item in items] == ["index.rst", "p0.rst", "More"]
    assert len(items[2].children) == 8


def test_the_authors_navigation_comes_before_toctrees() -> None:
    """Who writes both means the first."""
    files = {"mkdocs.yml": "nav: [b.md]", "docs/index.rst": "", "docs/a.rst": "", "docs/b.md": ""}
    assert navigation(files, toctrees={"docs/index.rst": [("", "a")]}).build() == (NavItem("b.md", "b/"),)


def test_thousands_of_mistakes_are_a_hundred_findings_and_a_number() -> None:
    """In one navigation, whatever they are."""
    entries = "".join(f"- x{number}.md\n" for number in range(10_000))
    findings = build({"mkdocs.yml": f"nav:\n- index.md\n{entries}", "docs/index.md": ""}).findings
    assert len(findings) == 101
    assert findings[0].message.startswith("9900 more")
    findings = build({"mkdocs.yml": "nav:\n- index.md\n" + "- []\n" * 10_000, "docs/index.md": ""}).findings
    assert len(findings) == 101


def test_a_navigation_is_read_up_to_a_limit() -> None:
    """The entries before it stay."""
    entries = "- index.md\n" * 20_001
    built = navigation({"mkdocs.yml": f"nav:\n{entries}", "docs/index.md": ""})
    assert len(built.build()) == 20_000
    (found,) = built.layout.findings
    assert (found.origin.line, "more than 20000 entries" in found.message) == (20_002, True)


def test_folders_cannot_be_listed_without_end() -> None:
    """All lists of a navigation together have a limit."""
    files = {f"docs/a/{number}.md": "" for number in range(100)}
    items = navigation({"mkdocs.yml": "nav:\n" + "- a/\n" * 600, **files}).build()
    assert len(items) == 200


def test_includes_have_a_limit() -> None:
    """Two hundred files, however they are asked for."""
    files = {
        "mkdocs.yml": "nav:\n- index.md\n- All: '*include d*/mkdocs.yml'\n",
        "docs/index.md": "",
        **{f"d{number}/mkdocs.yml": "site_name: x" for number in range(203)},
        **{f"d{number}/docs/index.md": "" for number in range(203)},
    }
    root, layout = laid_out(files)
    assert len(layout.mounts) == 201
    assert [found.message for found in layout.findings] == ["The navigation includes more than 200 files"]
    assert root.folder == layout.mounts[0].folder


def test_included_files_have_a_size() -> None:
    """All of a set together; those that are read before it is reached count."""
    files = {
        "mkdocs.yml": "nav:\n- index.md\n- All: '*include d*/mkdocs.yml'\n",
        "docs/index.md": "",
        **{f"d{number}/mkdocs.yml": "site_name: x" + " " * (300 << 10) for number in range(5)},
        **{f"d{number}/docs/index.md": "" for number in range(5)},
    }
    _, layout = laid_out(files)
    assert len(layout.mounts) == 4
    assert "larger than 1 MiB together" in layout.findings[0].message


def test_a_folder_order_takes_each_item_once() -> None:
    """However often it is named: lists of lists of everything would multiply without end."""
    wanted = "nav:\n" + "- X:\n  - ...\n  - a\n" * 300
    files = {f"docs/{'a/' * depth}p.md": "" for depth in range(9)}
    orders = {f"docs/{'a/' * depth}.pages": wanted for depth in range(9)}
    built = navigation({**files, **orders, "docs/index.md": ""}).build()
    assert len(list(_walk(built))) <= 3 * len(files)


def _walk(items: Sequence[NavItem]) -> Iterator[NavItem]:
    for item in items:
        yield item
        yield from _walk(item.children)


def test_files_of_an_included_folder_lie_below_its_pages() -> None:
    """The innermost folder decides; what is in none has no address."""
    mounts = (Mount("docs"), Mount("docs/a", "billing/"))
    assert asset_address("docs/Img/x.png", mounts) == "img/x.png"
    assert asset_address("docs/a/x.png", mounts) == "billing/x.png"
    assert asset_address("src/x.png", mounts) == ""


def test_pictures_of_an_included_page_are_published_beside_it() -> None:
    """And those that its own configuration excludes are not."""
    library = build(
        {
            "mkdocs.yml": "nav: [index.md, '!include a/mkdocs.yml']",
            "docs/index.md": "# I",
            "a/mkdocs.yml": "site_name: Billing\nexclude_docs: secret.png",
            "a/docs/index.md": "![x](x.png) ![y](secret.png)",
            "a/docs/x.png": PNG,
            "a/docs/secret.png": PNG,
        }
    )
    (docs,) = library.sets.values()
    assert docs.assets == (DocsAsset("billing/x.png", "a/docs/x.png"),)


def test_the_first_page_that_the_author_names_is_the_start_page_where_there_is_none() -> None:
    """Else the first by name is."""
    files = {"mkdocs.yml": "nav: [{S: c.md}, a.md]", "docs/a.md": "", "docs/c.md": ""}
    (docs,) = build(files).sets.values()
    assert {page.path: page.address for page in docs.pages} == {"docs/a.md": "a/", "docs/c.md": ""}
