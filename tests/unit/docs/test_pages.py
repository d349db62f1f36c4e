"""Addresses, titles, links, assets, navigation and the cache of a docs set."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path

import pytest

from callboard.docs import Borrowed, DocsAsset, DocsLibrary, DocsSet, DocsSettings, NavItem
from callboard.markup import Renderer
from callboard.model import EntityRef
from callboard.store import Cache
from unit.docs.repositories import REPOSITORY, build, entity, first_text, texts

PNG = b"\x89PNG\r\n\x1a\n...."
SOURCE = "https://github.com/acme/shop/blob/c0ffee"


def only(library: DocsLibrary) -> DocsSet:
    """The one docs set."""
    (docs,) = library.sets.values()
    return docs


def href(target: str, page: str = "docs/guide/a.md", **files: str) -> str | None:
    """Where a link in a page leads; None when it is no link."""
    library = build(
        {
            "README.md": "# R",
            "src/main.py": "x",
            "docs/index.md": "# I",
            "docs/guide/index.md": "# G",
            "docs/guide/b c.md": "# B\n\n## Part",
            "docs/img/a b.png": PNG,
            **files,
            page: f"# A\n\n## Part\n\n[link](<{target}>)",
        }
    )
    html = texts(only(library))[page]
    match = re.search(r'<a href="([^"]*)"[^>]*>link', html)
    return match[1] if match else None


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("b c.md", "../b%20c/"),
        ("b%20c.md#part", "../b%20c/#part"),
        ("./b%20c.md", "../b%20c/"),
        ("index.md", "../"),
        ("../index.md", "../../"),
        ("..", "../../"),
        ("/guide/index.md", "../"),
        ("/", "../../"),
        ("../img/a%20b.png", "../../img/a%20b.png"),
        ("../../src/main.py", f"{SOURCE}/src/main.py"),
        ("../../src", "https://github.com/acme/shop/tree/c0ffee/src"),
        ("../../README.md", f"{SOURCE}/README.md"),
        ("../b c/", "../b%20c/"),
        ("#part", "#part"),
        ("https://example.com/x.md", "https://example.com/x.md"),
        ("nowhere.md", None),
        ("../../../../etc/passwd", None),
        ("%2e%2e/%2e%2e/%2e%2e/etc/passwd", None),
        ("javascript:alert(1)", None),
    ],
)
def test_a_link_leads_to_the_published_place(target: str, expected: str | None) -> None:
    """Pages and assets by their relative address, the rest of the repository on its forge, nothing else."""
    assert href(target) == expected


def test_a_link_that_differs_from_its_page_by_case_leads_there() -> None:
    """As on the machines whose file systems do not tell the two apart."""
    assert href("../Guide/SETUP.md", **{"docs/guide/setup.md": "s"}) == "../setup/"
    assert href("B.md", **{"docs/guide/b.md": "b"}) == "../b/"


def test_without_a_web_address_a_link_into_the_repository_is_text() -> None:
    """It is neither a link nor a finding."""
    library = build(
        {"docs/index.md": "# A\n\n[link](../src/x.py)", "src/x.py": ""},
        repository=replace(REPOSITORY, web_url=""),
    )
    assert "<a>link</a>" in first_text(only(library))
    assert not library.findings


@pytest.mark.parametrize(
    ("web_url", "expected"),
    [
        ("https://gitlab.example/g/s", "https://gitlab.example/g/s/-/blob/c0ffee/x.py"),
        ("https://bitbucket.org/g/s", "https://bitbucket.org/g/s/src/c0ffee/x.py"),
        ("https://codeberg.org/g/s", "https://codeberg.org/g/s/src/commit/c0ffee/x.py"),
    ],
)
def test_each_forge_has_its_own_addresses(web_url: str, expected: str) -> None:
    """The host's name tells which."""
    repository = replace(REPOSITORY, web_url=web_url)
    library = build({"docs/index.md": "[link](../x.py)", "x.py": ""}, repository=repository)
    assert f'href="{expected}"' in first_text(only(library))


def test_a_dead_link_is_told_with_its_line() -> None:
    """The line is that of the file, front matter included."""
    library = build({"docs/index.md": "---\ntitle: x\n---\n# A\n\nsee [it](gone.md)\n"})
    (found,) = library.findings
    assert (found.code, str(found.origin), found.entity) == (
        "docs-link",
        "docs/index.md:6",
        "component:default/shop",
    )
    assert '<a class="cb-dead-link">it</a>' in first_text(only(library))


def test_addresses_are_directories_in_lower_case() -> None:
    """`index` and `README` stand for their folder."""
    docs = only(build({"docs/README.md": "r", "docs/Guide/SetUp.md": "s", "docs/Guide/index.md": "g"}))
    assert {page.path: page.address for page in docs.pages} == {
        "docs/README.md": "",
        "docs/Guide/index.md": "guide/",
        "docs/Guide/SetUp.md": "guide/setup/",
    }


def test_two_pages_never_share_an_address() -> None:
    """The first in order is published, the other is a finding; an unsafe name likewise."""
    library = build(
        {"docs/index.md": "i", "docs/README.md": "r", "docs/A.md": "", "docs/a.md": "", "docs/a:b.md": ""}
    )
    assert [page.path for page in only(library).pages] == ["docs/index.md", "docs/A.md"]
    assert sorted(found.origin.path for found in library.findings) == [
        "docs/README.md",
        "docs/a.md",
        "docs/a:b.md",
    ]


def test_docs_without_an_index_start_with_the_readme_above_them() -> None:
    """Else with their first page: the root of the docs always exists."""
    docs = only(build({"README.md": "# Read", "docs/adr/one.md": "# One"}))
    assert [(page.address, page.path) for page in docs.pages] == [
        ("", "README.md"),
        ("adr/one/", "docs/adr/one.md"),
    ]
    assert docs.navigation == (NavItem("Read", ""), NavItem("Adr", children=(NavItem("One", "adr/one/"),)))
    assert [page.address for page in only(build({"docs/b.md": "# B", "docs/c.md": "# C"})).pages] == [
        "",
        "c/",
    ]


def test_titles_come_from_navigation_then_front_matter_then_heading_then_name() -> None:
    """MkDocs' order; a title is text."""
    docs = only(
        build(
            {
                "mkdocs.yml": "nav: [{Start: index.md}, a.md, b.md, c-d.md]",
                "docs/index.md": "---\ntitle: no\n---\n# No",
                "docs/a.md": "---\ntitle: 'T\"><script>'\ndescription: D\n---\n# No",
                "docs/b.md": "# The **B** [x](y)",
                "docs/c-d.md": "words",
            }
        )
    )
    assert [item.title for item in docs.navigation] == ["Start", 'T"><script>', "The B x", "C d"]
    assert docs.pages[1].description == "D"


def test_the_navigation_is_the_authors_as_far_as_it_leads_somewhere() -> None:
    """Sections nest, safe links stay, what is missing is a finding with its line."""
    yaml = (
        "nav:\n- index.md\n- Guide:\n  - One: a.md\n  - Gone: gone.md\n- Site: https://example.com\n"
        "- Bad: javascript:alert(1)\n- Up: ../../x.md\n- Empty: []\n- 5\n"
    )
    library = build({"mkdocs.yml": yaml, "docs/index.md": "# I", "docs/a.md": "# A"})
    assert only(library).navigation == (
        NavItem("I", ""),
        NavItem("Guide", children=(NavItem("One", "a/"),)),
        NavItem("Site", url="https://example.com"),
    )
    assert [found.origin.line for found in library.findings if found.code == "docs-nav"] == [5, 7, 8, 10]


def test_a_navigation_without_any_page_is_replaced() -> None:
    """The reader gets the one made from the files."""
    library = build({"mkdocs.yml": "nav: [{X: gone.md}]", "docs/index.md": "# I"})
    assert only(library).navigation == (NavItem("I", ""),)


def assets(files: Mapping[str, bytes]) -> DocsLibrary:
    """The library of a page that shows all these files."""
    shown = "\n".join(f"![x]({path.removeprefix('docs/')})" for path in files)
    return build({"docs/index.md": f"# I\n\n{shown}", **files})


def test_only_what_a_page_uses_is_published() -> None:
    """The others stay in the repository."""
    docs = only(build({"docs/index.md": "![](Img/A.png)", "docs/Img/A.png": PNG, "docs/Img/b.png": PNG}))
    assert docs.assets == (DocsAsset("img/a.png", "docs/Img/A.png"),)


@pytest.mark.parametrize(
    "name", ["x.html", "x.js", "x.css", "x.xml", "x.php", ".htaccess", "x.svgz", "CNAME"]
)
def test_files_that_act_are_never_published(name: str) -> None:
    """They are linked to where they lie."""
    library = assets({f"docs/{name}": b"x"})
    assert only(library).assets == ()
    assert f"{SOURCE}/docs/{name}" in first_text(only(library))


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("x.png", b"<html><script>alert(1)</script>"),
        ("x.pdf", b"GIF89a"),
        ("x.webp", b"RIFF0000WAVE"),
        ("x.svg", b"<svg><script>alert(1)</script></svg>"),
        ("x.svg", b"<svg onload='alert(1)'/>"),
        ("x.svg", b"<svg><foreignObject/></svg>"),
        ("x.svg", b"<svg><a href='java&#115;cript:alert(1)'/></svg>"),
        ("x.svg", b"<svg><image xlink:href='https://evil.example/x.png'/></svg>"),
        ("x.svg", b"<!DOCTYPE svg [<!ENTITY a 'b'>]><svg/>"),
        ("x.svg", "<svg><script/></svg>".encode("utf-16")),
        ("x.svg", b"<svg><x:script xmlns:x='http://www.w3.org/2000/svg'/></svg>"),
        ("x.svg", b"<svg><style>@import 'https://evil.example'</style></svg>"),
    ],
)
def test_a_file_that_is_not_what_it_says_is_refused(name: str, data: bytes) -> None:
    """It is told and not published."""
    library = assets({f"docs/{name}": data})
    assert only(library).assets == ()
    assert [found.origin.path for found in library.findings] == [f"docs/{name}"]


def test_a_drawing_that_only_draws_is_published() -> None:
    """Gradients and references inside the drawing are part of drawing."""
    data = (
        b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink">'
        b'<defs><linearGradient id="g"/></defs><use xlink:href="#g"/><path fill="url(#g)" d="M0 0"/></svg>'
    )
    library = assets({"docs/x.svg": data})
    assert len(only(library).assets) == 1
    assert not library.findings


def test_a_file_and_a_folder_never_share_an_address() -> None:
    """A page's folder, or one that differs by case, keeps a file out; where a page is, no folder can be."""
    library = assets(
        {"docs/a.png": PNG, "docs/a.png.md": b"# A", "docs/B.png": PNG, "docs/b.png/c.md": b"# C"}
    )
    assert only(library).assets == ()
    library = build({"docs/index.md": "# I", "docs/index.html.md": "# A", "docs/b/Index.html/c.md": "# B"})
    assert [page.path for page in only(library).pages] == ["docs/index.md"]
    assert [found.code for found in library.findings] == ["docs-page", "docs-page"]


@pytest.mark.parametrize(
    "odd", [b"<!DOCTYPE" * 100_000, b"href=" + b" " * 900_000 + b"#", b"url(" + b" " * 900_000 + b"#"]
)
def test_an_odd_drawing_is_judged_at_once(odd: bytes) -> None:
    """What the pattern looks for may be begun as often as anybody likes."""
    assert len(only(assets({"docs/x.svg": b"<svg>" + odd})).assets) == 1


def test_limits_hold_at_the_limit_and_above() -> None:
    """At the limit all is published, above it the rest is a finding."""
    settings = DocsSettings(max_pages=2, max_asset_bytes=len(PNG))
    files = {"docs/index.md": "![](a.png)", "docs/a.md": "", "docs/a.png": PNG}
    assert not build(files, settings=settings).findings
    library = build({**files, "docs/b.md": "", "docs/a.png": PNG + b"x"}, settings=settings)
    assert len(only(library).pages) == 2
    assert only(library).assets == ()
    assert len(library.findings) == 2


def test_an_unreadable_or_undecodable_page_costs_no_other_page() -> None:
    """Both are findings; the second is published with marks for what is not UTF-8."""
    library = build({"docs/index.md": "# I \ufffd", "docs/a.md": None, "docs/b.md": b"# \xff\xfe caf\xe9"})
    assert [page.path for page in only(library).pages] == ["docs/index.md", "docs/b.md"]
    assert [(found.code, found.origin.path) for found in library.findings] == [
        ("docs-page", "docs/a.md"),
        ("docs-page", "docs/b.md"),
    ]


def test_thousands_of_dead_links_are_a_hundred_findings_and_a_number() -> None:
    """Each finding costs a look for its line, so a page that is full of them is not looked through for ever."""
    library = build({"docs/index.md": "# I\n\n" + "\n\n".join(f"[l](x{number}.md)" for number in range(105))})
    assert len(library.findings) == 101
    assert "5 more links lead nowhere" in {found.message for found in library.findings}


def test_front_matter_that_is_none_is_part_of_the_page() -> None:
    """Words between two rules are words."""
    docs = only(build({"docs/index.md": "---\nJust words\n---\n\n# I\n"}))
    assert "Just words" in first_text(docs)


def test_a_cached_page_is_not_rendered_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The second build gives equal values, findings included, without the renderer."""
    files = {
        "docs/index.md": "# I\n\n## P\n\n[a](gone.md) ![b](b.png) ![c](c.png)",
        "docs/b.png": PNG,
        "docs/c.png": b"",
    }
    cache = Cache(tmp_path)
    first = build(files, cache=cache)
    monkeypatch.setattr(Renderer, "draft", None)
    assert build(files, cache=cache) == first
    assert build({**files, "src/new.py": ""}, cache=cache) == first


def test_a_cached_page_never_keeps_a_link_that_died(tmp_path: Path) -> None:
    """What its links lead to is asked again, whatever the page's own text says."""
    cache = Cache(tmp_path)
    page = {"docs/index.md": "[a](b.md) ![c](c.png)"}
    build({**page, "docs/b.md": "", "docs/c.png": PNG}, cache=cache)
    assert build(page, cache=cache) == build(page)
    assert len(build(page, cache=cache).findings) == 2


def test_the_order_of_the_files_changes_nothing() -> None:
    """Two builds of the same repository are equal."""
    files = {"docs/b.md": "# B", "docs/a/x.md": "# X", "docs/index.md": "# I", "docs/a/index.md": "# A"}
    assert build(files) == build(dict(reversed(files.items())))


def test_entities_that_share_a_folder_share_its_documentation() -> None:
    """It is there once: the first kind, then the first name keeps it, the others lead to it."""
    ours = {"backstage.io/techdocs-ref": "dir:."}
    library = build(
        {"docs/index.md": "# I", "docs/a.md": "[i](index.md)"},
        entity("b", annotations=ours),
        entity("a", kind="API", annotations=ours),
        entity("c"),
    )
    assert [str(ref) for ref in library.sets] == ["component:default/b"]
    keeper = Borrowed(EntityRef("component", "default", "b"))
    assert {str(ref): lent for ref, lent in library.borrowed.items()} == {
        "api:default/a": keeper,
        "component:default/c": keeper,
    }


@pytest.mark.parametrize(
    ("reference", "path", "lent"),
    [
        ("component:default/shop", "", ""),
        ("component:shop", "/Guide/", "guide/"),
        ("shop", "../../x", ""),
        ("component:gone", "", None),
        ("::", "", None),
    ],
)
def test_an_entity_may_name_another_whose_documentation_it_shares(
    reference: str, path: str, lent: str | None
) -> None:
    """At a page of it, if it says which; what leads nowhere is a finding."""
    annotations = {"backstage.io/techdocs-entity": reference, "backstage.io/techdocs-entity-path": path}
    library = build(
        {"docs/index.md": "# I"}, entity(), entity("part", path="sub/c.yaml", annotations=annotations)
    )
    borrowed = library.borrowed.get(EntityRef("component", "default", "part"))
    assert (borrowed.address if borrowed else None) == lent
    assert [found.code for found in library.findings] == ([] if borrowed else ["docs-missing"])
